namespace PsiErp.Accounts;

/// <summary>
/// Lets sign-ins of one address and name follow one another on this machine, and only a few of all at a time. A try
/// counts as failed until it is checked: without turns, one person's programs, or an office in the morning, would shut
/// themselves out by signing in at the same moment; and a burst would take all connections to the database.
/// </summary>
public sealed class SignInTurns : IDisposable
{
    // Some share a lane by chance; that costs them a short wait and nothing has to be cleaned up
    private readonly SemaphoreSlim[] _lanes = [.. Enumerable.Range(0, 256).Select(_ => new SemaphoreSlim(1))];
    private readonly SemaphoreSlim _gate = new(Math.Max(2, Environment.ProcessorCount));

    /// <summary>Waits until it is this one's turn, and then does the work.</summary>
    public async Task<T> InTurnAsync<T>(string address, string username, Func<Task<T>> work, CancellationToken ct)
    {
        var key = HashCode.Combine(address, username.ToLowerInvariant());
        return await WithinAsync(_lanes[(uint)key % _lanes.Length], () => WithinAsync(_gate, work, ct), ct);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var lane in _lanes) lane.Dispose();
        _gate.Dispose();
    }

    private static async Task<T> WithinAsync<T>(SemaphoreSlim turns, Func<Task<T>> work, CancellationToken ct)
    {
        await turns.WaitAsync(ct);
        try
        {
            return await work();
        }
        finally
        {
            turns.Release();
        }
    }
}
