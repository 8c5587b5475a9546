using Microsoft.EntityFrameworkCore;
using PsiErp.Data;
using PsiErp.Data.Providers;
using PsiErp.Live;
using PsiErp.Plan;
using PsiErp.Planning;
using PsiErp.Sessions;

namespace PsiErp.Edits;

/// <summary>
/// Changes the overrides and moves of any number of series as one change set, in the transaction of a <see cref="SessionWrite"/>: some
/// series at a time are read, changed, projected anew and written in bulk.
/// </summary>
internal sealed class WideChange(PsiDb db, IDatabase database, PlanReader plans, PlanningSession session, ChangeSet change)
{
    /// <summary>Series read at a time: with their days a few MB, of which two are held.</summary>
    private const int SeriesAtATime = 200;

    private readonly ChangeWriter _writer = new(db, database, change);
    private readonly HashSet<string> _skus = [];
    private readonly HashSet<int> _changed = [];
    private bool _hasMoves, _lostSeries;

    /// <summary>What the session's screens are told.</summary>
    public SessionNews News => SessionNews.OfChange(change.Id, _changed, _hasMoves ? NewsKind.Move : NewsKind.Change);

    /// <summary>Changes the overrides of some series.</summary>
    /// <param name="series">Which, each once; another call may change other cells of them.</param>
    /// <param name="edit">
    /// The overrides of a series as they are to be, from its stored days; each day once. Days that it leaves out stay.
    /// </param>
    /// <param name="ct">Cancels.</param>
    /// <param name="prepare">Reads what the edits of some series need; they are changed next.</param>
    public Task ApplyAsync(
        IReadOnlyList<NumberedSeries> series, Func<NumberedSeries, SeriesDays, IEnumerable<DayEdit>> edit, CancellationToken ct,
        Func<IReadOnlyList<NumberedSeries>, Task>? prepare = null) =>
        ChangeAsync(series, (one, stored) => ChangedSeries.Of(one, stored, edit(one, stored)), prepare, ct);

    /// <summary>Removes and adds stock moves; one that is in both is changed.</summary>
    /// <param name="removed">Moves that are there.</param>
    /// <param name="added">Moves that are to be; their series need not be there.</param>
    /// <param name="ct">Cancels.</param>
    public async Task MoveAsync(IReadOnlyCollection<StockMove> removed, IReadOnlyCollection<StockMove> added, CancellationToken ct)
    {
        if (removed.Count + added.Count == 0) return;
        await new MoveWriter(db, database, change).WriteAsync(removed, added, ct);
        var more = removed.SelectMany(move => move.Days.Select(day => (day.Series, day.Move.Date, Qty: -day.Move.Qty)))
            .Concat(added.SelectMany(move => move.Days.Select(day => (day.Series, day.Move.Date, day.Move.Qty))))
            .GroupBy(day => day.Series)
            .ToDictionary(series => series.Key, series => series.GroupBy(day => day.Date)
                .Select(day => new DayMove(day.Key, day.Sum(one => one.Qty))).ToList());
        var series = await FindAsync(more.Keys, ct);
        series.AddRange(await AddAsync([.. more.Keys.Except(series.Select(one => one.Key))], ct));
        await ChangeAsync(
            [.. series.OrderBy(one => one.SeriesNo)], (one, stored) => ChangedSeries.Moved(one, stored, more[one.Key]), prepare: null, ct);
        _hasMoves = true;
    }

    private async Task ChangeAsync(
        IReadOnlyList<NumberedSeries> series, Func<NumberedSeries, SeriesDays, ChangedSeries?> work,
        Func<IReadOnlyList<NumberedSeries>, Task>? prepare, CancellationToken ct)
    {
        List<ChangedSeries> ready = [];
        foreach (var chunk in series.Chunk(SeriesAtATime))
        {
            if (prepare is not null) await prepare(chunk);
            var stored = await NumberedSeries.ReadAsync(db, plans, session, chunk, ct);
            // Some are projected while the database writes those before them
            var working = Task.Run(() => stored.Select(one => work(one.Series, one.Days)).OfType<ChangedSeries>().ToList(), ct);
            try
            {
                await WriteAsync(ready, ct);
            }
            finally
            {
                ready = await working;
            }
        }
        await WriteAsync(ready, ct);
    }

    private async Task WriteAsync(List<ChangedSeries> changed, CancellationToken ct)
    {
        if (changed.Count == 0) return;
        await _writer.WriteAsync(changed, ct);
        change.Cells += changed.Sum(one => one.CellCount);
        _skus.UnionWith(changed.Select(one => one.Series.Key.SkuCode));
        _changed.UnionWith(changed.Select(one => one.Series.SeriesNo));
        _lostSeries |= changed.Any(one => one.Summary is null);
    }

    /// <summary>The series with these keys; those that are not there are left out.</summary>
    public Task<List<NumberedSeries>> FindAsync(IReadOnlyCollection<SeriesKey> keys, CancellationToken ct) =>
        NumberedSeries.FindAsync(db, session.Id, keys, ct);

    /// <summary>Adds series that only overrides or moves are going to name.</summary>
    public async Task<List<NumberedSeries>> AddAsync(IReadOnlyCollection<SeriesKey> keys, CancellationToken ct)
    {
        if (keys.Count == 0) return [];
        var next = await db.Series.Where(one => one.SessionId == session.Id).MaxAsync(one => (int?)one.SeriesNo, ct) + 1 ?? 1;
        var added = keys.Select((key, index) => new Series
        {
            SessionId = session.Id,
            SeriesNo = next + index,
            SkuCode = key.SkuCode,
            WarehouseName = key.WarehouseName,
            Channel = key.Channel,
            SearchKey = SeriesFilter.SearchKey(key),
            Summary = new SeriesSummary(),
        }).ToList();
        db.Series.AddRange(added);
        await db.SaveChangesAsync(ct);
        foreach (var one in added) db.Entry(one).State = EntityState.Detached;
        await SkuList.AddAsync(db, database, session.Id, keys.Select(key => key.SkuCode), ct);
        return [.. added.Select(one => new NumberedSeries(one.SeriesNo, one.Key))];
    }

    /// <summary>Puts the change itself on record, if it changed anything.</summary>
    /// <returns>Whether it did.</returns>
    public async Task<bool> CompleteAsync(CancellationToken ct)
    {
        if (change.Cells == 0 && !_hasMoves) return false;
        change.SkuCode = _skus.Count == 1 ? _skus.Single() : null;
        db.ChangeSets.Add(change);
        if (change.Cells >= PlanEdits.ManyRows)
            await database.AnalyzeAsync(db, "psi_edits", ct, "session_id", "series_no", "id");
        if (_lostSeries) await SkuList.RemoveUnusedAsync(db, session.Id, ct);
        return true;
    }
}
