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
    private readonly Dictionary<(string Sku, string Warehouse, string Channel), EditedSeries> _series;
    private readonly Dictionary<Guid, string> _editors;
    private readonly HashSet<string> _added = [];
    private int _nextNo;

    private EditBatch(
        PsiDb db, Guid sessionId, IEnumerable<EditedSeries> series, Dictionary<Guid, string> editors, int nextNo)
    {
        (_db, _sessionId, _editors, _nextNo) = (db, sessionId, editors, nextNo);
        _series = series.ToDictionary(work => (work.Series.SkuCode, work.Series.WarehouseName, work.Series.Channel));
    }

    /// <summary>Values changed so far.</summary>
    public int LogEntries { get; private set; }

    /// <summary>Days whose override changed.</summary>
    public int ChangedRows => _series.Values.Sum(work => work.ChangedDates.Count);

    /// <summary>Loads the named series with their days and overrides.</summary>
    public static async Task<EditBatch> LoadAsync(
        PsiDb db, PlanReader plans, Guid sessionId, IReadOnlyList<PlanEdit> edits, CancellationToken ct)
    {
        var keys = edits.Select(edit => (edit.SkuCode, edit.WarehouseName, edit.Channel)).ToHashSet();
        string[] skus = [.. keys.Select(key => key.SkuCode).Distinct()];
        string[] warehouses = [.. keys.Select(key => key.WarehouseName).Distinct()];
        string[] channels = [.. keys.Select(key => key.Channel).Distinct()];
        // The natural key (session_id, sku_code, warehouse_name, channel)
        var series = await db.Series.Include(s => s.Edits)
            .Where(s => s.SessionId == sessionId && skus.Contains(s.SkuCode)
                && warehouses.Contains(s.WarehouseName) && channels.Contains(s.Channel))
            .ToListAsync(ct);
        series.RemoveAll(s => !keys.Contains((s.SkuCode, s.WarehouseName, s.Channel)));
        var nextNo = series.Count == keys.Count
            ? 0
            : await db.Series.Where(s => s.SessionId == sessionId).MaxAsync(s => (int?)s.SeriesNo, ct) + 1 ?? 1;

        var days = await plans.DaysAsync(sessionId, [.. series.Select(s => s.SeriesNo)], ct);
        var work = series.Select(s => new EditedSeries(s, days.GetValueOrDefault(s.SeriesNo, SeriesDays.None).Base));
        return new EditBatch(db, sessionId, work, await EditorsAsync(db, edits, series.SelectMany(s => s.Edits), ct), nextNo);
    }

    /// <summary>The cells whose effective value is not what the planner saw.</summary>
    public IReadOnlyList<EditConflict> FindConflicts(IReadOnlyList<PlanEdit> edits) =>
    [
        .. from edit in edits
           from field in Fields(edit)
           let seen = field.Edit.Seen
           where seen is not null
           let work = _series.GetValueOrDefault((edit.SkuCode, edit.WarehouseName, edit.Channel))
           let current = work is null ? 0 : work.EffectiveOf(edit.Date, field.Field)
           where current != seen.Value.Value
           let row = work?.RowOf(edit.Date)
           select new EditConflict(
               edit, field.Field, seen.Value.Value, current,
               row?.UpdatedBy is { } editor ? _editors.GetValueOrDefault(editor) : null, row?.UpdatedAt),
    ];

    /// <summary>Carries one edit out in memory and in the change tracker.</summary>
    public void Apply(PlanEdit edit, Actor actor, DateTimeOffset now)
    {
        var key = (edit.SkuCode, edit.WarehouseName, edit.Channel);
        var work = _series.GetValueOrDefault(key);
        var before = work?.EditOf(edit.Date) ?? new DayEdit(edit.Date);
        var imported = edit.ImportedValueIsNoEdit ? work?.BaseOf(edit.Date) : null;
        var after = before with
        {
            Production = After(edit.Inbound, before.Production, imported?.Production),
            Sales = After(edit.Outbound, before.Sales, imported?.Sales),
            Safety = After(edit.Safety, before.Safety, imported?.Safety),
        };
        if (after == before) return;

        if (work is null) _series[key] = work = new EditedSeries(NewSeries(edit), []);
        work.Set(_db, after, actor, now);
        Log(edit, EditField.InboundQty, before.Production, after.Production, actor, now);
        Log(edit, EditField.OutboundQty, before.Sales, after.Sales, actor, now);
        Log(edit, EditField.SafetyStock, before.Safety, after.Safety, actor, now);
    }

    /// <summary>Projects the changed series anew; one left with nothing disappears.</summary>
    public void Summarize()
    {
        foreach (var work in _series.Values.Where(work => work.ChangedDates.Count > 0)) work.Summarize(_db);
    }

    /// <summary>Brings the list of SKUs into line with series that came or went.</summary>
    public async Task KeepSkuListAsync(IDatabase database, CancellationToken ct)
    {
        if (_added.Count > 0) await SkuList.AddAsync(_db, database, _sessionId, _added, ct);
        if (_series.Values.Any(work => work.IsRemoved)) await SkuList.RemoveUnusedAsync(_db, _sessionId, ct);
    }

    private static decimal? After(FieldEdit? edit, decimal? before, decimal? imported) =>
        edit is not { } field ? before : field.Value == imported ? null : field.Value;

    private static IEnumerable<(EditField Field, FieldEdit Edit)> Fields(PlanEdit edit)
    {
        if (edit.Inbound is { } inbound) yield return (EditField.InboundQty, inbound);
        if (edit.Outbound is { } outbound) yield return (EditField.OutboundQty, outbound);
        if (edit.Safety is { } safety) yield return (EditField.SafetyStock, safety);
    }

    private static async Task<Dictionary<Guid, string>> EditorsAsync(
        PsiDb db, IReadOnlyList<PlanEdit> edits, IEnumerable<Edit> rows, CancellationToken ct)
    {
        if (!edits.Any(edit => Fields(edit).Any(field => field.Edit.Seen is not null))) return [];
        var dates = edits.Select(edit => edit.Date).ToHashSet();
        Guid[] ids = [.. rows.Where(row => dates.Contains(row.Date)).Select(row => row.UpdatedBy).OfType<Guid>().Distinct()];
        return ids.Length == 0
            ? []
            : await db.Users.Where(user => ids.Contains(user.Id)).ToDictionaryAsync(user => user.Id, user => user.Username, ct);
    }

    private Series NewSeries(PlanEdit edit)
    {
        var series = new Series
        {
            SessionId = _sessionId,
            SeriesNo = _nextNo++,
            SkuCode = edit.SkuCode,
            WarehouseName = edit.WarehouseName,
            Channel = edit.Channel,
            SearchKey = SeriesFilter.SearchKey(edit.SkuCode, edit.WarehouseName, edit.Channel),
            Summary = new SeriesSummary(),
        };
        _db.Series.Add(series);
        _added.Add(edit.SkuCode);
        return series;
    }

    private void Log(
        PlanEdit edit, EditField field, decimal? before, decimal? after, Actor actor, DateTimeOffset now)
    {
        if (before == after) return;
        LogEntries++;
        _db.EditLog.Add(new EditLogEntry
        {
            SessionId = _sessionId,
            At = now,
            UserId = actor.Id,
            Username = actor.Username,
            SkuCode = edit.SkuCode,
            WarehouseName = edit.WarehouseName,
            Channel = edit.Channel,
            Date = edit.Date,
            Field = field.WireName(),
            OldValue = before,
            NewValue = after,
        });
    }
}
