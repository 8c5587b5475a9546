using Microsoft.EntityFrameworkCore;
using PsiErp.Accounts;
using PsiErp.Data;
using PsiErp.Data.Providers;
using PsiErp.Live;
using PsiErp.Plan;
using PsiErp.Planning;
using PsiErp.Sessions;

namespace PsiErp.Import;

/// <summary>
/// The imports of a session: each is a version of its base data. One is current; undoing and redoing are moments in which the
/// session's row names another version and the series take its figures, as is taking over (<see cref="WaitingImports"/>).
/// </summary>
public sealed class ImportVersions(
    PsiDb db, IDatabase database, PlanReader plans, SessionWrite write, TimeProvider clock)
{
    /// <summary>The imports of a session, newest first; not those under way.</summary>
    public async Task<IReadOnlyList<BaseVersion>> ListAsync(Guid sessionId, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        return await Of(sessionId).AsNoTracking()
            .Where(import => import.FileName != null && import.Status != BaseVersionStatus.Loading
                && (import.ExpiresAt == null || import.ExpiresAt > now))
            .OrderByDescending(import => import.Version).ToListAsync(ct);
    }

    /// <summary>One import that is not under way and whose time is not over, or null.</summary>
    public Task<BaseVersion?> FindAsync(Guid sessionId, Guid id, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        return Of(sessionId).AsNoTracking().SingleOrDefaultAsync(
            import => import.Id == id && import.FileName != null && import.Status != BaseVersionStatus.Loading
                && (import.ExpiresAt == null || import.ExpiresAt > now), ct);
    }

    /// <summary>Whether the current import can be undone, and which one a redo would take over again.</summary>
    public async Task<(bool CanUndo, BaseVersion? Redoable)> WaysAsync(Guid sessionId, CancellationToken ct)
    {
        var version = (await plans.BaseAsync(sessionId, ct)).Version;
        var before = await Of(sessionId).Where(import => import.Version == version).Select(import => import.Before)
            .SingleOrDefaultAsync(ct);
        var canUndo = before is not null && await Of(sessionId).AnyAsync(import => import.Version == before && import.IsKept, ct);
        return (canUndo, await Redoable(sessionId, version).AsNoTracking().FirstOrDefaultAsync(ct));
    }

    /// <summary>Makes the version before the current import the plan again: base data and series; edits stay.</summary>
    public async Task<TakeOver> UndoAsync(Guid sessionId, Actor actor, CancellationToken ct) => await write.RunAsync<TakeOver>(
        sessionId, actor,
        async (session, _) =>
        {
            var current = await Of(sessionId).SingleOrDefaultAsync(import => import.Version == session.Version, ct);
            var before = current?.Before is { } number
                ? await Of(sessionId).SingleAsync(import => import.Version == number, ct)
                : null;
            if (before is not { IsKept: true }) return SessionWrite.Discard<TakeOver>(new TakeOver.NothingKept());

            if (await EditsCameAsync(sessionId, current!.BeforeEditsUntil, ct))
                await ImagesOf(current).SettleNumbersAsync(before: true, before.Version, ct);
            var asOf = current.SetsAsOf ? current.BeforeAsOf : session.AsOf;
            await ImagesOf(current).ApplyAsync(
                before: true, new PlanBase(before.Version, asOf), isOtherDay: asOf != session.AsOf,
                asOf == current.BeforeAsOf ? Trusted(current, current.BeforeEditsUntil) : null, ct);
            (current.Status, before.Status) = (BaseVersionStatus.Undone, BaseVersionStatus.Current);
            (session.Version, session.AsOf) = (before.Version, asOf);
            return SessionWrite.Change<TakeOver>(new TakeOver.Done(before)).Announced(SessionNews.OfImport)
                .Audited(Deed(AuditKind.ImportUndone, current));
        },
        ct) ?? new TakeOver.NotFound();

    /// <summary>Takes the import that was undone last over again.</summary>
    public async Task<TakeOver> RedoAsync(Guid sessionId, Actor actor, CancellationToken ct) => await write.RunAsync<TakeOver>(
        sessionId, actor,
        async (session, _) =>
        {
            if (await Redoable(sessionId, session.Version).FirstOrDefaultAsync(ct) is not { } undone)
                return SessionWrite.Discard<TakeOver>(new TakeOver.NothingKept());

            await MakeCurrentAsync(undone, session, ct);
            return SessionWrite.Change<TakeOver>(new TakeOver.Done(undone)).Announced(SessionNews.OfImport)
                .Audited(Deed(AuditKind.ImportRedone, undone));
        },
        ct) ?? new TakeOver.NotFound();

    /// <summary>Makes an import that is laid over the current version the current one itself, while the session is locked.</summary>
    internal async Task MakeCurrentAsync(BaseVersion import, PlanningSession session, CancellationToken ct)
    {
        var images = ImagesOf(import);
        if (await EditsCameAsync(session.Id, import.EditsUntil, ct))
            await images.SettleNumbersAsync(before: false, import.Version, ct);
        var asOf = import.SetsAsOf ? import.AsOf : session.AsOf;
        var isOtherDay = asOf != session.AsOf;
        var editsUntil = asOf == import.AsOf ? Trusted(import, import.EditsUntil) : null;
        await images.TakeBeforeAsync(all: import.TouchesAll || isOtherDay, ct);
        // Its own as-of date stays the one that its images were made with
        (import.BeforeEditsUntil, import.BeforeAsOf) = (await LastEditAsync(session.Id, ct), session.AsOf);
        await images.ApplyAsync(before: false, new PlanBase(import.Version, asOf), isOtherDay, editsUntil, ct);
        await Of(session.Id).Where(other => other.Version == session.Version)
            .ExecuteUpdateAsync(set => set.SetProperty(other => other.Status, BaseVersionStatus.Past), ct);
        (import.Status, import.ExpiresAt) = (BaseVersionStatus.Current, null);
        (session.Version, session.AsOf) = (import.Version, asOf);
    }

    /// <summary>The last entry of a session's edit log.</summary>
    internal async Task<long> LastEditAsync(Guid sessionId, CancellationToken ct) =>
        await db.EditLog.Where(entry => entry.SessionId == sessionId).MaxAsync(entry => (long?)entry.Id, ct) ?? 0;

    private static long? Trusted(BaseVersion import, long editsUntil) =>
        import.SummaryRules == SeriesSummary.Rules ? editsUntil : null;

    private static SessionDeed Deed(AuditKind kind, BaseVersion import) => new(
        kind, new Dictionary<AuditFact, object> { [AuditFact.File] = import.FileName! });

    private IQueryable<BaseVersion> Of(Guid sessionId) => db.BaseVersions.Where(import => import.SessionId == sessionId);

    private IQueryable<BaseVersion> Redoable(Guid sessionId, int version) => Of(sessionId)
        .Where(import => import.Before == version && import.Status == BaseVersionStatus.Undone && import.IsKept)
        .OrderByDescending(import => import.Version);

    private SeriesImages ImagesOf(BaseVersion import) => new(db, database, plans, import.SessionId, import.Version);

    /// <summary>Whether a series may have begun since: only then can numbers have been taken twice.</summary>
    private async Task<bool> EditsCameAsync(Guid sessionId, long since, CancellationToken ct) =>
        await LastEditAsync(sessionId, ct) != since;
}
