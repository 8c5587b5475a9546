using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using PsiErp.Accounts;
using PsiErp.Data;
using PsiErp.Data.Providers;
using PsiErp.Plan;
using PsiErp.Planning;
using PsiErp.Sessions;

namespace PsiErp.Import;

/// <summary>
/// The imports of a session: each is a version of its base data. One is current; taking another one over, undoing and redoing
/// are moments in which the session's row names another version and the series take its figures.
/// </summary>
public sealed class ImportVersions(
    PsiDb db, IDatabase database, PlanReader plans, SessionWrite write, VersionCleaning cleaning, TimeProvider clock,
    ILogger<ImportVersions> log)
{
    /// <summary>How long a file waits to be taken over.</summary>
    public static readonly TimeSpan Waiting = TimeSpan.FromHours(1);

    /// <summary>The longest file name that is kept, in characters.</summary>
    private const int MaxFileName = 255;

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
        var version = await plans.VersionAsync(sessionId, ct);
        var before = await Of(sessionId).Where(import => import.Version == version).Select(import => import.Before)
            .SingleOrDefaultAsync(ct);
        var canUndo = before is not null && await Of(sessionId).AnyAsync(import => import.Version == before && import.IsKept, ct);
        return (canUndo, await Redoable(sessionId, version).AsNoTracking().FirstOrDefaultAsync(ct));
    }

    /// <summary>Takes a waiting import over: it becomes the plan. Edits stay what they are.</summary>
    /// <param name="sessionId">The session.</param>
    /// <param name="id">The import.</param>
    /// <param name="actor">Who does.</param>
    /// <param name="whateverCameFirst">
    /// Whether it is laid over what another import brought meanwhile; otherwise it is <see cref="TakeOver.Overtaken"/> then.
    /// </param>
    /// <param name="ct">Cancels; nothing has changed then.</param>
    /// <param name="mode">Another mode than the one that it was read for.</param>
    public async Task<TakeOver> TakeOverAsync(
        Guid sessionId, Guid id, Actor actor, bool whateverCameFirst, CancellationToken ct, ImportMode? mode = null)
    {
        var outcome = await write.RunAsync<TakeOver>(
            sessionId, actor,
            async (session, now) =>
            {
                if (await Of(sessionId).SingleOrDefaultAsync(one => one.Id == id, ct) is not { } import)
                    return SessionWrite.Discard<TakeOver>(new TakeOver.NotFound());
                if (import.Status != BaseVersionStatus.Staged) return SessionWrite.Discard<TakeOver>(new TakeOver.NotWaiting());
                if (import.ExpiresAt <= now) return SessionWrite.Discard<TakeOver>(new TakeOver.Expired());
                if (import.Before != session.Version && !whateverCameFirst)
                    return SessionWrite.Discard<TakeOver>(new TakeOver.Overtaken());

                await LayOverAsync(import, session, mode ?? UploadApi.ModeOf(import.Mode!), ct);
                await MakeCurrentAsync(import, session, ct);
                return SessionWrite.Change<TakeOver>(new TakeOver.Done(import))
                    .Audited(new SessionDeed(AuditKind.PlanImported, FactsOf(import)));
            },
            ct);
        if (outcome is TakeOver.Done) cleaning.Wake();
        return outcome ?? new TakeOver.NotFound();
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

            await ImagesOf(current!).SettleNumbersAsync(before: true, before.Version, ct);
            await ImagesOf(current!).ApplyAsync(before: true, before.Version, Trusted(current!, current!.BeforeEditsUntil), ct);
            (current.Status, before.Status, session.Version) = (BaseVersionStatus.Undone, BaseVersionStatus.Current, before.Version);
            return SessionWrite.Change<TakeOver>(new TakeOver.Done(before)).Audited(Deed(AuditKind.ImportUndone, current));
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
            return SessionWrite.Change<TakeOver>(new TakeOver.Done(undone)).Audited(Deed(AuditKind.ImportRedone, undone));
        },
        ct) ?? new TakeOver.NotFound();

    /// <summary>Works out anew what a waiting import does, for another mode or over what another import brought meanwhile.</summary>
    public async Task<TakeOver> RenewAsync(Guid sessionId, Guid id, ImportMode? mode, CancellationToken ct) =>
        await write.RunAsync<TakeOver>(
            sessionId, actor: null,
            async (session, now) =>
            {
                if (await Of(sessionId).SingleOrDefaultAsync(one => one.Id == id, ct) is not { } import)
                    return SessionWrite.Discard<TakeOver>(new TakeOver.NotFound());
                if (import.Status != BaseVersionStatus.Staged) return SessionWrite.Discard<TakeOver>(new TakeOver.NotWaiting());
                if (import.ExpiresAt <= now) return SessionWrite.Discard<TakeOver>(new TakeOver.Expired());

                await LayOverAsync(import, session, mode ?? UploadApi.ModeOf(import.Mode!), ct);
                import.ExpiresAt = now + Waiting;
                return SessionWrite.Keep<TakeOver>(new TakeOver.Done(import));
            },
            ct) ?? new TakeOver.NotFound();

    /// <summary>Discards an import that waits to be taken over.</summary>
    public async Task<TakeOver> DiscardAsync(Guid sessionId, Guid id, CancellationToken ct)
    {
        var outcome = await write.RunAsync<TakeOver>(
            sessionId, actor: null,
            async (_, now) =>
            {
                if (await Of(sessionId).SingleOrDefaultAsync(one => one.Id == id, ct) is not { } import)
                    return SessionWrite.Discard<TakeOver>(new TakeOver.NotFound());
                if (import.Status != BaseVersionStatus.Staged) return SessionWrite.Discard<TakeOver>(new TakeOver.NotWaiting());
                import.ExpiresAt = now;
                return SessionWrite.Keep<TakeOver>(new TakeOver.Done(import));
            },
            ct);
        if (outcome is TakeOver.Done) cleaning.Wake();
        return outcome ?? new TakeOver.NotFound();
    }

    /// <summary>Begins an import: gives it a number, and notes what it is compared with.</summary>
    internal async Task<BaseVersion?> BeginAsync(Guid sessionId, string fileName, ImportMode mode, Actor actor, CancellationToken ct) =>
        await write.RunAsync(
            sessionId, actor,
            async (session, now) =>
            {
                if (!await Of(sessionId).AnyAsync(ct)) db.BaseVersions.Add(await FirstAsync(session, ct));
                var last = await Of(sessionId).MaxAsync(import => (int?)import.Version, ct) ?? session.Version;
                var import = new BaseVersion
                {
                    SessionId = sessionId,
                    Version = last + 1,
                    Before = session.Version,
                    Status = BaseVersionStatus.Loading,
                    FileName = fileName.Length <= MaxFileName ? fileName : fileName[^MaxFileName..],
                    Mode = UploadApi.NameOf(mode),
                    EditsUntil = await LastEditAsync(sessionId, ct),
                    SummaryRules = SeriesSummary.Rules,
                    CreatedAt = now,
                    CreatedBy = actor.Id,
                    CreatedByUsername = actor.Username,
                    ExpiresAt = now + Waiting,
                };
                db.BaseVersions.Add(import);
                return SessionWrite.Keep(import);
            },
            ct);

    /// <summary>Keeps an import whose rows are all there, for the time that it may wait.</summary>
    internal async Task KeepAsync(BaseVersion import, CancellationToken ct)
    {
        (import.Status, import.ExpiresAt) = (BaseVersionStatus.Staged, clock.GetUtcNow() + Waiting);
        db.BaseVersions.Update(import);
        // Whoever distrusts its summaries by now, since products have got other levels, is right
        db.Entry(import).Property(version => version.SummaryRules).IsModified = false;
        await db.SaveChangesAsync(ct);
        db.ChangeTracker.Clear();
    }

    /// <summary>Removes what an import has written that came to nothing.</summary>
    internal Task GiveUpAsync(BaseVersion import) => GiveUpAsync(import.SessionId, import.Id);

    /// <inheritdoc cref="GiveUpAsync(BaseVersion)"/>
    internal async Task GiveUpAsync(Guid sessionId, Guid id)
    {
        db.ChangeTracker.Clear();
        try
        {
            await Of(sessionId).Where(import => import.Id == id && import.ExpiresAt != null)
                .ExecuteUpdateAsync(set => set.SetProperty(import => import.ExpiresAt, clock.GetUtcNow()));
            cleaning.Wake();
        }
        catch (Exception problem) when (problem is DbException || database.IsUnreachable(problem))
        {
            log.LogWarning(problem, "What an import wrote before it failed is removed in an hour");
        }
    }

    private static long? Trusted(BaseVersion import, long editsUntil) =>
        import.SummaryRules == SeriesSummary.Rules ? editsUntil : null;

    private static SessionDeed Deed(AuditKind kind, BaseVersion import) => new(
        kind, new Dictionary<AuditFact, object> { [AuditFact.File] = import.FileName! });

    private static Dictionary<AuditFact, object> FactsOf(BaseVersion import) => new()
    {
        [AuditFact.File] = import.FileName!,
        [AuditFact.Mode] = import.Mode!,
        [AuditFact.Rows] = import.FileRows,
        [AuditFact.Inserted] = import.Inserted,
        [AuditFact.Updated] = import.Updated,
        [AuditFact.Deleted] = import.Deleted,
    };

    private IQueryable<BaseVersion> Of(Guid sessionId) => db.BaseVersions.Where(import => import.SessionId == sessionId);

    private IQueryable<BaseVersion> Redoable(Guid sessionId, int version) => Of(sessionId)
        .Where(import => import.Before == version && import.Status == BaseVersionStatus.Undone && import.IsKept)
        .OrderByDescending(import => import.Version);

    private SeriesImages ImagesOf(BaseVersion import) => new(db, database, plans, import.SessionId, import.Version);

    /// <summary>What a session had before its first import.</summary>
    private async Task<BaseVersion> FirstAsync(PlanningSession session, CancellationToken ct) => new()
    {
        SessionId = session.Id,
        Version = session.Version,
        Status = BaseVersionStatus.Current,
        Rows = await db.Base.LongCountAsync(row => row.SessionId == session.Id && row.Version == session.Version, ct),
        CreatedAt = session.CreatedAt,
    };

    private async Task<long> LastEditAsync(Guid sessionId, CancellationToken ct) =>
        await db.EditLog.Where(entry => entry.SessionId == sessionId).MaxAsync(entry => (long?)entry.Id, ct) ?? 0;

    private async Task LayOverAsync(BaseVersion import, PlanningSession session, ImportMode mode, CancellationToken ct)
    {
        if (import.Before == session.Version && UploadApi.NameOf(mode) == import.Mode) return;

        await new VersionLoad(db, database, plans, import).LayOverAsync(session.Version, mode, ct);
        (import.Mode, import.EditsUntil) = (UploadApi.NameOf(mode), await LastEditAsync(session.Id, ct));
    }

    private async Task MakeCurrentAsync(BaseVersion import, PlanningSession session, CancellationToken ct)
    {
        var images = ImagesOf(import);
        await images.SettleNumbersAsync(before: false, import.Version, ct);
        await images.TakeBeforeAsync(all: import.Deleted > 0, ct);
        import.BeforeEditsUntil = await LastEditAsync(session.Id, ct);
        await images.ApplyAsync(before: false, import.Version, Trusted(import, import.EditsUntil), ct);
        await Of(session.Id).Where(other => other.Version == session.Version)
            .ExecuteUpdateAsync(set => set.SetProperty(other => other.Status, BaseVersionStatus.Past), ct);
        (import.Status, import.ExpiresAt, session.Version) = (BaseVersionStatus.Current, null, import.Version);
    }
}
