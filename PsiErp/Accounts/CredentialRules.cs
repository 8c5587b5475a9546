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

    /// <summary>What is wrong with a name and password given to sign in, by field; empty when nothing is.</summary>
    public static Dictionary<string, string[]> CheckForSignIn(string? username, string? password) =>
        Check(username, password, minPassword: 1);

    /// <summary>What is wrong with the name and password of a new user, by field; empty when nothing is.</summary>
    public static Dictionary<string, string[]> CheckForNewUser(string? username, string? password)
    {
        var errors = Check(username, password, MinPassword);
        if (username is not null && username.Trim() != username)
            errors.TryAdd("username", ["The user name must not begin or end with a space."]);
        return errors;
    }

    private static Dictionary<string, string[]> Check(string? username, string? password, int minPassword)
    {
        var errors = new Dictionary<string, string[]>();
        if (!HasLength(username, 1, MaxUsername))
            errors.Add("username", [$"The user name must have 1 to {MaxUsername} characters."]);
        else if (username!.Any(char.IsControl))
            errors.Add("username", ["The user name must not contain control characters."]);
        if (!HasLength(password, minPassword, MaxPassword))
            errors.Add("password", [$"The password must have {minPassword} to {MaxPassword} characters."]);
        return errors;
    }

    private static bool HasLength(string? text, int min, int max) =>
        text is not null && text.Length <= 2 * max && text.EnumerateRunes().Count() is var length
        && length >= min && length <= max;
}
