using Microsoft.EntityFrameworkCore;
using PsiErp.Accounts;
using PsiErp.Data;
using PsiErp.Data.Providers;
using PsiErp.Hosting;
using PsiErp.Live;
using PsiErp.Plan;
using PsiErp.Sessions;

namespace PsiErp.Edits;

/// <summary>Which changes are meant; members that are null do not narrow.</summary>
/// <param name="Username">Part of the name of who did it, in any case.</param>
/// <param name="SkuCode">Part of the code of a SKU that it changed, in any case.</param>
/// <param name="Kind">What was done.</param>
/// <param name="From">At or after.</param>
/// <param name="Before">Before.</param>
public sealed record ChangeFilter(
    string? Username = null, string? SkuCode = null, ChangeKind? Kind = null, DateTimeOffset? From = null, DateTimeOffset? Before = null);

/// <summary>How taking a change back, or doing it again, ended.</summary>
public abstract record ReversalResult
{
    private ReversalResult()
    {
    }

    /// <summary>What could be put back is.</summary>
    /// <param name="Change">The change that did it; null when every cell stayed.</param>
    /// <param name="Undone">Cells that were put back.</param>
    /// <param name="KeptCount">Cells that stayed.</param>
    /// <param name="Kept">The first of those, and why.</param>
    public sealed record Done(ChangeSet? Change, int Undone, int KeptCount, IReadOnlyList<KeptCell> Kept) : ReversalResult;

    /// <summary>There is no such session or change.</summary>
    public sealed record NotFound : ReversalResult;

    /// <summary>It has been taken back already.</summary>
    public sealed record AlreadyUndone : ReversalResult;

    /// <summary>It has not been taken back, so that it can't be done again.</summary>
    public sealed record NotUndone : ReversalResult;
}

/// <summary>What planners did to a plan: to look through, to take back and to do again.</summary>
public sealed class ChangeSets(PsiDb db, IDatabase database, PlanReader plans, SessionWrite write)
{
    /// <summary>The changes of a session, newest first.</summary>
    public IQueryable<ChangeSet> List(Guid sessionId, ChangeFilter filter)
    {
        // Index (session_id, at)
        var changes = db.ChangeSets.AsNoTracking().Where(change => change.SessionId == sessionId);
        if (filter.Kind is { } kind) changes = changes.Where(change => change.Kind == kind);
        if (filter.From is { } from) changes = changes.Where(change => change.At >= from);
        if (filter.Before is { } before) changes = changes.Where(change => change.At < before);
        if (filter.Username?.ToLowerInvariant() is { Length: > 0 } name)
            changes = changes.Where(change => change.Username!.ToLower().Contains(name));
        if (filter.SkuCode?.ToLowerInvariant() is { Length: > 0 } sku)
        {
            changes = changes.Where(change => change.SkuCode != null
                ? change.SkuCode.ToLower().Contains(sku)
                : db.EditLog.Any(entry => entry.ChangeSetId == change.Id && entry.SkuCode.ToLower().Contains(sku))
                    || db.RankChanges.Any(rank => rank.ChangeSetId == change.Id && rank.SkuCode.ToLower().Contains(sku)));
        }
        return changes.OrderByDescending(change => change.At).ThenByDescending(change => change.Id);
    }

    /// <summary>A change, or null.</summary>
    public Task<ChangeSet?> FindAsync(Guid sessionId, Guid changeId, CancellationToken ct) => db.ChangeSets.AsNoTracking()
        .SingleOrDefaultAsync(change => change.Id == changeId && change.SessionId == sessionId, ct);

    /// <summary>The cells of a change, in the order in which they were changed.</summary>
    public IQueryable<EditLogEntry> Cells(Guid sessionId, Guid changeId) => db.EditLog.AsNoTracking()
        .Where(entry => entry.SessionId == sessionId && entry.ChangeSetId == changeId).OrderBy(entry => entry.Id);

    /// <summary>The ranks that a change gave, by series.</summary>
    public IQueryable<RankChange> Ranks(Guid sessionId, Guid changeId) => db.RankChanges.AsNoTracking()
        .Where(rank => rank.SessionId == sessionId && rank.ChangeSetId == changeId)
        .OrderBy(rank => rank.SkuCode).ThenBy(rank => rank.WarehouseName).ThenBy(rank => rank.Channel);

    /// <summary>The cells of some changes.</summary>
    public Task<List<EditLogEntry>> CellsOf(Guid sessionId, IReadOnlyList<Guid> changeIds, CancellationToken ct) =>
        db.EditLog.AsNoTracking().Where(entry => entry.SessionId == sessionId && changeIds.Contains(entry.ChangeSetId!.Value))
            .ToListAsync(ct);

    /// <summary>Says why a change was made.</summary>
    /// <returns>Whether there is such a change.</returns>
    public async Task<bool> NoteAsync(Guid sessionId, Guid changeId, string? note, CancellationToken ct) =>
        await db.ChangeSets.Where(change => change.Id == changeId && change.SessionId == sessionId)
            .ExecuteUpdateAsync(set => set.SetProperty(change => change.Note, Tidy(note)), ct) > 0;

    /// <summary>
    /// Takes a change back, whoever made it: each cell that still holds what the change left there gets what it held before. That
    /// is a change itself. Taking an undo back does the change again.
    /// </summary>
    public async Task<ReversalResult> UndoAsync(Guid sessionId, Guid changeId, Actor actor, CancellationToken ct)
    {
        using var activity = Telemetry.Start("undo");
        return await write.RunAsync(sessionId, actor, async (session, now) => await LoadAsync(sessionId, changeId, ct) switch
        {
            null => Refuse(new ReversalResult.NotFound()),
            { Kind: ChangeKind.Undo, Undoes: { } root } => await RedoAsync(session, root, actor, now, ct),
            { Kind: ChangeKind.Redo, Undoes: { } root } => await UndoAsync(session, root, actor, now, ct),
            _ => await UndoAsync(session, changeId, actor, now, ct),
        }, ct) ?? new ReversalResult.NotFound();
    }

    /// <summary>Does a change again that has been taken back, as far as its cells are still as the undo left them.</summary>
    public async Task<ReversalResult> RedoAsync(Guid sessionId, Guid changeId, Actor actor, CancellationToken ct)
    {
        using var activity = Telemetry.Start("redo");
        return await write.RunAsync(sessionId, actor, async (session, now) => await LoadAsync(sessionId, changeId, ct) is { } change
            ? await RedoAsync(session, change.Undoes ?? change.Id, actor, now, ct)
            : Refuse(new ReversalResult.NotFound()), ct) ?? new ReversalResult.NotFound();
    }

    /// <summary>A change that begins.</summary>
    internal static ChangeSet Begin(
        ChangeKind kind, Guid sessionId, Actor actor, DateTimeOffset now, string? note = null, Guid? undoes = null,
        Guid? planId = null) => new()
        {
            SessionId = sessionId,
            At = now,
            UserId = actor.Id,
            Username = actor.Username,
            Kind = kind,
            Note = Tidy(note),
            Undoes = undoes,
            PlanId = planId,
        };

    /// <summary>What is wrong with a note that is too long.</summary>
    internal static Dictionary<string, string[]> NoteTooLong() =>
        new() { ["note"] = [$"A note is at most {ChangeSet.MaxNote} characters long."] };

    private static string? Tidy(string? note) => string.IsNullOrWhiteSpace(note) ? null : note.Trim();

    private Task<ChangeSet?> LoadAsync(Guid sessionId, Guid changeId, CancellationToken ct) =>
        db.ChangeSets.SingleOrDefaultAsync(change => change.Id == changeId && change.SessionId == sessionId, ct);

    private async Task<SessionWriteResult<ReversalResult>> UndoAsync(
        PlanningSession session, Guid changeId, Actor actor, DateTimeOffset now, CancellationToken ct)
    {
        var change = (await LoadAsync(session.Id, changeId, ct))!;
        if (change.UndoneBy is not null) return Refuse(new ReversalResult.AlreadyUndone());
        var undo = Begin(ChangeKind.Undo, session.Id, actor, now, undoes: change.Id, planId: change.PlanId);
        var (done, news) = await ReverseAsync(session, change, undo, ct);
        if (done.Change is null) return Refuse(done);
        change.UndoneBy = undo.Id;
        return SessionWrite.Change<ReversalResult>(done).Announced(news);
    }

    private async Task<SessionWriteResult<ReversalResult>> RedoAsync(
        PlanningSession session, Guid changeId, Actor actor, DateTimeOffset now, CancellationToken ct)
    {
        var change = (await LoadAsync(session.Id, changeId, ct))!;
        if (change.UndoneBy is not { } undoId) return Refuse(new ReversalResult.NotUndone());
        var undo = (await LoadAsync(session.Id, undoId, ct))!;
        var redo = Begin(ChangeKind.Redo, session.Id, actor, now, undoes: change.Id, planId: change.PlanId);
        var (done, news) = await ReverseAsync(session, undo, redo, ct);
        if (done.Change is null) return Refuse(done);
        (change.UndoneBy, undo.UndoneBy) = (null, redo.Id);
        return SessionWrite.Change<ReversalResult>(done).Announced(news);
    }

    private async Task<(ReversalResult.Done Done, SessionNews News)> ReverseAsync(
        PlanningSession session, ChangeSet target, ChangeSet by, CancellationToken ct)
    {
        var wide = new WideChange(db, database, plans, session, by);
        var reversal = new Reversal(db, wide, target);
        await reversal.RunAsync(by.UserId, by.At, ct);
        var cells = by.Cells;
        var kept = reversal.KeptCount + await new RankWriter(db, database, by).TakeBackAsync(target, ct);
        // Ranks are of all series of a SKU, which are not counted one by one
        var news = by.Cells > cells ? new SessionNews(NewsKind.Change, by.Id) : wide.News;
        var isAny = await wide.CompleteAsync(ct);
        if (isAny) Telemetry.Edited(by.Cells);
        return (new ReversalResult.Done(isAny ? by : null, by.Cells, kept, await reversal.KeptAsync(ct)), news);
    }

    private static SessionWriteResult<ReversalResult> Refuse(ReversalResult answer) => SessionWrite.Discard(answer);
}
