namespace PsiErp.Data;

/// <summary>A person who may sign in. A row with only a name and a password hash, inserted by hand, is complete.</summary>
public sealed class User
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string Username { get; init; }

    /// <summary>An Argon2id PHC string, or the legacy <c>pbkdf2_sha256$</c> form until its owner next signs in.</summary>
    public required string PasswordHash { get; set; }

    public bool IsActive { get; set; } = true;
    public bool IsAdmin { get; set; }
    public DateTimeOffset CreatedAt { get; init; } = DateTimeOffset.UtcNow;
}
