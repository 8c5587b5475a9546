namespace PsiErp.Data;

/// <summary>A person who may sign in. A row with only a name and a password hash, inserted by hand, is complete.</summary>
public sealed class User
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string Username { get; init; }

    /// <summary>An Argon2id PHC string, or a legacy <c>pbkdf2_sha256$</c> form until its owner next signs in.</summary>
    public required string PasswordHash { get; set; }

    public bool IsActive { get; set; } = true;
    public bool IsAdmin { get; set; }

    /// <summary>Whether the password is the one that everybody knows from the documentation; see <c>FirstAdmin</c>.</summary>
    public bool HasDefaultPassword { get; set; }

    /// <summary>Whether they may look at everything and change nothing; an admin never is.</summary>
    public bool IsReadOnly { get; set; }

    /// <summary>Whether somebody else chose the password, which is to be changed before anything else.</summary>
    public bool MustChangePassword { get; set; }

    /// <summary>The TOTP secret, encrypted with Data Protection; null without a second factor.</summary>
    public string? TotpSecret { get; set; }

    /// <summary>The time step of the code that was taken last: none is taken twice.</summary>
    public long? TotpLastStep { get; set; }

    public DateTimeOffset CreatedAt { get; init; } = DateTimeOffset.UtcNow;
}
