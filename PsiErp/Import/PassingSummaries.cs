using System.Runtime.InteropServices;
using PsiErp.Files;
using PsiErp.Planning;

namespace PsiErp.Import;

/// <summary>
/// Projects series while their rows go by, so that a sorted file that fills an empty session need not be read back.
/// Holds the days of one series at a time.
/// </summary>
/// <param name="edited">Series whose edits lie over the file's rows; what follows from both is left to the database.</param>
internal sealed class PassingSummaries(IReadOnlySet<int> edited)
{
    private readonly List<PlanDay> _days = [];
    private ImportedSeries.Entry? _series;
    private bool _isWhole;

    /// <summary>Takes the next row of the file.</summary>
    public void Add(ImportedSeries.Entry series, in PlanFileRow row)
    {
        if (series != _series) Begin(series);
        if (_days.Count > 0 && row.Date <= _days[^1].Date) _isWhole = false;
        if (!_isWhole) return;
        _days.Add(PlanDay.Of(new BaseDay(
            row.Date, row.StockAtAnchor, row.InboundQty, row.OutboundQty, row.StockClosing, row.SafetyStock, row.StdStock)));
    }

    /// <summary>Ends the series under way.</summary>
    public void Complete()
    {
        if (_series is not null && _isWhole) _series.Summary = SeriesSummary.Of(Projection.Roll(CollectionsMarshal.AsSpan(_days)));
        _series = null;
        _days.Clear();
    }

    /// <summary>A series that comes a second time is scattered over the file: it has to be read back.</summary>
    private void Begin(ImportedSeries.Entry series)
    {
        Complete();
        _series = series;
        _isWhole = !series.HasBegun && !edited.Contains(series.SeriesNo);
        series.HasBegun = true;
        series.Summary = null;
    }
}
