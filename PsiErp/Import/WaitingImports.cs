using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using PsiErp.Accounts;
using PsiErp.Data;
using PsiErp.Data.Providers;
using PsiErp.Files;
using PsiErp.Live;
using PsiErp.Plan;
using PsiErp.Planning;
using PsiErp.Sessions;

namespace PsiErp.Import;

/// <summary>Files that are read but not the plan yet: they are taken over, worked out anew or discarded within an hour.</summary>
public sealed class WaitingImports(
    PsiDb db, IDatabase database, PlanReader plans, ImportVersions versions, SessionWrite write, VersionCleaning cleaning,
    TimeProvider clock, ILogger<WaitingImports> log)
{
    /// <summary>How long a file waits to be taken over.</summary>
    public static readonly TimeSpan Waiting = TimeSpan.FromHours(1);

    /// <summary>The longest file name that is kept, in characters.</summary>
    private const int MaxFileName = 255;

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

                await LayOverAsync(import, session, mode ?? ImportModes.Of(import.Mode!), ct);
                await versions.MakeCurrentAsync(import, session, ct);
                return SessionWrite.Change<TakeOver>(new TakeOver.Done(import)).Announced(SessionNews.OfImport)
                    .Audited(new SessionDeed(AuditKind.PlanImported, FactsOf(import)));
            },
            ct);
        if (outcome is TakeOver.Done) cleaning.Wake();
        return outcome ?? new TakeOver.NotFound();
    }

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

                await LayOverAsync(import, session, mode ?? ImportModes.Of(import.Mode!), ct);
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
    internal async Task<BaseVersion?> BeginAsync(
        Guid sessionId, string fileName, ImportMode mode, CountedUntil? asOf, Actor actor, CancellationToken ct) =>
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
                    Mode = ImportModes.WordOf(mode),
                    EditsUntil = await versions.LastEditAsync(sessionId, ct),
                    SetsAsOf = asOf is not null,
                    AsOf = asOf is { } told ? told.Day : session.AsOf,
                    BeforeAsOf = session.AsOf,
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

    /// <summary>What a session had before its first import.</summary>
    private async Task<BaseVersion> FirstAsync(PlanningSession session, CancellationToken ct) => new()
    {
        SessionId = session.Id,
        Version = session.Version,
        Status = BaseVersionStatus.Current,
        Rows = await db.Base.LongCountAsync(row => row.SessionId == session.Id && row.Version == session.Version, ct),
        CreatedAt = session.CreatedAt,
    };

    private async Task LayOverAsync(BaseVersion import, PlanningSession session, ImportMode mode, CancellationToken ct)
    {
        if (import.Before == session.Version && import.BeforeAsOf == session.AsOf && ImportModes.WordOf(mode) == import.Mode) return;

        import.BeforeAsOf = session.AsOf;
        if (!import.SetsAsOf) import.AsOf = session.AsOf;

        await new VersionLoad(db, database, plans, import).LayOverAsync(session.Version, mode, ct);
        (import.Mode, import.EditsUntil) = (ImportModes.WordOf(mode), await versions.LastEditAsync(session.Id, ct));
    }
}
