namespace PsiErp.Accounts;

/// <summary>
/// Lets sign-ins of one address and name follow one another on this machine. A try counts as failed until it is
/// checked; without turns, one person's programs that sign in at the same moment would shut each other out.
/// </summary>
public sealed class SignInTurns : IDisposable
{
    // Some share a lane by chance; that costs them a short wait and nothing has to be cleaned up
    private readonly SemaphoreSlim[] _lanes = [.. Enumerable.Range(0, 256).Select(_ => new SemaphoreSlim(1))];

    /// <summary>Waits until it is this one's turn, and then does the work.</summary>
    public async Task<T> InTurnAsync<T>(string address, string username, Func<Task<T>> work, CancellationToken ct)
    {
        var key = HashCode.Combine(address, username.ToLowerInvariant());
        var lane = _lanes[(uint)key % _lanes.Length];
        await lane.WaitAsync(ct);
        try
        {
            return await work();
        }
        finally
        {
            lane.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var lane in _lanes) lane.Dispose();
    }
}
