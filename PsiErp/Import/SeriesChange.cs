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

/// <summary>
/// A series that a staged import changes, as the wire has it: figures now and afterwards, null where there is no such series.
/// </summary>
public sealed record SeriesChangeBody(
    string SkuCode,
    string? SkuName,
    string WarehouseName,
    string Channel,
    decimal? InboundQtyBefore,
    decimal? InboundQtyAfter,
    decimal? OutboundQtyBefore,
    decimal? OutboundQtyAfter,
    DateOnly? StockOutBefore,
    DateOnly? StockOutAfter,
    DateOnly? ShortageBefore,
    DateOnly? ShortageAfter)
{
    internal static SeriesChangeBody Of(SeriesChange change) => new(
        change.Key.SkuCode, change.Name, change.Key.WarehouseName, change.Key.Channel,
        change.Before?.Production, change.After?.Production, change.Before?.Sales, change.After?.Sales,
        change.Before?.StockOut, change.After?.StockOut, change.Before?.Shortage, change.After?.Shortage);
}
