namespace PsiErp.Data;

/// <summary>A live session token of a user; deleting the row ends it on every machine at once.</summary>
public sealed class SignIn
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid UserId { get; init; }
    public User? User { get; init; }

    /// <summary>SHA-256 of the token; the token itself is known to the client only.</summary>
    public required byte[] TokenHash { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset ExpiresAt { get; set; }

    /// <summary>When it was last used, give or take what <c>LiveSignIns</c> saves on writes.</summary>
    public required DateTimeOffset LastSeenAt { get; set; }

    public string? Address { get; init; }
    public string? UserAgent { get; init; }
}
