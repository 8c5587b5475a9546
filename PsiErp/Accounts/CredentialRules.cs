namespace PsiErp.Accounts;

/// <summary>What user names and passwords may look like. Lengths count Unicode characters, not their encoding.</summary>
public static class CredentialRules
{
    /// <summary>Longest user name.</summary>
    public const int MaxUsername = 150;

    /// <summary>Shortest new password.</summary>
    public const int MinPassword = 8;

    /// <summary>Longest password.</summary>
    public const int MaxPassword = 256;

    /// <summary>What is wrong with a name and password given to sign in; empty when nothing is.</summary>
    public static IReadOnlyList<CredentialError> CheckForSignIn(string? username, string? password) =>
    [
        .. CheckUsername(username),
        .. CanBePassword(password)
            ? [] : new CredentialError[] { new("password", CredentialProblem.PasswordMissing) },
    ];

    /// <summary>Whether somebody may have such a password, perhaps from before today's rules.</summary>
    public static bool CanBePassword(string? password) => HasLength(password, 1, MaxPassword);

    /// <summary>What is wrong with the name and password of a new user; empty when nothing is.</summary>
    public static IReadOnlyList<CredentialError> CheckForNewUser(string? username, string? password) =>
    [
        .. CheckUsername(username),
        .. username is { Length: > 0 } && username.Trim() != username
            ? [new("username", CredentialProblem.UsernameSpace)] : Array.Empty<CredentialError>(),
        .. CheckLooks(username),
        .. CheckNewPassword(password),
    ];

    /// <summary>
    /// What is wrong with a new password; empty when nothing is. Length and rarity are all that counts (NIST SP 800-63B):
    /// rules of composition make passwords worse.
    /// </summary>
    /// <param name="password">The password.</param>
    /// <param name="field">What the wire calls it.</param>
    public static IReadOnlyList<CredentialError> CheckNewPassword(string? password, string field = "password")
    {
        if (!HasLength(password, MinPassword, MaxPassword)) return [new(field, CredentialProblem.PasswordLength)];
        if (FirstAdmin.IsDefault(password!)) return [new(field, CredentialProblem.PasswordDefault)];
        return CommonPasswords.Contain(password!) ? [new(field, CredentialProblem.PasswordCommon)] : [];
    }

    private static CredentialError[] CheckUsername(string? username)
    {
        if (!HasLength(username, 1, MaxUsername)) return [new("username", CredentialProblem.UsernameLength)];
        return username!.Any(char.IsControl) ? [new("username", CredentialProblem.UsernameControl)] : [];
    }

    /// <summary>Rules for new users: those who have such a name already go on signing in.</summary>
    private static CredentialError[] CheckLooks(string? username) =>
        CheckUsername(username).Length > 0 ? []
        : LookAlikes.HasInvisible(username!) ? [new("username", CredentialProblem.UsernameInvisible)]
        : LookAlikes.MixesScripts(username!) ? [new("username", CredentialProblem.UsernameMixed)]
        : IsReserved(username!) ? [new("username", CredentialProblem.UsernameReserved)]
        : [];

    /// <summary>In brackets stands in the audit log who is no user, such as the command line.</summary>
    private static bool IsReserved(string username) => PasswordHash.Normalize(username).Trim() is ['(', .., ')'];

    private static bool HasLength(string? text, int min, int max) =>
        text is not null && text.Length <= 2 * max && text.EnumerateRunes().Count() is var length
        && length >= min && length <= max;
}
