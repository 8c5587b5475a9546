using System.Diagnostics;

namespace PsiErp.Bench;

/// <summary>How long it takes to move here from the prototype, every day compared.</summary>
internal static class Moving
{
    public static async Task Measure(Report report, Database database, string folder, PlanFile plan)
    {
        database.CreatePrototype(plan);
        var file = new Dictionary<string, string>(Database.Embedded) { ["SQLITE_FILE"] = Path.Combine(folder, "moved.db") };
        await Run(report, "import-prototype, PostgreSQL", database, folder, database.MovedSettings, plan);
        await Run(report, "import-prototype, SQLite", database, folder, file, plan);
    }

    private static async Task Run(
        Report report, string what, Database database, string folder, IReadOnlyDictionary<string, string> settings, PlanFile plan)
    {
        var watch = Stopwatch.StartNew();
        var (said, peak) = await Server.RunMeasured(folder, settings, $"import-prototype {database.Url} --schema {Database.Prototype}");
        var seconds = watch.Elapsed.TotalSeconds;
        if (!said.Contains($"Compared: {plan.Rows} days and {plan.Rows / 100} overrides are equal in both", StringComparison.Ordinal))
            throw new InvalidOperationException($"Not everything arrived: {said}");
        report.AtLeast(what, plan.Rows / seconds, 10_000, "rows/s", $"{seconds:0.0} s, peak {peak:0} MB");
    }
}
