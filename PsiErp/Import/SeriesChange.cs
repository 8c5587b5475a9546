using PsiErp.Data;
using PsiErp.Planning;

namespace PsiErp.Import;

/// <summary>What an import makes of one series.</summary>
/// <param name="Key">The series.</param>
/// <param name="Name">The name of its SKU.</param>
/// <param name="Before">Its figures now; null when the import brings it.</param>
/// <param name="After">Its figures afterwards; null when it goes, unless it has edits.</param>
public sealed record SeriesChange(SeriesKey Key, string? Name, SeriesFigures? Before, SeriesFigures? After)
{
    /// <summary>How much more is produced.</summary>
    public decimal Production => (After?.Production ?? 0) - (Before?.Production ?? 0);

    /// <summary>How much more is sold.</summary>
    public decimal Sales => (After?.Sales ?? 0) - (Before?.Sales ?? 0);

    /// <summary>Whether it runs out or short where it did not, or no longer, or on another day.</summary>
    public bool ChangesAlert => Before?.StockOut != After?.StockOut || Before?.Shortage != After?.Shortage;

    /// <summary>How much moves, for sorting.</summary>
    public decimal Size => Math.Abs(Production) + Math.Abs(Sales);
}

/// <summary>What counts of a series beside another state of it.</summary>
public sealed record SeriesFigures(decimal Production, decimal Sales, DateOnly? StockOut, DateOnly? Shortage)
{
    internal static SeriesFigures Of(SeriesSummary summary) =>
        new(summary.TotalProduction, summary.TotalSales, summary.StockOutDate, summary.ShortageDate);
}
