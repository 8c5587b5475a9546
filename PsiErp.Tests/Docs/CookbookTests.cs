using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using PsiErp.Docs;

namespace PsiErp.Tests.Docs;

/// <summary>The examples of the document and the lines of the cookbook are run, and say what they say.</summary>
public sealed partial class CookbookTests(SqliteApp app)
{
    private const string Answered = "\u001e";

    /// <summary>The page is about a plan that begins on this day: on another, stock of today and the demo would be other ones.</summary>
    private static readonly DateTimeOffset Day = new(2026, 12, 1, 9, 0, 0, TimeSpan.FromHours(9));

    [Fact]
    public async Task Cookbook_EveryLineInAShell_AnswersWhatThePageSays()
    {
        await using var own = app.WithEmptyDatabase(Day);
        await own.CreateUser("admin", admin: true);
        var examples = ApiExamples.All;

        var answers = await Run(own, examples);

        Assert.All(examples.Zip(answers), pair => Assert.True(pair.First.Status == pair.Second.Status,
            $"{pair.First.Title}: {pair.Second.Status} {pair.Second.Body}"));
        var page = Cookbook.Write(examples.Zip(SameEveryTime(answers.Select(answer => answer.Body))));
        var path = Path.Combine(Repository.Root, "docs", "cookbook.md");
        if (Environment.GetEnvironmentVariable("PSI_UPDATE_DOCS") == "1")
            await File.WriteAllTextAsync(path, page, TestContext.Current.CancellationToken);
        Assert.Equal(await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken), page);
    }

    /// <summary>Runs the lines one after the other in one shell, with statuses and ends of answers marked.</summary>
    private static async Task<List<(int Status, string Body)>> Run(PsiApp own, IReadOnlyList<ApiExample> examples)
    {
        var folder = Directory.CreateTempSubdirectory("psi-cookbook-");
        try
        {
            var script = new StringBuilder("set -u\ncurl() { command curl -w '" + Answered
                + "%{http_code}' -o answer \"$@\" > status; cat answer; }\n");
            foreach (var example in examples)
            {
                var line = Cookbook.Command(example).Replace("changeme!", PsiClient.Password)
                    .Replace("@PsiErp.Tests", $"@{Repository.Root}/PsiErp.Tests");
                script.Append($": > answer\n{line} > shown\n{{ cat answer; cat status; printf '{Answered}'; }}\n");
            }
            using var shell = Process.Start(new ProcessStartInfo("bash", ["-c", script.ToString()])
            {
                RedirectStandardOutput = true,
                WorkingDirectory = folder.FullName,
                Environment = { ["base"] = own.Address.ToString().TrimEnd('/') },
            })!;
            var output = await shell.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            return [.. output.Split(Answered).Chunk(2).Where(pair => pair.Length == 2).Select(pair => (int.Parse(pair[1]), pair[0]))];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>
    /// Each id becomes the next of a row of made-up ids, wherever it stands; each time, each request's id and the version of curl
    /// become the same one.
    /// </summary>
    private static IEnumerable<string> SameEveryTime(IEnumerable<string> answers)
    {
        var ids = new Dictionary<string, string>();
        foreach (var answer in answers)
        {
            var known = Id().Replace(answer, id => ids.TryGetValue(id.Value, out var other)
                ? other
                : ids[id.Value] = $"01980000-0000-7000-8000-{ids.Count + 1:D12}");
            known = Time().Replace(known, "2026-12-01T09:00:00+00:00");
            known = Curl().Replace(known, "curl/8.0");
            yield return RequestId().Replace(known, "\"request_id\":\"0123456789abcdef0123456789abcdef\"");
        }
    }

    [GeneratedRegex("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")]
    private static partial Regex Id();

    [GeneratedRegex("curl/[0-9.]+")]
    private static partial Regex Curl();

    [GeneratedRegex("\"request_id\":\"[^\"]*\"")]
    private static partial Regex RequestId();

    [GeneratedRegex(@"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")]
    private static partial Regex Time();
}
