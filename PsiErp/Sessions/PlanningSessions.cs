using Microsoft.EntityFrameworkCore;
using PsiErp.Accounts;
using PsiErp.Data;
using PsiErp.Data.Providers;
using PsiErp.Planning;

namespace PsiErp.Sessions;

/// <summary>Planning sessions: the official plan and its variants.</summary>
public sealed class PlanningSessions(
    PsiDb db, IDatabase database, SessionWrite write, SummarizeAnew summarize, TimeProvider clock)
{
    /// <summary>Longest title, in characters.</summary>
    public const int MaxTitle = 255;

    /// <summary>Longest description, in characters.</summary>
    public const int MaxDescription = 4000;

    /// <summary>Sessions, newest first.</summary>
    /// <param name="search">Part of the title, the description, or the name of who made or last changed it; any case.</param>
    public async Task<IReadOnlyList<PlanningSession>> ListAsync(string? search, CancellationToken ct) =>
        await Matching(search).OrderByDescending(s => s.CreatedAt).ThenByDescending(s => s.Id).ToListAsync(ct);

    /// <summary>As <see cref="ListAsync"/>, with what each holds.</summary>
    public async Task<IReadOnlyList<SessionOverview>> OverviewAsync(string? search, CancellationToken ct)
    {
        var sessions = await ListAsync(search, ct);
        Guid[] ids = [.. sessions.Select(session => session.Id)];
        return await WithContentAsync(sessions, db.Series.Where(series => ids.Contains(series.SessionId)), ct);
    }

    /// <summary>Tells one state of the sessions from another: it changes with each that comes, changes or goes.</summary>
    public async Task<string> StateAsync(CancellationToken ct)
    {
        var all = await db.Sessions.GroupBy(_ => 1)
            .Select(sessions => new { Count = sessions.Count(), Last = sessions.Max(session => session.UpdatedAt) })
            .FirstOrDefaultAsync(ct);
        return all is null ? "" : $"{all.Count}-{all.Last.UtcTicks}";
    }

    /// <summary>One session with what it holds, or null.</summary>
    public async Task<SessionOverview?> FindOverviewAsync(Guid id, CancellationToken ct) =>
        await FindAsync(id, ct) is { } session
            ? (await WithContentAsync([session], db.Series.Where(series => series.SessionId == id), ct))[0]
            : null;

    /// <summary>One session, or null.</summary>
    public Task<PlanningSession?> FindAsync(Guid id, CancellationToken ct) =>
        WithUsers().FirstOrDefaultAsync(session => session.Id == id, ct);

    /// <summary>Whether there is such a session.</summary>
    public Task<bool> ExistsAsync(Guid id, CancellationToken ct) => db.Sessions.AnyAsync(session => session.Id == id, ct);

    /// <summary>The official plan, or null while there is none.</summary>
    public Task<PlanningSession?> LeaderAsync(CancellationToken ct) =>
        WithUsers().FirstOrDefaultAsync(session => session.IsLeader, ct);

    /// <summary>Creates an empty session.</summary>
    public async Task<PlanningSession> CreateAsync(string title, string? description, Actor actor, CancellationToken ct)
    {
        var session = New(title, description, actor);
        db.Sessions.Add(session);
        await db.SaveChangesAsync(ct);
        return await WithUsers().FirstAsync(s => s.Id == session.Id, ct);
    }

    /// <summary>Changes what is set.</summary>
    /// <returns>The session as it now is, or null when there is none.</returns>
    public async Task<PlanningSession?> ChangeAsync(Guid id, SessionChange change, Actor actor, CancellationToken ct)
    {
        var changed = await write.RunAsync(
            id, actor,
            async (session, _) =>
            {
                var asOf = session.AsOf;
                var deeds = Apply(change, session);
                if (session.AsOf != asOf) await summarize(session, ct);
                return SessionWrite.Change(session).Audited(deeds);
            },
            ct, before: change.IsLeader == true ? () => ResignLeaderAsync(ct) : null);
        return changed is null ? null : await FindAsync(id, ct);
    }

    /// <summary>Makes a session the leader; the one before stops being it in the same transaction.</summary>
    /// <returns>The new leader, or null when there is no such session; then today's leader stays.</returns>
    public Task<PlanningSession?> MakeLeaderAsync(Guid id, Actor actor, CancellationToken ct) =>
        ChangeAsync(id, new SessionChange { IsLeader = true }, actor, ct);

    /// <summary>Copies a session with its base data and edits, but not its log, inside the database.</summary>
    /// <param name="id">The session.</param>
    /// <param name="title">What the copy is called.</param>
    /// <param name="actor">Who copies it.</param>
    /// <param name="ct">Cancels; there is no copy then.</param>
    /// <param name="report">Is told how far it is, in percent.</param>
    /// <returns>The copy, or null when there is no such session.</returns>
    public async Task<PlanningSession?> CopyAsync(
        Guid id, string title, Actor actor, CancellationToken ct, Action<int>? report = null)
    {
        var copied = await write.RunAsync(
            id, actor,
            async (session, _) =>
            {
                var copy = New(title, session.Description, actor);
                (copy.SummaryRules, copy.AsOf) = (session.SummaryRules, session.AsOf);
                db.Sessions.Add(copy);
                await db.SaveChangesAsync(ct);
                await SessionContent.CopyAsync(db, id, copy.Id, report ?? (_ => { }), ct);
                await SeriesSums.TakeOverAsync(db, id, copy.Id, ct);
                return SessionWrite.Keep(copy);
            },
            ct);
        return copied is null ? null : await FindAsync(copied.Id, ct);
    }

    /// <summary>Deletes a session with all its data, which <see cref="DeletedSessions"/> can bring back for a while.</summary>
    /// <returns>Whether there was one.</returns>
    public async Task<bool> DeleteAsync(Guid id, Actor actor, CancellationToken ct) => await write.RunAsync(
        id, actor,
        (session, now) =>
        {
            var deed = session.IsLeader
                ? new SessionDeed(AuditKind.SessionDeleted, new Dictionary<AuditFact, object> { [AuditFact.Leader] = true })
                : new SessionDeed(AuditKind.SessionDeleted);
            (session.DeletedAt, session.DeletedBy, session.IsLeader) = (now, actor.Username, false);
            return Task.FromResult(SessionWrite.Keep(session).Audited(deed));
        },
        ct) is not null;

    /// <summary>Changes a session as told, and answers what of it is for the audit log.</summary>
    private static List<SessionDeed> Apply(SessionChange change, PlanningSession session)
    {
        var deeds = new List<SessionDeed>();
        if (change.Title is { } title && title != session.Title)
        {
            deeds.Add(new SessionDeed(
                AuditKind.SessionRenamed, new Dictionary<AuditFact, object> { [AuditFact.Before] = session.Title }));
            session.Title = title;
        }
        if (change.ChangesDescription) session.Description = change.Description;
        if (change.IsLeader is { } leads && leads != session.IsLeader)
        {
            deeds.Add(new SessionDeed(leads ? AuditKind.LeaderAppointed : AuditKind.LeaderResigned));
            session.IsLeader = leads;
        }
        if (change.ChangesAsOf && change.AsOf != session.AsOf)
        {
            deeds.Add(new SessionDeed(AuditKind.AsOfChanged, AsOfFacts(session.AsOf, change.AsOf)));
            session.AsOf = change.AsOf;
        }
        return deeds;
    }

    private static Dictionary<AuditFact, object> AsOfFacts(DateOnly? before, DateOnly? after)
    {
        var facts = new Dictionary<AuditFact, object>();
        if (after is { } day) facts[AuditFact.AsOf] = $"{day:yyyy-MM-dd}";
        if (before is { } old) facts[AuditFact.Before] = $"{old:yyyy-MM-dd}";
        return facts;
    }

    /// <summary>Until the transaction ends nobody else changes who leads.</summary>
    private async Task ResignLeaderAsync(CancellationToken ct)
    {
        await database.LockNameAsync(db, "leader", ct);
        await db.Sessions.Where(s => s.IsLeader).ExecuteUpdateAsync(set => set.SetProperty(s => s.IsLeader, false), ct);
    }

    private PlanningSession New(string title, string? description, Actor actor)
    {
        var now = clock.GetUtcNow();
        return new PlanningSession
        {
            Title = title,
            Description = description,
            CreatedAt = now,
            UpdatedAt = now,
            CreatedBy = actor.Id,
            UpdatedBy = actor.Id,
            SummaryRules = SeriesSummary.Rules,
        };
    }

    private IQueryable<PlanningSession> WithUsers() =>
        db.Sessions.AsNoTracking().Include(session => session.Creator).Include(session => session.Updater);

    private IQueryable<PlanningSession> Matching(string? search)
    {
        if (string.IsNullOrWhiteSpace(search)) return WithUsers();
        var part = search.Trim().ToLowerInvariant();
        return WithUsers().Where(s => s.Title.ToLower().Contains(part)
            || s.Description!.ToLower().Contains(part)
            || s.Creator!.Username.ToLower().Contains(part)
            || s.Updater!.Username.ToLower().Contains(part));
    }

    private static async Task<IReadOnlyList<SessionOverview>> WithContentAsync(
        IReadOnlyList<PlanningSession> sessions, IQueryable<Series> series, CancellationToken ct)
    {
        var contents = await series.GroupBy(s => s.SessionId)
            .Select(group => new
            {
                Id = group.Key,
                First = group.Min(s => s.Summary.FirstDate),
                Last = group.Max(s => s.Summary.LastDate),
                Series = group.Count(),
                StockOuts = group.Count(s => s.Summary.StockOutDate != null),
                Shortages = group.Count(s => s.Summary.StockOutDate == null && s.Summary.ShortageDate != null),
            })
            .ToDictionaryAsync(content => content.Id, ct);
        return
        [
            .. from session in sessions
               let content = contents.GetValueOrDefault(session.Id)
               select content is null
                   ? new SessionOverview(session, null, null, 0, 0, 0)
                   : new SessionOverview(
                       session, content.First, content.Last, content.Series, content.StockOuts, content.Shortages),
        ];
    }
}
