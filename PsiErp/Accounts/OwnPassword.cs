namespace PsiErp.Accounts;

/// <summary>How a change of one's own password ended.</summary>
/// <param name="Refused">Why it is as it was; null when it is changed.</param>
/// <param name="Renewed">What the client's cookie is to carry from now on.</param>
public sealed record PasswordChange(SignInOutcome? Refused, NewToken? Renewed);

/// <summary>Changing one's own password.</summary>
public sealed class OwnPassword(SignIns signIns, Users users)
{
    /// <summary>
    /// Replaces the password of somebody who knows it; all their other sign-ins end, and copies of their cookie with them. Wrong
    /// tries count as failed sign-ins.
    /// </summary>
    public async Task<PasswordChange> ChangeAsync(Caller by, string? current, string? replacement, CancellationToken ct)
    {
        var errors = CredentialRules.CheckNewPassword(replacement, "new_password");
        if (errors.Count > 0) return new PasswordChange(new SignInOutcome.Malformed(errors), null);

        return await signIns.ConfirmAsync(by, current, ct) is { } refused
            ? new PasswordChange(refused, null)
            : new PasswordChange(null, await users.ReplaceOwnPasswordAsync(by, replacement!, ct));
    }
}
