using System.Collections.Concurrent;
using PsiErp.Accounts;

namespace PsiErp.Sessions;

/// <summary>A copy of a planning session that is under way on this machine, or has just ended.</summary>
/// <param name="id">By which it is known.</param>
/// <param name="from">The session that is copied.</param>
/// <param name="title">What the copy will be called.</param>
public sealed class SessionCopyJob(Guid id, Guid from, string title)
{
    private int _percent;

    public Guid Id => id;
    public Guid From => from;
    public string Title => title;

    /// <summary>How far it is, in percent.</summary>
    public int Percent => Volatile.Read(ref _percent);

    /// <summary>Ends when the copy does; whether there was a session to copy. Fails as the copy fails.</summary>
    public Task<bool> Done { get; internal set; } = Task.FromResult(false);

    /// <summary>When it ended; null while it is under way.</summary>
    public DateTimeOffset? EndedAt { get; internal set; }

    internal void Report(int percent) => Volatile.Write(ref _percent, percent);
}

/// <summary>Copies planning sessions beside the requests, so that whoever asked for it need not wait.</summary>
public sealed class SessionCopies(
    IServiceScopeFactory scopes, IHostApplicationLifetime lifetime, TimeProvider clock, ILogger<SessionCopies> log)
{
    /// <summary>How long a copy that has ended can be asked about, at least.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(2);

    private readonly ConcurrentDictionary<Guid, SessionCopyJob> _jobs = [];

    /// <summary>Those that are under way.</summary>
    public IReadOnlyList<SessionCopyJob> Running => [.. _jobs.Values.Where(job => !job.Done.IsCompleted).OrderBy(job => job.Title)];

    /// <summary>One that is under way or has just ended, or null.</summary>
    public SessionCopyJob? Find(Guid id) => _jobs.GetValueOrDefault(id);

    /// <summary>Begins to copy a session.</summary>
    public SessionCopyJob Start(Guid sessionId, string title, Actor actor)
    {
        var old = clock.GetUtcNow() - Remembered;
        foreach (var ended in _jobs.Values.Where(one => one.EndedAt < old)) _jobs.TryRemove(ended.Id, out _);
        var job = new SessionCopyJob(Guid.NewGuid(), sessionId, title);
        job.Done = Task.Run(() => CopyAsync(job, actor));
        return _jobs[job.Id] = job;
    }

    private async Task<bool> CopyAsync(SessionCopyJob job, Actor actor)
    {
        await using var scope = scopes.CreateAsyncScope();
        try
        {
            var sessions = scope.ServiceProvider.GetRequiredService<PlanningSessions>();
            return await sessions.CopyAsync(job.From, job.Title, actor, lifetime.ApplicationStopping, job.Report) is not null;
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            log.LogError(problem, "A planning session was not copied");
            throw;
        }
        finally
        {
            job.EndedAt = clock.GetUtcNow();
        }
    }
}
