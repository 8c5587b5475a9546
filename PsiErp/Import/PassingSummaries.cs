using System.Runtime.InteropServices;
using PsiErp.Files;
using PsiErp.Planning;

namespace PsiErp.Import;

/// <summary>
/// Projects series while their rows go by, so that a sorted file that fills an empty session need not be read back.
/// Holds the days of one series at a time.
/// </summary>
/// <param name="edited">Series whose edits or moves lie over the file's rows; what follows from both is left to the database.</param>
/// <param name="levels">By how many days of sales the levels of SKUs follow.</param>
/// <param name="asOf">The day up to which stock figures are counted facts; null for none.</param>
internal sealed class PassingSummaries(IReadOnlySet<int> edited, IReadOnlyDictionary<string, LevelDays> levels, DateOnly? asOf)
{
    private readonly List<PlanDay> _days = [];

    /// <summary>By series that the file has had a stretch of; null where that does not tell it all.</summary>
    private readonly Dictionary<int, SeriesSummary?> _summaries = [];

    private int? _seriesNo;
    private LevelDays _levels;
    private bool _isWhole;

    /// <summary>The summary of a series, if the file alone says what it is.</summary>
    public SeriesSummary? Of(int seriesNo) => _summaries.GetValueOrDefault(seriesNo);

    /// <summary>Leaves series to the database whose days are not all of the file.</summary>
    public void Forget(IEnumerable<int> numbers)
    {
        foreach (var number in numbers) _summaries[number] = null;
    }

    /// <summary>Takes the next row of the file.</summary>
    public void Add(ImportedSeries.Entry series, in PlanFileRow row)
    {
        if (series.SeriesNo != _seriesNo) Begin(series);
        if (_days.Count > 0 && row.Date <= _days[^1].Date) _isWhole = false;
        if (!_isWhole) return;
        _days.Add(PlanDay.Of(new BaseDay(
            row.Date, row.StockAtAnchor, row.InboundQty, row.OutboundQty, row.StockClosing, row.SafetyStock, row.StdStock)));
    }

    /// <summary>Ends the series under way.</summary>
    public void Complete()
    {
        if (_seriesNo is { } seriesNo && _isWhole)
        {
            _levels.Fill(CollectionsMarshal.AsSpan(_days));
            _summaries[seriesNo] = SeriesSummary.Of(Projection.Roll(CollectionsMarshal.AsSpan(_days), asOf));
        }
        _seriesNo = null;
        _days.Clear();
    }

    /// <summary>A series that comes a second time is scattered over the file: it has to be read back.</summary>
    private void Begin(ImportedSeries.Entry series)
    {
        Complete();
        var seriesNo = series.SeriesNo;
        (_seriesNo, _levels) = (seriesNo, levels.GetValueOrDefault(series.Key.SkuCode));
        _isWhole = !_summaries.ContainsKey(seriesNo) && !edited.Contains(seriesNo);
        _summaries[seriesNo] = null;
    }
}
