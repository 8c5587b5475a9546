using Microsoft.EntityFrameworkCore;
using PsiErp.Data;
using PsiErp.Plan;
using PsiErp.Planning;

namespace PsiErp.Edits;

/// <summary>Why a cell stays when a change is taken back.</summary>
public enum KeptReason
{
    /// <summary>Somebody changed it since.</summary>
    ChangedSince,

    /// <summary>It is already as it was before.</summary>
    AlreadySo,
}

/// <summary>A cell that stays as it is when a change is taken back.</summary>
/// <param name="Series">Its series.</param>
/// <param name="Date">Its day.</param>
/// <param name="Field">Its value, by its name outside.</param>
/// <param name="Why">Why it stays.</param>
/// <param name="Current">The override that holds, null for the imported value; of a move what moves now, null for nothing.</param>
public sealed record KeptCell(SeriesKey Series, DateOnly Date, string Field, KeptReason Why, decimal? Current)
{
    /// <summary>Who changed it since, and when.</summary>
    public string? ChangedBy { get; init; }

    /// <inheritdoc cref="ChangedBy"/>
    public DateTimeOffset? ChangedAt { get; init; }
}

/// <summary>
/// Takes a change back: each cell that still holds what the change left there gets what it held before, and so with stock moves.
/// </summary>
/// <param name="db">The database.</param>
/// <param name="wide">The change that does it.</param>
/// <param name="target">The change that is taken back.</param>
internal sealed class Reversal(PsiDb db, WideChange wide, ChangeSet target)
{
    /// <summary>Most kept cells that are told.</summary>
    public const int MaxTold = 200;

    /// <summary>Entries of the log read at a time: more than a change has that names a cell twice.</summary>
    private const int EntriesAtATime = 50_000;

    private const int MovesAtATime = 1_000;

    private readonly List<KeptCell> _kept = [];

    /// <summary>Cells that stay.</summary>
    public int KeptCount { get; private set; }

    /// <summary>Takes it back.</summary>
    /// <param name="by">Who does.</param>
    /// <param name="now">When.</param>
    /// <param name="ct">Cancels.</param>
    public async Task RunAsync(Guid? by, DateTimeOffset now, CancellationToken ct)
    {
        var last = 0L;
        while (await EntriesAsync(last, ct) is [.., var youngest] entries)
        {
            await ReverseAsync(entries, ct);
            last = youngest.Id;
        }
        LastEntry = last;
        if (!await MoveBackAsync(by, now, ct) && target.PlanId is { } plan) await TurnAsync(plan, by, now, ct);
    }

    private long LastEntry { get; set; }

    /// <summary>A plan of production alone, which has no moves to go by, is no longer applied, or is so again.</summary>
    private Task<int> TurnAsync(Guid planId, Guid? by, DateTimeOffset now, CancellationToken ct) =>
        db.TransferPlans.Where(plan => plan.Id == planId).ExecuteUpdateAsync(set => set
            .SetProperty(plan => plan.Status, plan => plan.Status == TransferPlanStatus.Applied
                ? TransferPlanStatus.Cancelled
                : TransferPlanStatus.Applied)
            .SetProperty(plan => plan.UpdatedAt, now).SetProperty(plan => plan.UpdatedBy, by), ct);

    /// <summary>Each move that is still as the change left it becomes what it was before.</summary>
    /// <returns>Whether there was any.</returns>
    private async Task<bool> MoveBackAsync(Guid? by, DateTimeOffset now, CancellationToken ct)
    {
        var moves = await db.StockMoveChanges.AsNoTracking().Where(row => row.ChangeSetId == target.Id).ToListAsync(ct);
        if (moves.Count == 0) return false;
        var there = (await CurrentAsync([.. moves.Select(row => row.MoveId).Distinct()], ct)).ToDictionary(move => move.Id);
        var (removed, added) = (new List<StockMove>(), new List<StockMove>());
        foreach (var move in moves.GroupBy(row => row.MoveId))
        {
            var (before, after) = (move.SingleOrDefault(row => !row.IsAdded), move.SingleOrDefault(row => row.IsAdded));
            var current = there.GetValueOrDefault(move.Key);
            if (after is null ? current is not null : !after.IsOf(current))
            {
                var isSo = before is null ? current is null : before.IsOf(current);
                Note(move.First(), isSo ? KeptReason.AlreadySo : KeptReason.ChangedSince, current?.Qty);
                continue;
            }
            if (current is not null) removed.Add(current);
            if (before is not null) added.Add(before.ToMove(by, now));
        }
        await wide.MoveAsync(removed, added, ct);
        return true;
    }

    private async Task<List<StockMove>> CurrentAsync(Guid[] ids, CancellationToken ct)
    {
        var current = new List<StockMove>();
        foreach (var some in ids.Chunk(MovesAtATime))
            current.AddRange(await db.StockMoves.AsNoTracking().Where(move => some.Contains(move.Id)).ToListAsync(ct));
        return current;
    }

    private void Note(StockMoveChange move, KeptReason why, decimal? current)
    {
        KeptCount++;
        if (_kept.Count == MaxTold) return;
        var series = new SeriesKey(move.SkuCode, move.FromWarehouse, move.FromChannel);
        _kept.Add(new KeptCell(series, move.LeavesOn, DayMove.WireName, why, current));
    }

    /// <summary>The first cells that stay, with who changed them.</summary>
    public async Task<IReadOnlyList<KeptCell>> KeptAsync(CancellationToken ct)
    {
        string[] skus = [.. _kept.Where(cell => cell.Why == KeptReason.ChangedSince).Select(cell => cell.Series.SkuCode).Distinct()];
        if (skus.Length == 0) return _kept;
        // Index (session_id, id): what came after the change
        var since = db.EditLog.Where(entry => entry.SessionId == target.SessionId && entry.Id > LastEntry && skus.Contains(entry.SkuCode));
        var youngest = since.GroupBy(entry => new { entry.SkuCode, entry.WarehouseName, entry.Channel, entry.Date, entry.Field })
            .Select(cell => cell.Max(entry => entry.Id));
        var changes = await db.EditLog.AsNoTracking().Where(entry => youngest.Contains(entry.Id)).ToDictionaryAsync(
            entry => (new SeriesKey(entry.SkuCode, entry.WarehouseName, entry.Channel), entry.Date, entry.Field), ct);
        return
        [
            .. from cell in _kept
               let change = changes.GetValueOrDefault((cell.Series, cell.Date, cell.Field))
               select cell.Why == KeptReason.AlreadySo ? cell : cell with { ChangedBy = change?.Username, ChangedAt = change?.At },
        ];
    }

    // Index (change_set_id, id)
    private Task<List<EditLogEntry>> EntriesAsync(long after, CancellationToken ct) => db.EditLog.AsNoTracking()
        .Where(entry => entry.ChangeSetId == target.Id && entry.Id > after).OrderBy(entry => entry.Id).Take(EntriesAtATime)
        .ToListAsync(ct);

    private async Task ReverseAsync(List<EditLogEntry> entries, CancellationToken ct)
    {
        var cells = entries.Where(entry => EditFields.Named(entry.Field) is not null)
            .GroupBy(entry => new SeriesKey(entry.SkuCode, entry.WarehouseName, entry.Channel))
            .ToDictionary(series => series.Key, CellsOf);
        var found = await wide.FindAsync(cells.Keys, ct);
        var missing = cells.Keys.Except(found.Select(one => one.Key)).ToList();
        foreach (var key in missing) NoteGone(key, cells[key]);
        List<SeriesKey> back = [.. missing.Where(key => cells[key].Exists(cell => cell is { Before: not null, After: null }))];
        await wide.ApplyAsync(
            [.. found, .. await wide.AddAsync(back, ct)], (series, stored) => Reverse(series.Key, cells[series.Key], stored), ct);
    }

    /// <summary>The cells of a series; of one that was changed several times, what it held first and last.</summary>
    private static List<ChangedValue> CellsOf(IEnumerable<EditLogEntry> entries) =>
    [
        .. from entry in entries
           group entry by (entry.Date, Field: EditFields.Named(entry.Field)!.Value) into cell
           select new ChangedValue(cell.Key.Date, cell.Key.Field, cell.First().OldValue, cell.Last().NewValue),
    ];

    private List<DayEdit> Reverse(SeriesKey series, List<ChangedValue> cells, SeriesDays stored)
    {
        var overrides = stored.Edits.ToDictionary(edit => edit.Date);
        var days = new Dictionary<DateOnly, DayEdit>();
        foreach (var cell in cells)
        {
            var day = days.GetValueOrDefault(cell.Date, overrides.GetValueOrDefault(cell.Date, new DayEdit(cell.Date)));
            var current = day[cell.Field];
            if (current == cell.After) days[cell.Date] = day.With(cell.Field, cell.Before);
            else Note(series, cell, current);
        }
        return [.. days.Values];
    }

    /// <summary>Of a series that is gone, every cell is as imported, which is nothing.</summary>
    private void NoteGone(SeriesKey series, List<ChangedValue> cells)
    {
        foreach (var cell in cells.Where(cell => cell.After is not null)) Note(series, cell, current: null);
    }

    private void Note(SeriesKey series, ChangedValue cell, decimal? current)
    {
        KeptCount++;
        if (_kept.Count == MaxTold) return;
        var why = current == cell.Before ? KeptReason.AlreadySo : KeptReason.ChangedSince;
        _kept.Add(new KeptCell(series, cell.Date, cell.Field.WireName(), why, current));
    }
}
