using System.CommandLine;
using PsiErp.Accounts;
using PsiErp.Data;

namespace PsiErp.Commands;

/// <summary>The commands about users, for whoever runs the host: they need no sign-in, and go on record all the same.</summary>
internal static class UserCommands
{
    public static Command CreateUser()
    {
        var name = Name();
        var admin = new Option<bool>("--admin") { Description = "May manage users" };
        var readOnly = new Option<bool>("--read-only") { Description = "May look at everything and change nothing" };
        var fromInput = CommandLine.PasswordFromInput();
        var ifMissing = new Option<bool>("--if-missing") { Description = "Succeed without a change when there is such a user" };
        var create = new Command(
            "create-user", "Makes a user; the password is asked for, or taken from ADMIN_PASSWORD when that is set")
        {
            name, admin, readOnly, ifMissing, fromInput,
        };
        create.SetAction((parsed, ct) => CommandLine.WithDatabaseAsync(
            (services, ct) => CreateUserAsync(
                services, parsed.GetRequiredValue(name), new UserRights(parsed.GetValue(admin), parsed.GetValue(readOnly)),
                parsed.GetValue(ifMissing), parsed.GetValue(fromInput), ct), ct));
        return create;
    }

    public static Command ResetPassword()
    {
        var name = Name();
        var fromInput = CommandLine.PasswordFromInput();
        var reset = new Command("reset-password", "Gives a user a new password and ends all their sign-ins") { name, fromInput };
        reset.SetAction((parsed, ct) => CommandLine.WithDatabaseAsync(
            (services, ct) => ResetPasswordAsync(services, parsed.GetRequiredValue(name), parsed.GetValue(fromInput), ct), ct));
        return reset;
    }

    public static Command RemoveSecondFactor()
    {
        var name = Name();
        var remove = new Command("remove-second-factor", "Lets a user who lost their device sign in by password alone") { name };
        remove.SetAction((parsed, ct) => CommandLine.WithDatabaseAsync(
            (services, ct) => RemoveSecondFactorAsync(services, parsed.GetRequiredValue(name), ct), ct));
        return remove;
    }

    private static Argument<string> Name() => new("name") { Description = "The user name" };

    private static async Task CreateUserAsync(
        IServiceProvider services, string name, UserRights rights, bool ifMissing, bool fromInput, CancellationToken ct)
    {
        if (rights is { IsAdmin: true, IsReadOnly: true }) throw Refusal([new("is_read_only", CredentialProblem.AdminReadOnly)]);
        var given = fromInput ? null : Environment.GetEnvironmentVariable("ADMIN_PASSWORD");
        var password = string.IsNullOrEmpty(given) ? PasswordPrompt.ReadNew(fromInput) : given;
        if (ifMissing)
        {
            await CommandLine.MigrateAsync(services, ct);
            // Whatever password is given: it may be one that today's rules refuse
            if (await services.GetRequiredService<Users>().FindAsync(name, ct) is not null)
            {
                await Console.Error.WriteLineAsync($"There is a user '{name}' already; nothing was changed.");
                return;
            }
        }
        if (CredentialRules.CheckForNewUser(name, password) is { Count: > 0 } errors) throw Refusal(errors);

        await CommandLine.MigrateAsync(services, ct);
        var outcome = await services.GetRequiredService<Users>().CreateAsync(name, password, rights, Caller.CommandLine, ct);
        if (outcome is UserOutcome.Invalid { Errors: [{ Problem: CredentialProblem.UsernameLooksTaken }] like }) throw Refusal(like);
        if (outcome is not UserOutcome.Invalid)
            await Console.Error.WriteLineAsync($"Made the {KindOf(rights)} '{name}'.");
        else if (ifMissing)
            await Console.Error.WriteLineAsync($"There is a user '{name}' already; nothing was changed.");
        else
            throw new CommandException($"There is a user '{name}' already; nothing was changed.");
    }

    private static string KindOf(UserRights rights) => rights.IsAdmin ? "admin" : rights.IsReadOnly ? "read-only user" : "user";

    private static async Task ResetPasswordAsync(IServiceProvider services, string name, bool fromInput, CancellationToken ct)
    {
        var user = await FindAsync(services, name, ct);
        var change = new UserChange(Password: PasswordPrompt.ReadNew(fromInput));
        await services.GetRequiredService<Users>().ChangeAsync(user.Id, change, Caller.CommandLine, ct);
        await Console.Error.WriteLineAsync($"'{name}' has the new password; all their sign-ins have ended.");
    }

    private static async Task RemoveSecondFactorAsync(IServiceProvider services, string name, CancellationToken ct)
    {
        var user = await FindAsync(services, name, ct);
        await services.GetRequiredService<SecondFactor>().RemoveFromAsync(user.Id, Caller.CommandLine, ct);
        await Console.Error.WriteLineAsync(
            user.TotpSecret is not null ? $"'{name}' has no second factor any more." : $"'{name}' had no second factor.");
    }

    private static async Task<User> FindAsync(IServiceProvider services, string name, CancellationToken ct) =>
        await services.GetRequiredService<Users>().FindAsync(name, ct)
        ?? throw new CommandException($"There is no user '{name}'.");

    private static CommandException Refusal(IEnumerable<CredentialError> errors) =>
        new(string.Join(" ", errors.Select(error => error.Message)));
}
