using System.Diagnostics;
using System.Text.RegularExpressions;

namespace PsiErp.Bench;

/// <summary>How long everything takes from the embedded database to PostgreSQL and back, and whether it arrives unchanged.</summary>
internal static partial class Portable
{
    public static async Task Measure(Report report, Database database, string folder, PlanFile plan)
    {
        await using (var server = await Server.Start(folder, Database.Embedded))
        {
            var client = await server.SignIn();
            await client.Upload(await client.CreateSession("portable"), plan);
        }
        var first = Path.Combine(folder, "sqlite.psi");
        var second = Path.Combine(folder, "postgres.psi");
        var checksums = new List<string>
        {
            await Run(report, "export-all, SQLite", folder, Database.Embedded, $"export-all {first}"),
            await Run(report, "import-all, PostgreSQL", folder, database.Settings, $"import-all {first} --replace"),
            await Run(report, "export-all, PostgreSQL", folder, database.Settings, $"export-all {second}"),
            await Run(report, "import-all, SQLite", folder, Database.Embedded, $"import-all {second} --replace"),
        };
        report.Note("archive", new FileInfo(first).Length / 1e6, "MB");
        report.AtMost("different checksums on the way", checksums.Distinct().Count() - 1, 0, "");
    }

    private static async Task<string> Run(
        Report report, string what, string folder, IReadOnlyDictionary<string, string> settings, string arguments)
    {
        var watch = Stopwatch.StartNew();
        var (said, peak) = await Server.RunMeasured(folder, settings, arguments);
        report.AtMost(what, watch.Elapsed.TotalSeconds, 60, "s", $"peak {peak:0} MB");
        return Checksum().Match(said) is { Success: true } found
            ? found.Value
            : throw new InvalidOperationException($"PsiErp {arguments} tells no checksum: {said}");
    }

    [GeneratedRegex("[0-9a-f]{64}")]
    private static partial Regex Checksum();
}
