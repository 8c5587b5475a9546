using PsiErp.Data;
using PsiErp.Planning;

namespace PsiErp.Pages.Sessions;

/// <summary>How large a grid would be, told from the summaries of its series before any of its days is read or projected.</summary>
/// <param name="Window">The part of the horizon that it would show.</param>
/// <param name="Cells">How many cells, head lines aside.</param>
/// <param name="SmallEnough">Wider columns in which the same window is small enough; of a grid that is, none.</param>
public sealed record GridSize(PsiWindow Window, long Cells, IReadOnlyList<Bucket> SmallEnough)
{
    /// <summary>Cells that a page shows at most: some 3 MB of HTML, two months of nearly three hundred series.</summary>
    public const int MaxCells = 200_000;

    /// <summary>Whether that is more than a page shows.</summary>
    public bool IsTooLarge => Cells > MaxCells;

    /// <summary>The size of a grid, or a bound that is still small enough.</summary>
    /// <param name="series">The series of the SKU.</param>
    /// <param name="window">What is shown of them.</param>
    /// <param name="rows">Rows of a series.</param>
    public static GridSize Of(IReadOnlyList<Series> series, PsiWindow window, int rows)
    {
        var cells = (long)Groups(series) * rows;
        var (first, last) = PsiWindow.HorizonOf(series);
        var within = Math.Min(window.To.DayNumber, last.DayNumber) - Math.Max(window.From.DayNumber, first.DayNumber) + 1;
        if (within * cells <= MaxCells) return new GridSize(window, Math.Max(within, 0) * cells, []);

        var days = DaysOf(series, window);
        var size = Columns(window.Bucket) * cells;
        return new GridSize(window, size, size <= MaxCells ? [] :
            [.. Enum.GetValues<Bucket>().Where(bucket => bucket > window.Bucket && Columns(bucket) * cells <= MaxCells)]);

        int Columns(Bucket bucket) => days.Select(day => Buckets.StartOf(day, bucket)).Distinct().Count();
    }

    /// <summary>Series, totals of warehouses with several, and that of everything, as <see cref="PsiGrid"/> lays them out.</summary>
    private static int Groups(IReadOnlyList<Series> series)
    {
        var warehouses = series.GroupBy(one => one.WarehouseName).ToList();
        var totals = warehouses.Count > 1 ? warehouses.Count(warehouse => warehouse.Count() > 1) : 0;
        return series.Count + totals + (series.Count > 1 ? 1 : 0);
    }

    private static HashSet<DateOnly> DaysOf(IReadOnlyList<Series> series, PsiWindow window)
    {
        var days = new HashSet<DateOnly>();
        foreach (var line in series.Select(one => one.Summary.Line).OfType<byte[]>())
        {
            var reader = new PlanLineReader(line);
            while (reader.Read(out var day) && day <= window.To.DayNumber)
                if (day >= window.From.DayNumber) days.Add(DateOnly.FromDayNumber(day));
        }
        return days;
    }
}
