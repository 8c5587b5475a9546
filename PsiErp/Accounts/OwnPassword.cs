namespace PsiErp.Accounts;

/// <summary>Changing one's own password.</summary>
public sealed class OwnPassword(SignIns signIns, Users users)
{
    /// <summary>
    /// Replaces the password of somebody who knows it; all their other sign-ins end. Wrong tries count as failed sign-ins.
    /// </summary>
    /// <returns>Why it was not; null when it was.</returns>
    public async Task<SignInOutcome?> ChangeAsync(Caller by, string? current, string? replacement, CancellationToken ct)
    {
        var errors = CredentialRules.CheckNewPassword(replacement, "new_password");
        if (errors.Count > 0) return new SignInOutcome.Malformed(errors);

        if (await signIns.ConfirmAsync(by, current, ct) is { } refused) return refused;
        await users.ReplaceOwnPasswordAsync(by, replacement!, ct);
        return null;
    }
}
