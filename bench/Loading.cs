namespace PsiErp.Bench;

/// <summary>How long it takes to bring a plan in, compared with what the database needs at least.</summary>
internal static class Loading
{
    private const int Rounds = 3;

    public static async Task Measure(
        Report report, Database database, string folder, PlanFile today, PlanFile tomorrow)
    {
        await using (var server = await Server.Start(folder, database.Settings))
            await MeasurePostgres(report, database, server, today, tomorrow);

        await using var embedded = await Server.Start(folder, Database.Embedded);
        var client = await embedded.SignIn();
        var session = await client.CreateSession("upload");
        report.AtMost("upload, SQLite", await client.Upload(session, today), 15, "s");
        report.Note("a file that changes every row, SQLite", await client.Upload(session, tomorrow), "s");
        report.Note("memory of both, SQLite, peak", embedded.TakePeakMemory(), "MB");
        await client.DeleteSession(session);
    }

    private static async Task MeasurePostgres(
        Report report, Database database, Server server, PlanFile today, PlanFile tomorrow)
    {
        var client = await server.SignIn();
        List<double> copies = [], uploads = [], merges = [], changes = [];
        double uploadPeak = 0, mergePeak = 0;
        for (var round = 0; round < Rounds; round++)
        {
            copies.Add(database.Copy(today));
            var session = await client.CreateSession($"upload {round}");
            database.Settle();
            server.TakePeakMemory();
            uploads.Add(await client.Upload(session, today));
            uploadPeak = Math.Max(uploadPeak, server.TakePeakMemory());
            database.Settle();
            merges.Add(await client.Upload(session, today));
            mergePeak = Math.Max(mergePeak, server.TakePeakMemory());
            database.Settle();
            changes.Add(await client.Upload(session, tomorrow));
            await client.DeleteSession(session);
        }
        double copy = Report.Median(copies), upload = Report.Median(uploads), merge = Report.Median(merges);
        report.Note(@"\copy of the same rows", copy, "s");
        report.AtMost("upload", upload / copy, 2.0, "× copy", $"{upload:0.00} s");
        report.AtMost("memory of an upload, peak", uploadPeak, 220, "MB");
        report.AtMost("the same file again", merge / copy, 4.0, "× copy", $"{merge:0.00} s");
        report.Note("memory of the same file again, peak", mergePeak, "MB");
        report.Note("a file that changes every row", Report.Median(changes) / copy, "× copy");
    }
}
