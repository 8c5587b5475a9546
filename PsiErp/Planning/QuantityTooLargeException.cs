namespace PsiErp.Planning;

/// <summary>A sum or projected stock is larger than the database can hold.</summary>
public sealed class QuantityTooLargeException(decimal value, decimal max) : Exception(
    $"A quantity of the plan adds up to {Quantity.Normalize(value)}, beyond the ±{Quantity.Normalize(max)} that this database can hold; "
        + $"correct the quantities that lead to it")
{
    /// <summary>The quantity in question, in units.</summary>
    public decimal Value { get; } = value;
}
