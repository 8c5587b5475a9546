namespace PsiErp.Bench;

/// <summary>How soon the app answers after a start, and what it costs when nobody uses it.</summary>
internal static class Starting
{
    private const int Rounds = 3;

    public static async Task Measure(Report report, string folder, IReadOnlyDictionary<string, string> settings)
    {
        var times = new List<double>();
        for (var round = 1; round <= Rounds; round++)
        {
            await using var server = await Server.Start(folder, settings);
            times.Add(server.StartTime.TotalSeconds);
            if (round < Rounds) continue;
            await Task.Delay(TimeSpan.FromSeconds(10));
            report.AtMost("start to the first answer, median", Report.Median(times), 2, "s");
            report.AtMost("memory when idle", server.Memory("VmRSS"), 130, "MB");
        }
    }
}
