using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PsiErp.Import;
using PsiErp.Tests.Pages;
using static PsiErp.Tests.Fixtures.Wire;

namespace PsiErp.Tests.Plan;

/// <summary>What the source counted is fact: no edit, gap or late start takes it away.</summary>
public abstract class CountedStockTests(PsiApp app)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task YesterdaysEdit_ThenAnExtractThatBeginsToday_OpensWithTodaysCount()
    {
        using var client = await app.SignedInClient();
        var session = await client.CreatePlan(
            Row("R", "2026-12-01", outbound: "10", anchor: "100"), Row("R", "2026-12-02", outbound: "10"));
        await client.Apply(session, Edit("2026-12-01", 60));

        using var upload = await client.Upload(
            session, WideHeader + Row("R", "2026-12-02", outbound: "10", anchor: "40") + Row("R", "2026-12-03", outbound: "10"),
                "replace-all");
        await upload.Json(HttpStatusCode.OK);

        var days = await client.Days(session);
        Assert.Equal(["100", "40", "30"], days.Column("stock_at_anchor"));
        Assert.Equal(["40", "30", "20"], days.Column("stock_closing"));
        var series = Assert.Single((System.Text.Json.Nodes.JsonArray)await client.GetJson($"/api/psi/{session}/series"))!;
        Assert.Null(series["stock_out_date"]);
    }

    [Fact]
    public async Task FirstRowWithoutAnOpening_HangsOnTheNextThatHasOne()
    {
        using var client = await app.SignedInClient();
        var session = await client.CreatePlan(
            Row("R", "2026-12-01", outbound: "10"), Row("R", "2026-12-02", outbound: "10", anchor: "90"));

        Assert.Equal(["100", "90"], (await client.Days(session)).Column("stock_at_anchor"));
    }

    [Fact]
    public async Task DailyFileWithInventory_GoesOnFromTheFirstReportedStock()
    {
        using var client = await app.SignedInClient();
        var session = await client.CreateSession();
        using var upload = await client.Upload(
            session, "date,production,sales,inventory\n2026-12-01,0,10,90\n2026-12-02,0,10,80\n2026-12-03,0,10,70\n");
        await upload.Json(HttpStatusCode.OK);

        Assert.Equal(["90", "80", "70"], (await client.Days(session)).Column("stock_closing"));
    }

    [Fact]
    public async Task LaterCountDiffers_IsFoundAndShownBesideThePlan()
    {
        using var client = await app.SignedInClient();
        var session = await client.CreatePlan(
            Row("R", "2026-12-01", outbound: "10", anchor: "100"), Row("R", "2026-12-02", outbound: "10", anchor: "40"),
            Row("S", "2026-12-01", anchor: "7"), Row("S", "2026-12-02", anchor: "7"));

        var found = await client.GetJson($"/api/psi/{session}/series?alert=count_differs");
        var grid = await client.GetPage($"/sessions/{session}/psi?sku=R");

        Assert.Equal(["\"R\""], found.Column("sku_code"));
        Assert.Equal(["\"2026-12-02\""], found.Column("count_differs_date"));
        Assert.Equal("Counted 40, plan 90", grid.Find("td.c").GetAttribute("title"));
    }

    [Fact]
    public async Task SessionTotals_SeriesThatStartsLate_CountsFromItsFirstDayWhateverIsAsked()
    {
        using var client = await app.SignedInClient();
        var session = await client.CreatePlan(
            Row("S", "2026-12-01", outbound: "10", anchor: "100"), Row("S", "2026-12-02", outbound: "10"),
            Row("T", "2026-12-02", outbound: "10", anchor: "500"));

        var all = await client.GetJson($"/api/psi/daily?session_id={session}");
        var last = await client.GetJson($"/api/psi/daily?session_id={session}&start_date=2026-12-02");

        Assert.Equal(["90", "570"], all.Column("projected_inventory"));
        Assert.Equal(["570"], last.Column("projected_inventory"));
    }

    [Fact]
    public async Task WeekWithAStockOutInside_IsMarkedAndNamesTheDay()
    {
        using var client = await app.SignedInClient();
        var session = await client.CreatePlan(
            Row("R", "2026-12-07", outbound: "20", anchor: "10"), Row("R", "2026-12-08", inbound: "90"), Row("R", "2026-12-14"));

        var page = await client.GetPage($"/sessions/{session}/psi?sku=R&bucket=week");

        var week = page.Find("tr.closing td");
        Assert.Contains("out", week.ClassList);
        Assert.Equal("out of stock 7 Dec", week.GetAttribute("title"));
    }

    [Fact]
    public async Task SummariesOfAnOlderRelease_AreMadeAnewOnce()
    {
        using var client = await app.SignedInClient();
        var session = await client.CreatePlan(Row("R", "2026-12-01", outbound: "10"), Row("R", "2026-12-02", anchor: "90"));
        await app.WithDb(async db =>
        {
            await db.Sessions.Where(s => s.Id == session).ExecuteUpdateAsync(set => set.SetProperty(s => s.SummaryRules, 0), Ct);
            return await db.Series.Where(s => s.SessionId == session)
                .ExecuteUpdateAsync(set => set.SetProperty(s => s.Summary.Opening, -1m).SetProperty(s => s.Summary.Closing, -1m), Ct);
        });

        await using var scope = app.Services.CreateAsyncScope();
        var renewal = scope.ServiceProvider.GetRequiredService<SummaryRenewal>();
        var renewed = await renewal.RunAsync(Ct);

        Assert.True(renewed >= 1);
        var series = await client.GetJson($"/api/psi/{session}/series");
        Assert.Equal(["100"], series.Column("opening"));
        Assert.Equal(["90"], series.Column("closing"));
        Assert.Equal(0, await renewal.RunAsync(Ct));
    }

    private static object Edit(string date, decimal outbound) =>
        new { sku_code = "R", warehouse_name = "東京DC", channel = "online", date, outbound_qty = outbound };

    public sealed class OnSqlite(SqliteApp app) : CountedStockTests(app);

    public sealed class OnPostgres(PostgresApp app) : CountedStockTests(app);
}
