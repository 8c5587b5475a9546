using PsiErp.Hosting;

namespace PsiErp.Accounts;

/// <summary>
/// The user that lets somebody who tries PsiErp out sign in: only in Development, and only in the embedded database,
/// never where others could meet it.
/// </summary>
public sealed class FirstAdmin(Users users, Settings settings, IHostEnvironment environment, ILogger<FirstAdmin> log)
{
    private const string Username = "admin";
    private const string Password = "changeme!";

    /// <summary>
    /// Whether a password is the one that everybody knows. Nobody else is given it; who has it all the same must change it
    /// before anything else, outside Development.
    /// </summary>
    public static bool IsDefault(string password) => PasswordHash.Normalize(password) == Password;

    /// <summary>Makes the user when there is nobody yet.</summary>
    public async Task EnsureAsync(CancellationToken ct)
    {
        if (settings.DatabaseUrl is not null || !environment.IsDevelopment() || await users.AnyAsync(ct)) return;

        if (await users.AddAsync(Username, Password, new UserRights(IsAdmin: true), Caller.CommandLine, ct) is UserOutcome.Done)
            log.LogWarning("There were no users: sign in as '{Username}' with the password '{Password}'", Username, Password);
    }
}
