using PsiErp.Accounts;
using PsiErp.Data;
using PsiErp.Data.Providers;
using PsiErp.Live;

namespace PsiErp.Sessions;

/// <summary>How a write of a planning session ends.</summary>
public enum SessionWriteEnd
{
    /// <summary>Nothing of it is kept.</summary>
    Discarded,

    /// <summary>It is kept, and the session itself is as it was, or gone.</summary>
    Kept,

    /// <summary>It is kept, and the session says who changed it and when.</summary>
    Changed,
}

/// <summary>What was done to a session, for the audit log.</summary>
/// <param name="Kind">What.</param>
/// <param name="Facts">Counts and names that belong to it.</param>
public sealed record SessionDeed(AuditKind Kind, IReadOnlyDictionary<AuditFact, object> Facts)
{
    public SessionDeed(AuditKind kind) : this(kind, new Dictionary<AuditFact, object>())
    {
    }
}

/// <summary>What the work of a write answers, and how the write ends.</summary>
public readonly record struct SessionWriteResult<T>(T Answer, SessionWriteEnd End)
{
    private readonly IReadOnlyList<SessionDeed>? _deeds;

    /// <summary>What of it goes into the audit log.</summary>
    public IReadOnlyList<SessionDeed> Deeds => _deeds ?? [];

    /// <summary>The same, to be put on record.</summary>
    public SessionWriteResult<T> Audited(params IReadOnlyList<SessionDeed> deeds) => new(Answer, End, deeds) { News = News };

    /// <summary>What the session's open screens are told of a write that changed it.</summary>
    public SessionNews News { get => field ?? SessionNews.OfSession; private init; }

    /// <summary>The same, to be told so.</summary>
    public SessionWriteResult<T> Announced(SessionNews news) => this with { News = news };

    private SessionWriteResult(T answer, SessionWriteEnd end, IReadOnlyList<SessionDeed> deeds) : this(answer, end) => _deeds = deeds;
}

/// <summary>
/// Makes the stored summaries of a session's series anew, within its write: its as-of date has changed. Who can stands above this
/// room.
/// </summary>
public delegate Task SummarizeAnew(PlanningSession session, CancellationToken ct);

/// <summary>
/// The one way to change a planning session: lock it, work, note who changed it, audit, save, commit, tell its screens. So
/// imports, edits and changes of one session follow one another, and each is whole or not at all.
/// </summary>
public sealed class SessionWrite(PsiDb db, IDatabase database, AuditLog audit, TimeProvider clock)
{
    /// <summary>Nothing is kept.</summary>
    public static SessionWriteResult<T> Discard<T>(T answer) => new(answer, SessionWriteEnd.Discarded);

    /// <summary>The work is kept; the session is not touched by it.</summary>
    public static SessionWriteResult<T> Keep<T>(T answer) => new(answer, SessionWriteEnd.Kept);

    /// <summary>The work is kept, and has changed the session.</summary>
    public static SessionWriteResult<T> Change<T>(T answer) => new(answer, SessionWriteEnd.Changed);

    /// <summary>Changes a session.</summary>
    /// <typeparam name="T">What the work answers.</typeparam>
    /// <param name="sessionId">The session.</param>
    /// <param name="actor">Who changes it; null when it is the program itself, which then only keeps what it did.</param>
    /// <param name="work">
    /// Does it, with the locked session and the time that it happens at. What it leaves in the change tracker is saved
    /// afterwards.
    /// </param>
    /// <param name="ct">Cancels; nothing is kept then.</param>
    /// <param name="before">What has to be locked or changed before the session is locked.</param>
    /// <param name="evenIfDeleted">Whether a deleted session is meant, too.</param>
    /// <returns>What the work answered; null when there is no such session.</returns>
    public async Task<T?> RunAsync<T>(
        Guid sessionId, Actor? actor, Func<PlanningSession, DateTimeOffset, Task<SessionWriteResult<T>>> work, CancellationToken ct,
        Func<Task>? before = null, bool evenIfDeleted = false)
        where T : class
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (before is not null) await before();
        if (await database.LockSessionAsync(db, sessionId, ct) is not { } session) return null;
        if (session.DeletedAt is not null && !evenIfDeleted)
        {
            db.ChangeTracker.Clear();
            return null;
        }

        var now = clock.GetUtcNow();
        var result = await work(session, now);
        var (answer, end) = result;
        if (end == SessionWriteEnd.Changed && actor is not null) session.Touch(actor.Id, now);
        if (end != SessionWriteEnd.Discarded)
        {
            if (actor is not null)
                foreach (var deed in result.Deeds) audit.Add(deed.Kind, session, actor, deed.Facts);
            await db.SaveChangesAsync(ct);
            await SeriesSums.RenewAsync(db, sessionId, ct);
            if (end == SessionWriteEnd.Changed)
                await database.CommitAsync(db, transaction, LiveMessage.Of(sessionId, result.News, actor?.Id, now), ct);
            else
                await transaction.CommitAsync(ct);
        }
        db.ChangeTracker.Clear();
        return answer;
    }
}
