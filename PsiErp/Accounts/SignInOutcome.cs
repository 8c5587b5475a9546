namespace PsiErp.Accounts;

/// <summary>How an attempt to sign in ended.</summary>
public abstract record SignInOutcome
{
    private SignInOutcome()
    {
    }

    /// <summary>Everything fits.</summary>
    /// <param name="Session">The session token, for the client's cookie only, and when it ends.</param>
    /// <param name="Actor">Who signed in.</param>
    /// <param name="MustSetUpSecondFactor">Whether that comes before anything else.</param>
    public sealed record SignedIn(NewToken Session, Actor Actor, bool MustSetUpSecondFactor) : SignInOutcome;

    /// <summary>Name and password fit; a code has to follow.</summary>
    /// <param name="Pending">What proves the first step to <see cref="SignIns.CompleteAsync"/>, for the client's cookie only.</param>
    public sealed record CodeNeeded(string Pending) : SignInOutcome;

    /// <summary>
    /// Nobody of that name, a wrong password, or an inactive user: which one is not told. In the second step, a wrong code.
    /// </summary>
    public sealed record InvalidCredentials : SignInOutcome;

    /// <summary>The first step is too long ago, or something about the user has changed since: begin again.</summary>
    public sealed record TooLate : SignInOutcome;

    /// <summary>Too many failures; nothing was checked.</summary>
    /// <param name="RetryAfter">How long to wait before the next try.</param>
    public sealed record TooManyAttempts(TimeSpan RetryAfter) : SignInOutcome
    {
        /// <summary>The same in whole seconds, as <c>Retry-After</c> has it.</summary>
        public int Seconds => (int)Math.Ceiling(RetryAfter.TotalSeconds);
    }

    /// <summary>Too many are signing in at the moment; nothing was checked.</summary>
    /// <param name="RetryAfter">How long to wait before the next try.</param>
    public sealed record Busy(TimeSpan RetryAfter) : SignInOutcome
    {
        /// <summary>The same in whole seconds, as <c>Retry-After</c> has it.</summary>
        public int Seconds => (int)Math.Ceiling(RetryAfter.TotalSeconds);
    }

    /// <summary>The name, password or code can't be one.</summary>
    /// <param name="Errors">What is wrong.</param>
    public sealed record Malformed(IReadOnlyList<CredentialError> Errors) : SignInOutcome;
}
