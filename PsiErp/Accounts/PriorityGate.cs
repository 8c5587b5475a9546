namespace PsiErp.Accounts;

/// <summary>Lets a few in at a time: those who come first before others, and each kind in the order of arrival.</summary>
/// <param name="places">How many may be inside.</param>
public sealed class PriorityGate(int places)
{
    private readonly Lock _lock = new();
    private readonly LinkedList<TaskCompletionSource> _first = new();
    private readonly LinkedList<TaskCompletionSource> _others = new();
    private int _free = places;

    /// <summary>Waits for a place, which is given back by disposing what is returned.</summary>
    /// <param name="first">Whether to wait before those who come after.</param>
    /// <param name="ct">Gives up waiting.</param>
    public async Task<IDisposable> EnterAsync(bool first, CancellationToken ct)
    {
        var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var line = first ? _first : _others;
        lock (_lock)
        {
            if (_free > 0)
            {
                _free--;
                return new Place(this);
            }
            line.AddLast(turn);
        }
        await using var _ = ct.Register(() => GiveUp(line, turn, ct));
        await turn.Task;
        return new Place(this);
    }

    private void GiveUp(LinkedList<TaskCompletionSource> line, TaskCompletionSource turn, CancellationToken ct)
    {
        lock (_lock)
        {
            // Whoever is not in the line any more has just been let in
            if (!line.Remove(turn)) return;
        }
        turn.SetCanceled(ct);
    }

    private void Leave()
    {
        TaskCompletionSource? next;
        lock (_lock)
        {
            next = (_first.First ?? _others.First)?.Value;
            if (next is null) _free++;
            else (_first.Count > 0 ? _first : _others).RemoveFirst();
        }
        next?.SetResult();
    }

    private sealed class Place(PriorityGate gate) : IDisposable
    {
        private PriorityGate? _gate = gate;

        public void Dispose() => Interlocked.Exchange(ref _gate, null)?.Leave();
    }
}
