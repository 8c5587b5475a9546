using System.Runtime.InteropServices;
using PsiErp.Data;
using PsiErp.Plan;
using PsiErp.Planning;

namespace PsiErp.Edits;

/// <summary>The plan that values are copied from, some series at a time; without a session it has none.</summary>
internal sealed class OtherPlan(PsiDb db, PlanReader plans, PlanningSession? session)
{
    private Dictionary<SeriesKey, SeriesDays> _days = [];

    /// <summary>Reads the series that are asked for next.</summary>
    public async Task ReadAsync(IReadOnlyCollection<NumberedSeries> series, CancellationToken ct)
    {
        if (session is null) return;
        var found = await NumberedSeries.FindAsync(db, session.Id, [.. series.Select(one => one.Key)], ct);
        _days = (await NumberedSeries.ReadAsync(db, plans, session, found, ct)).ToDictionary(one => one.Series.Key, one => one.Days);
    }

    /// <summary>The stored days of a series; none when the plan doesn't have it.</summary>
    public SeriesDays StoredOf(SeriesKey key) => _days.GetValueOrDefault(key) ?? SeriesDays.None;

    /// <summary>The days of a series with their overrides.</summary>
    public ReadOnlySpan<PlanDay> Of(SeriesKey key) =>
        PlanDay.Overlay(CollectionsMarshal.AsSpan(StoredOf(key).Base), CollectionsMarshal.AsSpan(StoredOf(key).Edits));
}
