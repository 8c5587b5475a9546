#!/usr/bin/env -S dotnet run
#:property GenerateDocumentationFile=true
#:property PublishAot=false
#:include Changing.cs
#:include Client.cs
#:include Crowding.cs
#:include Database.cs
#:include Growing.cs
#:include Killing.cs
#:include Listing.cs
#:include Loading.cs
#:include Mastering.cs
#:include Moving.cs
#:include PlanFile.cs
#:include Partitioning.cs
#:include Portable.cs
#:include Processes.cs
#:include Proposing.cs
#:include Proxy.cs
#:include Reading.cs
#:include Report.cs
#:include Server.cs
#:include SigningIn.cs
#:include Staffing.cs
#:include Starting.cs
#:include Typing.cs
#:include Watching.cs
#:package Microsoft.Playwright

// How fast PsiErp is, as a host would run it: a published build on PostgreSQL with default, durable settings.
//   dotnet run bench/Bench.cs -- all
//   dotnet run bench/Bench.cs -- upload --rows 100000
// PSI_BENCH_DATABASE_URL names a PostgreSQL to use instead of a private one; its schema psi_bench is replaced.

using System.Globalization;
using System.Runtime.InteropServices;
using PsiErp.Bench;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
string[] known =
[
    "upload", "daily", "edit", "grid", "list", "export", "change", "masters", "propose", "start", "signin", "crowd", "watch", "kill",
    "portable", "prototype", "month", "year", "wide", "staff", "partitions",
];
var names = args.TakeWhile(arg => !arg.StartsWith('-')).ToList();
var rows = 500_000;
if (names.Count == 0 || !names.All(name => name == "all" || known.Contains(name)) ||
    args[names.Count..] is not ([] or ["--rows", _]) ||
    (args.Length > names.Count && !int.TryParse(args[^1], out rows)))
{
    Console.Error.WriteLine($"Usage: dotnet run bench/Bench.cs -- all|{string.Join('|', known)} … [--rows 500000]");
    return 2;
}
// A year, forty plans, a department and partitions take many minutes, and are measured when they are asked for by name
bool Wants(params string[] any) =>
    (names.Contains("all") && !any.Any(name => name is "year" or "wide" or "staff" or "partitions")) || any.Any(names.Contains);

var folder = Directory.CreateTempSubdirectory("psi-bench-").FullName;
var report = new Report();
void TidyUp()
{
    Server.KillRunning();
    Directory.Delete(folder, recursive: true);
}
void Interrupted(PosixSignalContext signal)
{
    TidyUp();
    Environment.Exit(130);
}
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Interrupted);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Interrupted);
try
{
    Console.Error.WriteLine($"Preparing {rows:N0} rows and a published build …");
    var plan = PlanFile.Create(folder, "today", rows, seed: 1);
    var tomorrow = PlanFile.Create(folder, "tomorrow", rows, seed: 2);
    await Server.Publish(folder);
    await using var database = Database.Open();
    await Server.Prepare(folder, database.Settings);
    await Server.Prepare(folder, Database.Embedded);

    if (Wants("upload")) await Loading.Measure(report, database, folder, plan, tomorrow);
    if (Wants("daily", "edit", "grid", "list", "export", "start"))
    {
        await using var server = await Server.Start(folder, database.Settings);
        var client = await server.SignIn();
        var session = await client.CreateSession("bench");
        await client.Upload(session, plan);
        database.Settle();
        if (Wants("daily")) await Reading.MeasureDaily(report, server, client, session, plan);
        if (Wants("edit")) await Reading.MeasureEdit(report, client, session, plan);
        if (Wants("grid")) await Reading.MeasureGrid(report, client, session, plan);
        if (Wants("grid")) await Typing.Measure(report, server, client);
        if (Wants("list")) await Listing.Measure(report, client, session, plan);
        if (Wants("export")) await Reading.MeasureExport(report, server, client, session);
    }
    if (Wants("change"))
    {
        foreach (var (name, settings) in new[] { ("PostgreSQL", database.Settings), ("SQLite", Database.Embedded) })
        {
            await using var server = await Server.Start(folder, settings);
            await Changing.Measure(report, name, server, plan);
        }
    }
    if (Wants("masters"))
    {
        await Mastering.Measure(report, "PostgreSQL", folder, database.Settings);
        await Mastering.Measure(report, "SQLite", folder, Database.Embedded);
    }
    if (Wants("propose"))
    {
        var demo = PlanFile.Create(folder, "proposals", Proposing.Rows, seed: 3);
        foreach (var (name, settings) in new[] { ("PostgreSQL", database.Settings), ("SQLite", Database.Embedded) })
        {
            await Proposing.Measure(report, name, folder, settings, demo);
        }
    }
    if (Wants("start")) await Starting.Measure(report, folder, database.Settings);
    if (Wants("portable")) await Portable.Measure(report, database, folder, plan);
    if (Wants("prototype")) await Moving.Measure(report, database, folder, plan);
    if (Wants("signin"))
    {
        await using var server = await Server.Start(folder, database.Settings);
        await SigningIn.Measure(report, server);
    }
    if (Wants("crowd"))
    {
        foreach (var (name, settings) in new[] { ("PostgreSQL", database.Settings), ("SQLite", Database.Embedded) })
        {
            await using (var server = await Server.Start(folder, settings))
                await Crowding.MeasureSlowReaders(report, name, server, plan);
            // What the runtime allows itself in a container of 512 MB
            var small = new Dictionary<string, string>(settings) { ["DOTNET_GCHeapHardLimit"] = "0x18000000" };
            await using var host = await Server.Start(folder, small);
            await Crowding.MeasureMemory(report, name, host, plan);
        }
        await using var embedded = await Server.Start(folder, Database.Embedded);
        await Crowding.MeasureSignInsBesideUploads(report, embedded, plan, tomorrow);
    }
    if (Wants("watch"))
    {
        foreach (var (name, settings) in new[] { ("PostgreSQL", database.Settings), ("SQLite", Database.Embedded) })
        {
            await using var server = await Server.Start(folder, settings);
            await Watching.Measure(report, name, server, plan);
        }
    }
    if (Wants("month")) await Growing.MeasureMonth(report, database, folder);
    if (Wants("year")) await Growing.MeasureYear(report, database, folder, rows);
    if (Wants("wide")) await Growing.MeasureWidth(report, database, folder, plan);
    if (Wants("partitions")) Partitioning.Measure(report, database, rows);
    if (Wants("staff")) await Staffing.Measure(report, database, folder, plan, tomorrow);
    if (Wants("kill"))
    {
        await Killing.Measure(report, "PostgreSQL", folder, database.Settings, plan, tomorrow);
        await Killing.Measure(report, "SQLite", folder, Database.Embedded, plan, tomorrow);
    }
}
finally
{
    TidyUp();
}
return report.Print() ? 0 : 1;
