using System.CommandLine;
using PsiErp.Data.Providers;
using PsiErp.Plan;
using PsiErp.Prototype;

namespace PsiErp.Commands;

/// <summary><c>PsiErp import-prototype URL</c>: moves here from the prototype that PsiErp replaces.</summary>
internal static class ImportPrototypeCommand
{
    /// <summary>Registers the use case.</summary>
    public static IServiceCollection AddPrototype(this IServiceCollection services) =>
        services.AddScoped<PlanReader>().AddScoped<PrototypeImport>();

    public static Command Create()
    {
        var url = new Argument<string>("url")
        {
            Description = "The prototype's PostgreSQL, in the forms of DATABASE_URL; PGPASSWORD may hold the password",
        };
        var schema = new Option<string>("--schema")
        {
            Description = "The schema of the prototype's tables",
            DefaultValueFactory = _ => "psi",
        };
        var import = new Command(
            "import-prototype", "Fills an empty database from the prototype's, which is only read; all of it or nothing")
        {
            url, schema,
        };
        import.SetAction((parsed, ct) => CommandLine.WithDatabaseAsync(
            (services, ct) => ImportAsync(services, parsed.GetRequiredValue(url), parsed.GetRequiredValue(schema), ct), ct));
        return import;
    }

    private static async Task ImportAsync(IServiceProvider services, string url, string schema, CancellationToken ct)
    {
        try
        {
            var report = await services.GetRequiredService<PrototypeImport>().LoadAsync(DatabaseUrl.Parse(url), schema, ct);
            await Console.Error.WriteLineAsync(report.ToString());
            await CommandLine.RenewSummariesAsync(services, ct);
        }
        catch (FormatException problem)
        {
            throw new CommandException($"The prototype's URL can't be used: {problem.Message}.");
        }
    }
}
