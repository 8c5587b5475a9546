namespace PsiErp.Planning;

/// <summary>Stock of some series on the day that it is told for.</summary>
/// <param name="Stock">Closing stock.</param>
/// <param name="Standard">The level to aim at.</param>
/// <param name="StockValue">What the stock is worth, as far as the product master knows; null where it knows no cost of any.</param>
/// <param name="WithoutCost">
/// Where there is a value, the series that have begun and whose cost it does not know: their stock is not in it.
/// </param>
public sealed record StockLevel(decimal Stock, decimal Standard, decimal? StockValue, int WithoutCost)
{
    /// <summary>Of no series.</summary>
    public static StockLevel None { get; } = new(0, 0, null, 0);

    /// <summary>Adds up series; those that have not begun are left out.</summary>
    internal static StockLevel Of(IEnumerable<SeriesLevel?> series)
    {
        var (stock, standard, value, withoutCost) = (0m, 0m, (decimal?)null, 0);
        foreach (var one in series)
        {
            if (one is not { } level) continue;
            stock += level.Stock;
            standard += level.Standard;
            if (level.Value is { } some) value = (value ?? 0) + some;
            else withoutCost++;
        }
        return new StockLevel(stock, standard, value, withoutCost);
    }
}

/// <summary>Stock of a series that has begun.</summary>
/// <param name="Stock">Closing stock.</param>
/// <param name="Standard">The level to aim at.</param>
/// <param name="Value">What the stock is worth; null where no cost is known.</param>
internal readonly record struct SeriesLevel(decimal Stock, decimal Standard, decimal? Value)
{
    /// <summary>The room that it takes in memory, in numbers.</summary>
    public const int Numbers = 8;

    /// <summary>Reads it from a stored <see cref="PlanLine"/>; null before the series begins.</summary>
    public static SeriesLevel? Of(DateOnly day, byte[]? line, decimal? cost) => PlanLine.LevelOn(day, line) is var (stock, standard)
        ? new SeriesLevel(stock, standard, Quantity.Worth(stock, cost))
        : null;
}
