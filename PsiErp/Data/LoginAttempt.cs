namespace PsiErp.Data;

/// <summary>A sign-in that failed (or is being checked): what the rate limit counts, shared by all machines.</summary>
public sealed class LoginAttempt
{
    public long Id { get; init; }

    /// <summary>The network that the client can choose its addresses from: see <c>ClientNetwork</c>.</summary>
    public required string Address { get; init; }

    /// <summary>The name as typed, lower-cased.</summary>
    public required string Username { get; init; }

    public required DateTimeOffset At { get; init; }
}
