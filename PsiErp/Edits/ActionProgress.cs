using System.Collections.Concurrent;

namespace PsiErp.Edits;

/// <summary>How far the actions are that are under way on this machine.</summary>
public sealed class ActionProgress
{
    private readonly ConcurrentDictionary<Guid, (int Done, int Total)> _jobs = [];

    /// <summary>Series that are done and that there are; null when nothing is known of such a job.</summary>
    public (int Done, int Total)? Of(Guid job) => _jobs.TryGetValue(job, out var progress) ? progress : null;

    internal void Report(Guid? job, int done, int total)
    {
        if (job is { } id) _jobs[id] = (done, total);
    }

    internal void End(Guid? job)
    {
        if (job is { } id) _jobs.TryRemove(id, out _);
    }
}
