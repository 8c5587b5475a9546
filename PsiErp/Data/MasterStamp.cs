namespace PsiErp.Data;

/// <summary>
/// What the database writes whenever any record, product, warehouse or channel changes, by triggers, whoever changes it. There is one
/// row, or none before the first change.
/// </summary>
public sealed class MasterStamp
{
    /// <summary>The only row's.</summary>
    public const int OnlyId = 1;

    public int Id { get; init; } = OnlyId;

    /// <summary>A text that no change before had.</summary>
    public required string Stamp { get; init; }
}
