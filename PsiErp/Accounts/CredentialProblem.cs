namespace PsiErp.Accounts;

/// <summary>What can be wrong with a user name or a password; the pages' texts are called <c>Credential.…</c>.</summary>
public enum CredentialProblem
{
    UsernameLength,
    UsernameControl,
    UsernameSpace,
    UsernameInvisible,
    UsernameMixed,
    UsernameReserved,
    UsernameTaken,
    UsernameLooksTaken,
    PasswordMissing,
    PasswordLength,
    PasswordCommon,
    PasswordDefault,
    CodeMissing,
    AdminReadOnly,
}

/// <summary>Something wrong with a field.</summary>
/// <param name="Field">As the wire calls it.</param>
/// <param name="Problem">What it is.</param>
public readonly record struct CredentialError(string Field, CredentialProblem Problem)
{
    /// <summary>A sentence for scripts and the command line.</summary>
    public string Message => Problem switch
    {
        CredentialProblem.UsernameLength => $"The user name must have 1 to {CredentialRules.MaxUsername} characters.",
        CredentialProblem.UsernameControl => "The user name must not contain control characters.",
        CredentialProblem.UsernameSpace => "The user name must not begin or end with a space.",
        CredentialProblem.UsernameTaken => "There is a user of that name already.",
        CredentialProblem.UsernameInvisible =>
            "The user name must not contain characters that can't be seen or that turn the direction of reading.",
        CredentialProblem.UsernameMixed => "The user name must not mix scripts whose letters look alike, such as Latin and Cyrillic.",
        CredentialProblem.UsernameReserved => "That name is kept for PsiErp itself; choose another.",
        CredentialProblem.UsernameLooksTaken => "There is a user already whose name looks the same.",
        CredentialProblem.PasswordMissing => $"The password must have 1 to {CredentialRules.MaxPassword} characters.",
        CredentialProblem.PasswordLength =>
            $"The password must have {CredentialRules.MinPassword} to {CredentialRules.MaxPassword} characters.",
        CredentialProblem.PasswordCommon => "The password is one of the 10,000 commonest; choose another.",
        CredentialProblem.PasswordDefault => "That is the password of the documentation, which everybody knows; choose another.",
        CredentialProblem.AdminReadOnly => "An admin can't be read-only.",
        CredentialProblem.CodeMissing => "The code is missing, or too long to be one.",
        _ => throw new ArgumentOutOfRangeException(nameof(Problem), Problem, null),
    };

    /// <summary>The sentences by field, as problem details have them.</summary>
    public static Dictionary<string, string[]> ByField(IEnumerable<CredentialError> errors) => errors
        .GroupBy(error => error.Field)
        .ToDictionary(field => field.Key, field => field.Select(error => error.Message).ToArray());
}
