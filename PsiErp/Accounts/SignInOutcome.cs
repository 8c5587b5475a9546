namespace PsiErp.Accounts;

/// <summary>How an attempt to sign in ended.</summary>
public abstract record SignInOutcome
{
    private SignInOutcome()
    {
    }

    /// <summary>Name and password fit.</summary>
    /// <param name="Token">The session token, for the client's cookie only.</param>
    /// <param name="ExpiresAt">When it ends unless it is used before.</param>
    /// <param name="Actor">Who signed in.</param>
    public sealed record SignedIn(string Token, DateTimeOffset ExpiresAt, Actor Actor) : SignInOutcome;

    /// <summary>Nobody of that name, a wrong password, or an inactive user: which one is not told.</summary>
    public sealed record InvalidCredentials : SignInOutcome;

    /// <summary>Too many failures for this address and name; nothing was checked.</summary>
    /// <param name="RetryAfter">How long to wait before the next try.</param>
    public sealed record TooManyAttempts(TimeSpan RetryAfter) : SignInOutcome;

    /// <summary>The name or password can't be one.</summary>
    /// <param name="Errors">What is wrong, by field.</param>
    public sealed record Malformed(IDictionary<string, string[]> Errors) : SignInOutcome;
}
