namespace PsiErp.Accounts;

/// <summary>
/// Lets sign-ins of one address and name follow one another on this machine, and only a few of all at a time. A try
/// counts as failed until it is checked: without turns, one person's programs, or an office in the morning, would shut
/// themselves out by signing in at the same moment; and a burst would take all connections to the database.
/// </summary>
/// <remarks>
/// Those who have signed in from where they are come before everybody else, and only so many may wait: whoever sends a flood
/// of sign-ins keeps strangers out, at worst, but not those who work here.
/// </remarks>
public sealed class SignInTurns : IDisposable
{
    /// <summary>How long those who find no place may wait before they try again.</summary>
    public static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(2);

    private readonly PriorityGate _gate = new(Math.Max(2, Environment.ProcessorCount));

    // A check takes some 50 ms: nobody waits for much longer than a second or two
    private readonly Queue _strangers = new(places: 64);
    private readonly Queue _known = new(places: 512);

    /// <summary>Waits until it is this one's turn, and then does the work.</summary>
    /// <param name="address">The client's address.</param>
    /// <param name="username">The name.</param>
    /// <param name="isKnown">Whether that user has signed in from there lately, or is signed in.</param>
    /// <param name="work">What to do.</param>
    /// <param name="ct">Gives up waiting.</param>
    /// <returns>Its result; <see cref="SignInOutcome.Busy"/> when too many are waiting already.</returns>
    public async Task<SignInOutcome?> InTurnAsync(
        string address, string username, bool isKnown, Func<Task<SignInOutcome?>> work, CancellationToken ct)
    {
        var queue = isKnown ? _known : _strangers;
        if (!queue.TryEnter()) return new SignInOutcome.Busy(RetryAfter);
        try
        {
            var lane = queue.LaneOf(address, username);
            await lane.WaitAsync(ct);
            try
            {
                using (await _gate.EnterAsync(isKnown, ct)) return await work();
            }
            finally
            {
                lane.Release();
            }
        }
        finally
        {
            queue.Leave();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _strangers.Dispose();
        _known.Dispose();
    }

    private sealed class Queue(int places) : IDisposable
    {
        // Some share a lane by chance; that costs them a short wait and nothing has to be cleaned up
        private readonly SemaphoreSlim[] _lanes = [.. Enumerable.Range(0, 256).Select(_ => new SemaphoreSlim(1))];
        private int _taken;

        public bool TryEnter()
        {
            if (Interlocked.Increment(ref _taken) <= places) return true;
            Leave();
            return false;
        }

        public void Leave() => Interlocked.Decrement(ref _taken);

        public SemaphoreSlim LaneOf(string address, string username) =>
            _lanes[(uint)HashCode.Combine(address, username.ToLowerInvariant()) % _lanes.Length];

        public void Dispose()
        {
            foreach (var lane in _lanes) lane.Dispose();
        }
    }
}
