namespace PsiErp.Accounts;

/// <summary>
/// Hashes passwords off the request's thread, and leaves one core to everybody else where there are several: a burst of
/// sign-ins must queue for time, and neither take 19 MiB each nor keep those waiting who are signed in.
/// </summary>
public sealed class PasswordHasher : IDisposable
{
    private readonly SemaphoreSlim _turns = new(Math.Max(1, Environment.ProcessorCount - 1));

    /// <summary>Hashes a password for storing.</summary>
    public Task<string> HashAsync(string password, CancellationToken ct) =>
        RunAsync(() => PasswordHash.Create(password), ct);

    /// <summary>Whether the password fits.</summary>
    /// <param name="password">What was typed.</param>
    /// <param name="stored">The stored hash, or null when there is nobody of that name: it takes as long, and is false.</param>
    /// <param name="ct">Gives up waiting for a turn.</param>
    public Task<bool> VerifyAsync(string password, string? stored, CancellationToken ct) =>
        RunAsync(() => PasswordHash.Verify(password, stored ?? PasswordHash.OfNobody) && stored is not null, ct);

    /// <inheritdoc/>
    public void Dispose() => _turns.Dispose();

    private async Task<T> RunAsync<T>(Func<T> work, CancellationToken ct)
    {
        await _turns.WaitAsync(ct);
        try
        {
            return await Task.Run(work, CancellationToken.None);
        }
        finally
        {
            _turns.Release();
        }
    }
}
