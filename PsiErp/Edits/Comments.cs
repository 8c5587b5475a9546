using Microsoft.EntityFrameworkCore;
using PsiErp.Accounts;
using PsiErp.Data;
using PsiErp.Live;
using PsiErp.Sessions;

namespace PsiErp.Edits;

/// <summary>Cells of one row of the grid.</summary>
/// <param name="Series">The series.</param>
/// <param name="Metric">The row.</param>
/// <param name="From">The first day.</param>
/// <param name="To">The last day.</param>
public readonly record struct CommentedCells(SeriesKey Series, string Metric, DateOnly From, DateOnly To);

/// <summary>Notes at the cells of plans: who thought what, and when.</summary>
public sealed class Comments(PsiDb db, SessionWrite write)
{
    /// <summary>Most rows that one note is on.</summary>
    public const int MaxRows = 200;

    /// <summary>The notes at a SKU, oldest first.</summary>
    public Task<List<Comment>> OfSkuAsync(Guid sessionId, string skuCode, CancellationToken ct) =>
        // Index (session_id, sku_code)
        db.Comments.AsNoTracking().Where(one => one.SessionId == sessionId && one.SkuCode == skuCode)
            .OrderBy(one => one.At).ThenBy(one => one.Id).ToListAsync(ct);

    /// <summary>The notes of a session, newest first, each with the cells that it is on.</summary>
    /// <param name="sessionId">The session.</param>
    /// <param name="skuCode">The SKU that they are at; null for all.</param>
    /// <param name="offset">How many to leave out first.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>A part of them, and how many there are.</returns>
    public async Task<(IReadOnlyList<IReadOnlyList<Comment>> Notes, int Count)> ListAsync(
        Guid sessionId, string? skuCode, int offset, int limit, CancellationToken ct)
    {
        // Index (session_id, sku_code)
        var meant = db.Comments.AsNoTracking()
            .Where(one => one.SessionId == sessionId && (skuCode == null || one.SkuCode == skuCode));
        var notes = meant.GroupBy(one => one.NoteId).Select(note => new { Id = note.Key, At = note.Max(one => one.At) });
        var ids = await notes.OrderByDescending(note => note.At).ThenByDescending(note => note.Id)
            .Skip(offset).Take(limit).Select(note => note.Id).ToListAsync(ct);
        var rows = (await db.Comments.AsNoTracking().Where(one => one.SessionId == sessionId && ids.Contains(one.NoteId))
            .OrderBy(one => one.SkuCode).ThenBy(one => one.WarehouseName).ThenBy(one => one.Channel).ThenBy(one => one.Metric)
            .ThenBy(one => one.FromDate).ToListAsync(ct)).ToLookup(one => one.NoteId);
        return ([.. ids.Select(id => rows[id].ToList())], await notes.CountAsync(ct));
    }

    /// <summary>Notes something at cells, which the log then lists.</summary>
    /// <param name="sessionId">The session.</param>
    /// <param name="cells">The cells, 1 to <see cref="MaxRows"/> rows of them.</param>
    /// <param name="text">What, 1 to <see cref="Comment.MaxText"/> characters.</param>
    /// <param name="actor">Who.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>The change that it is; null when there is no such session or series.</returns>
    public Task<ChangeSet?> AddAsync(
        Guid sessionId, IReadOnlyList<CommentedCells> cells, string text, Actor actor, CancellationToken ct) =>
        write.RunAsync<ChangeSet>(sessionId, actor, async (_, now) =>
        {
            var numbers = await NumbersAsync(sessionId, [.. cells.Select(one => one.Series).Distinct()], ct);
            if (numbers is null) return SessionWrite.Discard<ChangeSet>(null!);
            var change = Begin(ChangeKind.Comment, sessionId, cells.Select(one => one.Series.SkuCode), text, actor, now);
            db.Comments.AddRange(cells.Select(one => new Comment
            {
                SessionId = sessionId,
                NoteId = change.Id,
                At = now,
                UserId = actor.Id,
                Username = actor.Username,
                SkuCode = one.Series.SkuCode,
                WarehouseName = one.Series.WarehouseName,
                Channel = one.Series.Channel,
                Metric = one.Metric,
                FromDate = one.From,
                ToDate = one.To,
                Text = text,
            }));
            return SessionWrite.Change(change).Announced(SessionNews.OfChange(change.Id, numbers));
        }, ct);

    /// <summary>Takes a note away, whoever wrote it; the log keeps what it said.</summary>
    /// <returns>The change that it is; null when there is no such session or note.</returns>
    public Task<ChangeSet?> RemoveAsync(Guid sessionId, Guid noteId, Actor actor, CancellationToken ct) =>
        write.RunAsync<ChangeSet>(sessionId, actor, async (_, now) =>
        {
            var rows = await db.Comments.Where(one => one.SessionId == sessionId && one.NoteId == noteId).ToListAsync(ct);
            if (rows.Count == 0) return SessionWrite.Discard<ChangeSet>(null!);
            db.Comments.RemoveRange(rows);
            var change = Begin(
                ChangeKind.CommentRemoved, sessionId, rows.Select(one => one.SkuCode), rows[0].Text, actor, now);
            // Its series may be gone: whoever shows their SKU reads anew
            return SessionWrite.Change(change).Announced(new SessionNews(NewsKind.Change, change.Id));
        }, ct);

    private ChangeSet Begin(
        ChangeKind kind, Guid sessionId, IEnumerable<string> skus, string text, Actor actor, DateTimeOffset now)
    {
        var change = ChangeSets.Begin(kind, sessionId, actor, now, text);
        change.SkuCode = skus.Distinct().ToList() is [var only] ? only : null;
        db.ChangeSets.Add(change);
        return change;
    }

    /// <summary>The numbers of the series; null when one is not there.</summary>
    private async Task<List<int>?> NumbersAsync(Guid sessionId, IReadOnlyCollection<SeriesKey> keys, CancellationToken ct)
    {
        var found = await NumberedSeries.FindAsync(db, sessionId, keys, ct);
        return found.Count == keys.Count ? [.. found.Select(one => one.SeriesNo)] : null;
    }
}
