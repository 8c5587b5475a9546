using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using PsiErp.Data;

namespace PsiErp.Edits;

/// <summary>A changed value as a row of a file.</summary>
/// <param name="At">When.</param>
/// <param name="Username">Who changed it.</param>
/// <param name="Kind">What the planner did.</param>
/// <param name="Note">Why.</param>
/// <param name="SkuCode">Whose it is.</param>
/// <param name="WarehouseName"><inheritdoc cref="SkuCode"/></param>
/// <param name="Channel"><inheritdoc cref="SkuCode"/></param>
/// <param name="Date">Of which day; ranks are of none.</param>
/// <param name="Field">Which value.</param>
/// <param name="OldValue">A quantity, or a rank; blank is "as imported", and no rank.</param>
/// <param name="NewValue"><inheritdoc cref="OldValue"/></param>
/// <param name="ChangeId">The change set.</param>
/// <param name="UndoneBy">The change set that took it back.</param>
public sealed record ChangedValueRow(
    DateTimeOffset At, string? Username, string Kind, string? Note, string SkuCode, string WarehouseName, string Channel, DateOnly? Date,
    string Field, object? OldValue, object? NewValue, Guid ChangeId, Guid? UndoneBy);

/// <summary>Changes as the rows of a file: one a changed value, ranks as well, the newest first.</summary>
public sealed class ChangeExport(PsiDb db, ChangeSets changes, EditLists lists)
{
    /// <summary>Rows read at a time, so that no connection to the database waits for whoever reads the file.</summary>
    private const int RowsAtATime = 5_000;

    /// <summary>The values of the change sets that the filter leaves.</summary>
    public async IAsyncEnumerable<ChangedValueRow> ChangesAsync(
        Guid sessionId, ChangeFilter filter, [EnumeratorCancellation] CancellationToken ct)
    {
        // Ranks have no number in the log of cells: those of a change come before the cells of what was done earlier
        var ranked = new Queue<ChangeSet>(await RankedAsync(sessionId, filter, ct));
        var before = long.MaxValue;
        while (await RowsAsync(sessionId, filter, before, ct) is [.., var oldest] rows)
        {
            foreach (var (change, cell) in rows)
            {
                while (ranked.TryPeek(out var next) && next.At > change.At)
                {
                    await foreach (var row in RanksAsync(ranked.Dequeue(), filter, ct)) yield return row;
                }
                var series = new SeriesKey(cell.SkuCode, cell.WarehouseName, cell.Channel);
                yield return RowOf(change, series, cell.Date, cell.Field, cell.OldValue, cell.NewValue);
            }
            before = oldest.Cell.Id;
        }
        while (ranked.TryDequeue(out var change))
        {
            await foreach (var row in RanksAsync(change, filter, ct)) yield return row;
        }
    }

    /// <summary>The rows of the log, also of a deleted session.</summary>
    public async IAsyncEnumerable<LogBody> LogAsync(
        Guid sessionId, SeriesFilter series, string? username, [EnumeratorCancellation] CancellationToken ct)
    {
        var before = long.MaxValue;
        while (await lists.Log(sessionId, series, username).Where(entry => entry.Id < before).Take(RowsAtATime).ToListAsync(ct)
            is [.., var oldest] entries)
        {
            foreach (var entry in entries) yield return LogBody.Of(entry);
            before = oldest.Id;
        }
    }

    private async IAsyncEnumerable<ChangedValueRow> RanksAsync(
        ChangeSet change, ChangeFilter filter, [EnumeratorCancellation] CancellationToken ct)
    {
        var ranks = changes.Ranks(change.SessionId, change.Id);
        if (filter.SkuCode?.ToLowerInvariant() is { Length: > 0 } sku) ranks = ranks.Where(rank => rank.SkuCode.ToLower().Contains(sku));
        // What a change gave stays as it is: pages of it are whole
        for (var read = 0; await ranks.Skip(read).Take(RowsAtATime).ToListAsync(ct) is { Count: > 0 } page; read += page.Count)
        {
            foreach (var rank in page)
            {
                var series = new SeriesKey(rank.SkuCode, rank.WarehouseName, rank.Channel);
                if (rank.FwBefore != rank.FwAfter) yield return RowOf(change, series, null, "fw_rank", rank.FwBefore, rank.FwAfter);
                if (rank.SsBefore != rank.SsAfter) yield return RowOf(change, series, null, "ss_rank", rank.SsBefore, rank.SsAfter);
            }
        }
    }

    private static ChangedValueRow RowOf(
        ChangeSet change, SeriesKey series, DateOnly? date, string field, object? before, object? after) =>
        new(change.At, change.Username, SnakeName.Of(change.Kind), change.Note, series.SkuCode, series.WarehouseName, series.Channel,
            date, field, before, after, change.Id, change.UndoneBy);

    /// <summary>The changes that gave ranks, newest first.</summary>
    private async Task<List<ChangeSet>> RankedAsync(Guid sessionId, ChangeFilter filter, CancellationToken ct)
    {
        // Index session_id of the ranks
        var ranked = db.RankChanges.Where(rank => rank.SessionId == sessionId).Select(rank => rank.ChangeSetId);
        return await changes.List(sessionId, filter).Where(change => ranked.Contains(change.Id)).ToListAsync(ct);
    }

    // Index (session_id, id)
    private async Task<List<Row>> RowsAsync(Guid sessionId, ChangeFilter filter, long before, CancellationToken ct)
    {
        var cells = db.EditLog.AsNoTracking().Where(entry => entry.SessionId == sessionId && entry.Id < before);
        if (filter.SkuCode?.ToLowerInvariant() is { Length: > 0 } sku) cells = cells.Where(entry => entry.SkuCode.ToLower().Contains(sku));
        var found = from cell in cells
                    join change in changes.List(sessionId, filter with { SkuCode = null }) on cell.ChangeSetId equals change.Id
                    orderby cell.Id descending
                    select new Row(change, cell);
        return await found.Take(RowsAtATime).ToListAsync(ct);
    }

    private sealed record Row(ChangeSet Change, EditLogEntry Cell);
}
