using Microsoft.EntityFrameworkCore;
using PsiErp.Accounts;
using PsiErp.Data;
using PsiErp.Data.Providers;
using PsiErp.Plan;
using PsiErp.Planning;
using PsiErp.Sessions;

namespace PsiErp.Edits;

/// <summary>The series that a call of edits touches, held in memory while the session is locked.</summary>
internal sealed class EditBatch
{
    private readonly PsiDb _db;
    private readonly Guid _sessionId;
    private readonly DateOnly? _asOf;
    private readonly Dictionary<SeriesKey, EditedSeries> _series;
    private readonly Dictionary<string, LevelDays> _levels;
    private readonly HashSet<string> _addedSkus = [];
    private readonly ChangeSet _change;
    private int _nextNo;

    private EditBatch(
        PsiDb db, ChangeSet change, PlanningSession session, IEnumerable<EditedSeries> series, Dictionary<string, LevelDays> levels,
        int nextNo)
    {
        (_db, _change, _sessionId, _asOf, _levels, _nextNo) = (db, change, session.Id, session.AsOf, levels, nextNo);
        _series = series.ToDictionary(edited => edited.Series.Key);
    }

    /// <summary>Values changed so far.</summary>
    public int LogEntries { get; private set; }

    /// <summary>Days whose override changed.</summary>
    public int ChangedRows => _series.Values.Sum(series => series.ChangedDates.Count);

    /// <summary>The numbers of the series that changed.</summary>
    public IReadOnlyCollection<int> ChangedSeries =>
        [.. _series.Values.Where(series => series.ChangedDates.Count > 0).Select(series => series.Series.SeriesNo)];

    /// <summary>Loads the named series with their days and overrides.</summary>
    public static async Task<EditBatch> LoadAsync(
        PsiDb db, PlanReader plans, PlanningSession session, ChangeSet change, IReadOnlyList<PlanEdit> edits, CancellationToken ct)
    {
        var keys = edits.Select(edit => edit.Series).ToHashSet();
        string[] skus = [.. keys.Select(key => key.SkuCode).Distinct()];
        string[] warehouses = [.. keys.Select(key => key.WarehouseName).Distinct()];
        string[] channels = [.. keys.Select(key => key.Channel).Distinct()];
        // The natural key (session_id, sku_code, warehouse_name, channel)
        var sessionId = session.Id;
        var series = await db.Series.Include(s => s.Edits)
            .Where(s => s.SessionId == sessionId && skus.Contains(s.SkuCode)
                && warehouses.Contains(s.WarehouseName) && channels.Contains(s.Channel))
            .ToListAsync(ct);
        series.RemoveAll(s => !keys.Contains(s.Key));
        var nextNo = series.Count == keys.Count
            ? 0
            : await db.Series.Where(s => s.SessionId == sessionId).MaxAsync(s => (int?)s.SeriesNo, ct) + 1 ?? 1;

        var days = await plans.DaysAsync(sessionId, [.. series.Select(s => s.SeriesNo)], ct, restsOn: session.RestsOn);
        var products = await new KnownProducts(db).OfAsync(skus, ct);
        var levels = products.ToDictionary(known => known.Key, known => known.Value.Levels);
        var edited = series.Select(s => new EditedSeries(
            s, days.GetValueOrDefault(s.SeriesNo, SeriesDays.None), levels.GetValueOrDefault(s.SkuCode), session.AsOf));
        return new EditBatch(db, change, session, edited, levels, nextNo);
    }

    /// <summary>The cells whose effective value is not what the planner saw, and who changed them.</summary>
    public async Task<IReadOnlyList<EditConflict>> FindConflictsAsync(IReadOnlyList<PlanEdit> edits, CancellationToken ct)
    {
        var contested =
            (from edit in edits
             from field in edit.Fields
             let seen = field.Edit.Seen
             where seen is not null
             let series = _series.GetValueOrDefault(edit.Series)
             let current = series is null ? 0 : series.EffectiveOf(edit.Date, field.Field)
             where current != seen.Value.Value
             select (Edit: edit, field.Field, Seen: seen.Value.Value, Current: current, Row: series?.RowOf(edit.Date))).ToList();
        Guid[] ids = [.. contested.Select(cell => cell.Row?.UpdatedBy).OfType<Guid>().Distinct()];
        var editors = ids.Length == 0
            ? []
            : await _db.Users.Where(user => ids.Contains(user.Id)).Select(user => new { user.Id, user.Username })
                .ToDictionaryAsync(user => user.Id, user => user.Username, ct);
        return
        [
            .. contested.Select(cell => new EditConflict(
                cell.Edit, cell.Field, cell.Seen, cell.Current,
                cell.Row?.UpdatedBy is { } editor ? editors.GetValueOrDefault(editor) : null, cell.Row?.UpdatedAt)),
        ];
    }

    /// <summary>Carries one edit out in memory and in the change tracker.</summary>
    public void Apply(PlanEdit edit, Actor actor)
    {
        var now = _change.At;
        var series = _series.GetValueOrDefault(edit.Series);
        var before = series?.EditOf(edit.Date) ?? new DayEdit(edit.Date);
        var imported = edit.ImportedValueIsNoEdit ? series?.BaseOf(edit.Date) : null;
        var after = before;
        foreach (var (field, change) in edit.Fields)
            after = after.With(field, change.Value == imported?[field] ? null : change.Value);
        if (after == before) return;

        if (series is null) _series[edit.Series] = series = new EditedSeries(
            NewSeries(edit.Series), SeriesDays.None, _levels.GetValueOrDefault(edit.Series.SkuCode), _asOf);
        series.Set(_db, after, actor, now);
        foreach (var field in EditFields.All) Log(edit, field, before[field], after[field]);
    }

    /// <summary>Projects the changed series anew; one left with nothing disappears. Then the change is complete.</summary>
    public void Summarize()
    {
        var changed = _series.Values.Where(series => series.ChangedDates.Count > 0).ToList();
        foreach (var series in changed) series.Summarize(_db);
        _change.Cells = LogEntries;
        _change.SkuCode = changed.Select(series => series.Series.SkuCode).Distinct().ToList() is [var only] ? only : null;
        _db.ChangeSets.Add(_change);
    }

    /// <summary>Saves where series came or went, and brings the list of SKUs into line with them.</summary>
    public async Task KeepSkuListAsync(IDatabase database, CancellationToken ct)
    {
        var hasRemoved = _series.Values.Any(series => series.IsRemoved);
        if (_addedSkus.Count == 0 && !hasRemoved) return;
        await _db.SaveChangesAsync(ct);
        if (_addedSkus.Count > 0) await SkuList.AddAsync(_db, database, _sessionId, _addedSkus, ct);
        if (hasRemoved) await SkuList.RemoveUnusedAsync(_db, _sessionId, ct);
    }

    private Series NewSeries(SeriesKey key)
    {
        var series = new Series
        {
            SessionId = _sessionId,
            SeriesNo = _nextNo++,
            SkuCode = key.SkuCode,
            WarehouseName = key.WarehouseName,
            Channel = key.Channel,
            SearchKey = SeriesFilter.SearchKey(key),
            Summary = new SeriesSummary(),
        };
        _db.Series.Add(series);
        _addedSkus.Add(key.SkuCode);
        return series;
    }

    private void Log(PlanEdit edit, EditField field, decimal? before, decimal? after)
    {
        if (before == after) return;
        LogEntries++;
        _db.EditLog.Add(new EditLogEntry
        {
            SessionId = _sessionId,
            ChangeSetId = _change.Id,
            At = _change.At,
            UserId = _change.UserId,
            Username = _change.Username,
            SkuCode = edit.Series.SkuCode,
            WarehouseName = edit.Series.WarehouseName,
            Channel = edit.Series.Channel,
            Date = edit.Date,
            Field = field.WireName(),
            OldValue = before,
            NewValue = after,
        });
    }
}
