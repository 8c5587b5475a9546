using System.Diagnostics;

namespace PsiErp.Bench;

/// <summary>What many days of work, and many plans, make of the database, and how fast it is then.</summary>
internal static class Growing
{
    private const int Month = 30;
    private const int Year = 250;
    private const int RowsOfADay = 100_000;
    private const int EditsOfADay = 50;
    private const int Variants = 20;
    private const int Plans = 40;

    /// <summary>An extract a day for a month: how much larger the database is than the plan of the last day by itself.</summary>
    public static async Task MeasureMonth(Report report, Database database, string folder)
    {
        await using var server = await Server.Start(folder, database.Settings);
        var client = await server.SignIn();
        var session = await client.CreateSession("month");
        // What was measured before leaves room that the month would use without its being seen
        database.Vacuum(full: true);
        var before = database.Size();
        List<double> sizes = [];
        for (var day = 0; day < Month; day++)
        {
            await ImportDay(client, session, folder, RowsOfADay, day);
            await Night(database);
            sizes.Add(database.Size() - before);
        }
        var kept = database.Sizes();
        database.Vacuum(full: true);
        var compact = database.Size();
        await client.CopySession(session, "alone");
        database.Vacuum(full: true);
        var alone = database.Size() - compact;
        report.AtMost($"database after {Month} daily imports", sizes[^1] / alone, 4, "× one version", $"{sizes[^1]:0} of {alone:0} MB");
        report.AtMost("the same, compared with two thirds of the month", sizes[^1] / sizes[Month * 2 / 3], 1.2, "×");
        report.Note("sizes, day by day", string.Join(' ', sizes.Select(size => $"{size:0}")));
        report.Note("tables", kept);
    }

    /// <summary>What the database does between two mornings: old versions go, and their room can be used again.</summary>
    private static async Task Night(Database database)
    {
        while (database.HasOldVersions()) await Task.Delay(50);
        database.Vacuum();
    }

    /// <summary>A year of daily extracts, edits and variants, and every answer before and after it.</summary>
    public static async Task MeasureYear(Report report, Database database, string folder, int rows)
    {
        await using var server = await Server.Start(folder, database.Settings);
        var client = await server.SignIn();
        var session = await client.CreateSession("year");
        var first = await ImportDay(client, session, folder, rows, 0);
        report.Heading("fresh");
        await MeasureAnswers(report, server, client, session, first);
        report.Note("size", database.Size(), "MB");

        var random = new Random(7);
        List<double> imports = [];
        for (var day = 1; day <= Year; day++)
        {
            var plan = PlanFile.Create(folder, "day", rows, day, day);
            imports.Add(await client.Upload(session, plan));
            for (var edit = 0; edit < EditsOfADay; edit++)
            {
                var cell = PlanFile.Cell(random, plan.Skus);
                await client.Edit(session, cell with { Date = cell.Date.AddDays(day) }, random.Next(1000));
            }
            if (day % (Year / Variants) == 0) await MakeVariant(client, session);
            await Night(database);
        }
        report.Heading($"after {Year} imports of {rows:N0} rows");
        report.Note("an import, the first ten, median", Report.Median(imports[..10]), "s");
        report.Note("an import, the last ten, median", Report.Median(imports[^10..]), "s");
        report.Note("size", database.Size(), "MB");
        report.Note("dead rows", database.DeadRows());
        await MeasureAnswers(report, server, client, session, first);

        // What the answers take because of the year, and what because the plan has five times the days by now
        var copy = await client.CopySession(session, "by itself");
        await client.DeleteSession(session);
        database.Vacuum(full: true);
        report.Heading("the same plan, with nothing of the year beside it");
        report.Note("size", database.Size(), "MB");
        await MeasureAnswers(report, server, client, copy, first);
        await client.DeleteSession(copy);
    }

    /// <summary>Forty plans beside one another, and every answer of one of them before and after that.</summary>
    public static async Task MeasureWidth(Report report, Database database, string folder, PlanFile plan)
    {
        await using var server = await Server.Start(folder, database.Settings);
        var client = await server.SignIn();
        var session = await client.CreateSession("plan 1");
        await client.Upload(session, plan);
        report.Heading("alone");
        await MeasureAnswers(report, server, client, session, plan);
        for (var number = 2; number <= Plans; number++)
            await client.Upload(await client.CreateSession($"plan {number}"), plan);
        report.Heading($"beside {Plans - 1} others, {(long)Plans * plan.Rows:N0} rows in all");
        report.Note("size", database.Size(), "MB");
        await MeasureAnswers(report, server, client, session, plan);
    }

    private static async Task MeasureAnswers(Report report, Server server, Client client, string session, PlanFile plan)
    {
        await Reading.MeasureDaily(report, server, client, session, plan);
        await Reading.MeasureEdit(report, client, session, plan);
        await Reading.MeasureGrid(report, client, session, plan);
        await Listing.Measure(report, await server.SignIn(), session, plan);
        var (copied, deleted) = await MakeVariant(client, session);
        report.AtMost("copy of the session", copied, 3, "s");
        report.AtMost("deleting the copy, as its user waits", deleted, 1, "s");
    }

    private static async Task<PlanFile> ImportDay(Client client, string session, string folder, int rows, int day)
    {
        var plan = PlanFile.Create(folder, "day", rows, day, day);
        await client.Upload(session, plan);
        return plan;
    }

    /// <summary>Copies the session, and removes the copy.</summary>
    /// <returns>How many seconds each took.</returns>
    private static async Task<(double Copied, double Deleted)> MakeVariant(Client client, string session)
    {
        var watch = Stopwatch.StartNew();
        var copy = await client.CopySession(session, "what if");
        var copied = watch.Elapsed.TotalSeconds;
        watch.Restart();
        (await client.Http.DeleteAsync($"/api/sessions/{copy}")).EnsureSuccessStatusCode().Dispose();
        var deleted = watch.Elapsed.TotalSeconds;
        (await client.Http.DeleteAsync($"/api/sessions/deleted/{copy}")).EnsureSuccessStatusCode().Dispose();
        return (copied, deleted);
    }
}
