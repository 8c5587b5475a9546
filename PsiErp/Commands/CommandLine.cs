using System.CommandLine;
using System.Data.Common;
using PsiErp.Accounts;
using PsiErp.Archive;
using PsiErp.Data;
using PsiErp.Data.Providers;
using PsiErp.Hosting;
using PsiErp.Import;
using PsiErp.Masters;
using PsiErp.Plan;
using PsiErp.Prototype;
using PsiErp.Security;
using PsiErp.Sessions;

namespace PsiErp.Commands;

/// <summary>A command can't do what it was asked to. The message is for the person who typed it.</summary>
internal sealed class CommandException(string message) : Exception(message);

/// <summary>What PsiErp does besides serving. Messages go to standard error, results to standard output.</summary>
public static class CommandLine
{
    /// <summary>Does what a verb says.</summary>
    /// <returns>The exit code; null when there is no verb, so that PsiErp should serve, with all arguments for the host.</returns>
    public static async Task<int?> RunAsync(string[] args)
    {
        var serve = false;
        var root = new RootCommand("PsiErp plans production, sales and inventory. Without a command it serves; "
            + "options such as --urls http://localhost:8000 are then the web server's.")
        {
            Migrate(),
            HashPassword(),
            UserCommands.CreateUser(),
            UserCommands.ResetPassword(),
            UserCommands.RemoveSecondFactor(),
            ArchiveCommands.ExportAll(),
            ArchiveCommands.ImportAll(),
            ImportPrototypeCommand.Create(),
            HealthCommand.Create(),
        };
        root.TreatUnmatchedTokensAsErrors = false;
        root.SetAction(parsed =>
        {
            // The host's options begin with a dash; a word in their place is a misspelt command
            serve = parsed.UnmatchedTokens is not [var first, ..] || first.StartsWith('-');
            return serve ? 0 : Refusal.Say($"There is no command '{parsed.UnmatchedTokens[0]}'; --help lists them.");
        });
        var parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        var exitCode = await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        return serve ? null : exitCode;
    }

    private static Command Migrate()
    {
        var migrate = new Command("migrate", "Creates the tables, or brings them up to date");
        migrate.SetAction((_, ct) => WithDatabaseAsync(MigrateAsync, ct));
        return migrate;
    }

    private static Command HashPassword()
    {
        var fromInput = PasswordFromInput();
        var hash = new Command("hash-password", "Prints what users.password_hash holds for a password") { fromInput };
        hash.SetAction(parsed => Guarded(() =>
        {
            Console.Out.WriteLine(PasswordHash.Create(PasswordPrompt.ReadNew(parsed.GetValue(fromInput))));
            return Task.CompletedTask;
        }));
        return hash;
    }

    /// <summary>The option that takes a password from standard input.</summary>
    internal static Option<bool> PasswordFromInput() =>
        new("--password-stdin") { Description = "Read the password from the first line of standard input" };

    /// <summary>Creates the tables, or brings them up to date.</summary>
    internal static async Task MigrateAsync(IServiceProvider services, CancellationToken ct)
    {
        var database = services.GetRequiredService<IDatabase>();
        try
        {
            await database.MigrateAsync(services.GetRequiredService<PsiDb>(), ct);
        }
        catch (DbException problem) when (!database.IsUnreachable(problem))
        {
            throw new CommandException(
                $"Can't bring the {database.Description} up to date, and left it as it was: {problem.Message}");
        }
        await Console.Error.WriteLineAsync($"Up to date: {database.Description}");
        await RenewSummariesAsync(services, ct);
    }

    /// <summary>What lists show of sessions of an older release is made anew, if there are any.</summary>
    internal static async Task RenewSummariesAsync(IServiceProvider services, CancellationToken ct)
    {
        var renewed = await services.GetRequiredService<SummaryRenewal>().RunAsync(ct);
        if (renewed > 0) await Console.Error.WriteLineAsync($"Made the summaries of {renewed} planning sessions anew.");
    }

    /// <summary>Does something with the database that the settings name; what goes wrong is said and gives exit code 1.</summary>
    internal static Task<int> WithDatabaseAsync(Func<IServiceProvider, CancellationToken, Task> command, CancellationToken ct) =>
        Guarded(async () =>
        {
            var builder = WebApplication.CreateBuilder();
            // Standard output is for results, and an archive may be one
            builder.Logging.SetMinimumLevel(LogLevel.Warning).AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
            var settings = Settings.Read(builder.Configuration, builder.Environment.IsDevelopment());
            var database = settings.OpenDatabase();
            builder.Services.AddSingleton(settings);
            builder.Services.AddSingleton(database);
            builder.Services.AddProtection();
            builder.Services.AddAccounts();
            builder.Services.AddLocalization();
            builder.Services.AddSessions().AddMasters().AddPlan().AddImport();
            builder.Services.AddArchive();
            builder.Services.AddPrototype();
            // No statement is slow here: commands read and write whole tables, which takes the time it takes
            database.AddDbContext(builder.Services);

            await using var app = builder.Build();
            await using var scope = app.Services.CreateAsyncScope();
            try
            {
                await command(scope.ServiceProvider, ct);
            }
            catch (Exception problem) when (database.IsUnreachable(problem) || database.IsFull(problem))
            {
                throw new CommandException(Refusal.Unusable(database, problem));
            }
        });

    private static async Task<int> Guarded(Func<Task> command)
    {
        try
        {
            await command();
            return 0;
        }
        catch (Exception problem) when (problem is SettingsException or CommandException or ArchiveException or PrototypeException)
        {
            return Refusal.Say(problem.Message);
        }
        catch (OperationCanceledException)
        {
            return Refusal.Say("Stopped before it was done.");
        }
    }
}
