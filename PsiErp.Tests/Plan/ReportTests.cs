using System.Net;
using PsiErp.Tests.Pages;
using static PsiErp.Tests.Fixtures.Wire;

namespace PsiErp.Tests.Plan;

/// <summary>The report of a SKU: where it runs out, and what its other channels could do.</summary>
public abstract class ReportTests(PsiApp app)
{
    [Fact]
    public async Task Report_InBothLanguages_SaysWhatRunsOutAndWhatCouldBeMoved()
    {
        using var client = await app.SignedInClient();
        var session = await client.CreatePlan(
            Row("A", Day(0), anchor: "5", channel: "EC"), Row("A", Day(5), outbound: "9", channel: "EC"),
            Row("A", Day(0), anchor: "90", channel: "<b>*shop*", safety: "10"),
            Row("A", Day(0), anchor: "90", warehouse: "大阪DC"));
        var path = $"/api/psi/{session}/report?sku_code=A";

        var report = await client.GetJson($"{path}&lead_time_days=1&priority_channels=EC,shop");
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd("ja");
        var japanese = await client.GetJson(path);

        var text = (string)report["report_markdown"]!;
        Assert.StartsWith("# A A name\n", text, StringComparison.Ordinal);
        Assert.Contains("- **EC** runs out on", text, StringComparison.Ordinal);
        Assert.Contains(@"\<b\>\*shop\* could give 4", text, StringComparison.Ordinal);
        Assert.Contains("No channel runs out.", text, StringComparison.Ordinal);
        var settings = report["settings"]!;
        Assert.Equal((1, 14, 2), ((int)settings["lead_time_days"]!, (int)settings["target_days_ahead"]!,
            settings["priority_channels"]!.AsArray().Count));
        Assert.Contains("欠品", (string)japanese["report_markdown"]!, StringComparison.Ordinal);
        await client.GetJson($"/api/psi/{session}/report?sku_code=B", HttpStatusCode.NotFound);
        await client.GetJson($"{path}&min_move_qty=x", HttpStatusCode.UnprocessableEntity);

        var page = await client.GetPage($"/sessions/{session}/report?sku=A");
        Assert.Null(page.Document.QuerySelector(".markdown b"));
        Assert.Contains("<b>*shop*", page.Find(".markdown li li").TextContent, StringComparison.Ordinal);
        var file = await client.GetStringAsync(page.Find("a[download]").GetAttribute("href"), TestContext.Current.CancellationToken);
        Assert.Equal((string)japanese["report_markdown"]!, file);
    }

    public sealed class OnSqlite(SqliteApp app) : ReportTests(app);

    public sealed class OnPostgres(PostgresApp app) : ReportTests(app);
}
