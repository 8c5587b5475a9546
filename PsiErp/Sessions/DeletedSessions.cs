using Microsoft.EntityFrameworkCore;
using PsiErp.Accounts;
using PsiErp.Data;
using PsiErp.Hosting;

namespace PsiErp.Sessions;

/// <summary>A deleted planning session that can be brought back.</summary>
/// <param name="Session">The session.</param>
/// <param name="Until">Until when.</param>
public sealed record DeletedSession(PlanningSession Session, DateTimeOffset Until);

/// <summary>
/// Deleted planning sessions: for some days all of one can be brought back, then its plan goes and its edit log stays for
/// admins, then that goes too.
/// </summary>
public sealed class DeletedSessions(PsiDb db, SessionWrite write, Settings settings, TimeProvider clock)
{
    /// <summary>Series whose rows are removed in one transaction, so that others need not wait long.</summary>
    private const int SeriesAtATime = 200;

    private DateTimeOffset OldestKept => clock.GetUtcNow() - settings.DeletedSessionKept;

    /// <summary>Those that can be brought back, the last deleted first.</summary>
    public async Task<IReadOnlyList<DeletedSession>> ListAsync(CancellationToken ct)
    {
        var oldest = OldestKept;
        var sessions = await All().Where(session => session.DeletedAt > oldest && !session.IsRemoved)
            .OrderByDescending(session => session.DeletedAt).ToListAsync(ct);
        return [.. sessions.Select(session => new DeletedSession(session, session.DeletedAt!.Value + settings.DeletedSessionKept))];
    }

    /// <summary>A deleted session whose edit log is still there, or null.</summary>
    public Task<PlanningSession?> FindAsync(Guid id, CancellationToken ct) => All().SingleOrDefaultAsync(session => session.Id == id, ct);

    /// <summary>Brings a session back as it was, but not as the leader.</summary>
    /// <returns>The session, or null when there is none that can be brought back.</returns>
    public Task<PlanningSession?> RestoreAsync(Guid id, Actor actor, CancellationToken ct)
    {
        var oldest = OldestKept;
        return write.RunAsync<PlanningSession>(
            id, actor,
            (session, _) =>
            {
                if (session.IsRemoved || session.DeletedAt is not { } deletedAt || deletedAt <= oldest)
                    return Task.FromResult(SessionWrite.Discard<PlanningSession>(null!));

                (session.DeletedAt, session.DeletedBy) = (null, null);
                return Task.FromResult(SessionWrite.Change(session).Audited(new SessionDeed(AuditKind.SessionRestored)));
            },
            ct, evenIfDeleted: true);
    }

    /// <summary>Removes the plan of a deleted session for good, so that its space is free; its edit log stays.</summary>
    /// <returns>Whether there was such a session.</returns>
    public async Task<bool> RemoveAsync(Guid id, Actor actor, CancellationToken ct)
    {
        var removed = await MarkRemovedAsync(id, actor, ct);
        if (removed) await RemovePlanAsync(id, ct);
        return removed;
    }

    /// <summary>Removes what has been kept long enough.</summary>
    public async Task RemoveExpiredAsync(CancellationToken ct)
    {
        var (oldest, oldestLog) = (OldestKept, clock.GetUtcNow() - settings.DeletedLogKept);
        var expired = await All().Where(session => session.DeletedAt <= oldest)
            .Select(session => new { session.Id, session.IsRemoved, session.DeletedAt }).ToListAsync(ct);
        foreach (var session in expired)
        {
            if (!session.IsRemoved && !await MarkRemovedAsync(session.Id, actor: null, ct)) continue;
            // Again, if the one before was interrupted
            await RemovePlanAsync(session.Id, ct);
            if (session.DeletedAt <= oldestLog) await All().Where(gone => gone.Id == session.Id).ExecuteDeleteAsync(ct);
        }
    }

    private IQueryable<PlanningSession> All() =>
        db.Sessions.IgnoreQueryFilters().AsNoTracking().Where(session => session.DeletedAt != null);

    private async Task<bool> MarkRemovedAsync(Guid id, Actor? actor, CancellationToken ct) => await write.RunAsync<PlanningSession>(
        id, actor,
        (session, _) =>
        {
            if (session.DeletedAt is null || session.IsRemoved) return Task.FromResult(SessionWrite.Discard<PlanningSession>(null!));
            session.IsRemoved = true;
            return Task.FromResult(SessionWrite.Keep(session).Audited(new SessionDeed(AuditKind.SessionRemoved)));
        },
        ct, evenIfDeleted: true) is not null;

    /// <summary>Nobody finds or brings back the session any more, so that this need not be one transaction.</summary>
    private async Task RemovePlanAsync(Guid id, CancellationToken ct)
    {
        await db.BaseVersions.Where(version => version.SessionId == id).ExecuteDeleteAsync(ct);
        await db.SeriesImages.Where(image => image.SessionId == id).ExecuteDeleteAsync(ct);
        await db.Snoozes.Where(snooze => snooze.SessionId == id).ExecuteDeleteAsync(ct);
        // A large plan goes a version at a time, and nobody waits for it
        db.Database.SetCommandTimeout(TimeSpan.FromMinutes(2));
        var versions = await db.Base.Where(row => row.SessionId == id).Select(row => row.Version).Distinct().ToListAsync(ct);
        while (await db.Series.Where(series => series.SessionId == id).OrderBy(series => series.SeriesNo)
            .Select(series => series.SeriesNo).Take(SeriesAtATime).ToListAsync(ct) is [.., var last])
        {
            foreach (var version in versions)
            {
                await db.Base.Where(row => row.SessionId == id && row.Version == version && row.SeriesNo <= last)
                    .ExecuteDeleteAsync(ct);
            }
            // With their edits
            await db.Series.Where(series => series.SessionId == id && series.SeriesNo <= last).ExecuteDeleteAsync(ct);
        }
        await db.StockMoves.Where(move => move.SessionId == id).ExecuteDeleteAsync(ct);
        await db.StockMoveChanges.Where(change => change.SessionId == id).ExecuteDeleteAsync(ct);
        await db.TransferPlans.Where(plan => plan.SessionId == id).ExecuteDeleteAsync(ct);
        // Of versions that had series which the plan has no longer
        await db.Base.Where(row => row.SessionId == id).ExecuteDeleteAsync(ct);
        await db.Skus.Where(sku => sku.SessionId == id).ExecuteDeleteAsync(ct);
        await db.Comments.Where(comment => comment.SessionId == id).ExecuteDeleteAsync(ct);
    }
}
