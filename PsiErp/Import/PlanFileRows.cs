using PsiErp.Files;

namespace PsiErp.Import;

/// <summary>The rows of a file as the plan takes them, and what there is to say about them.</summary>
internal sealed class PlanFileRows(PlanFileReader reader)
{
    private readonly HashSet<DateOnly> _dates = [];

    /// <summary>Data rows read so far.</summary>
    public long RowCount { get; private set; }

    /// <summary>Rows of a wide file without any key, and the line of the first.</summary>
    public long BlankKeys { get; private set; }

    /// <inheritdoc cref="BlankKeys"/>
    public long BlankKeysLine { get; private set; }

    /// <summary>The days that the file is about, ascending.</summary>
    public IReadOnlyList<DateOnly> Dates => [.. _dates.Order()];

    /// <summary>The quantities that the file has columns for.</summary>
    public IReadOnlyList<string> Quantities => [.. PlanColumns.Quantities.Where(reader.Has)];

    /// <summary>
    /// The rows. Those of the daily format are added up per day first. After the first problem in the file nothing
    /// more is handed out: the rest is read for its problems only.
    /// </summary>
    public IEnumerable<PlanFileRow> Rows() => reader.Format == PlanFormat.Daily ? AddedUpPerDay() : FlawlessRows();

    private IEnumerable<PlanFileRow> FlawlessRows()
    {
        while (reader.Read(out var row))
        {
            if (reader.ProblemCount > 0) continue;
            RowCount++;
            _dates.Add(row.Date);
            if (row.SkuCode.Length == 0 && reader.Format == PlanFormat.Wide && BlankKeys++ == 0) BlankKeysLine = row.Line;
            yield return row;
        }
    }

    private SortedDictionary<DateOnly, PlanFileRow>.ValueCollection AddedUpPerDay()
    {
        var days = new SortedDictionary<DateOnly, PlanFileRow>();
        foreach (var row in FlawlessRows())
            days[row.Date] = days.TryGetValue(row.Date, out var sum) ? Add(sum, row) : row;
        return days.Values;
    }

    private static PlanFileRow Add(in PlanFileRow sum, in PlanFileRow row) => sum with
    {
        InboundQty = Add(sum.InboundQty, row.InboundQty),
        OutboundQty = Add(sum.OutboundQty, row.OutboundQty),
        StockClosing = Add(sum.StockClosing, row.StockClosing),
    };

    private static decimal? Add(decimal? sum, decimal? quantity) => quantity is null ? sum : (sum ?? 0) + quantity;
}
