using System.Net;
using PsiErp.Tests.Moves;
using static PsiErp.Tests.Fixtures.Wire;

namespace PsiErp.Tests.Pages;

/// <summary>The stock moves of a session as people see them: their page, the grid's row, the story of a day.</summary>
public abstract class MovesPageTests(PsiApp app)
{
    private static Task<Guid> Plan(HttpClient client) => client.CreatePlan(
        Row("A", "2026-12-01", "0", "1", "100", safety: "20"), Row("A", "2026-12-02", "0", "1", safety: "20"),
        Row("A", "2026-12-01", "0", "2", "10", channel: "retail"), Row("A", "2026-12-02", "0", "2", channel: "retail"));

    private static (string, string)[] Entries(
        string qty = "12.5", string to = "retail", string leaves = "2026-12-02", string arrives = "") =>
    [
        ("Form.Sku", "A"), ("Form.Qty", qty), ("Form.FromWarehouse", "東京DC"), ("Form.FromChannel", "online"),
        ("Form.ToWarehouse", "東京DC"), ("Form.ToChannel", to), ("Form.LeavesOn", leaves), ("Form.ArrivesOn", arrives),
        ("Form.Note", "promotion <b>"),
    ];

    [Fact]
    public async Task Moves_WithoutScripts_AreAddedFoundAndTakenBack()
    {
        using var client = await app.SignedInClient();
        var session = await Plan(client);
        var empty = await client.GetPage($"/sessions/{session}/moves?sku=A");
        Assert.NotNull(empty.Document.QuerySelector(".empty"));
        Assert.Equal("page", empty.Find($".bar nav a[href='/sessions/{session}/moves']").GetAttribute("aria-current"));
        Assert.Equal("A", empty.Find("#move-Sku").GetAttribute("value"));
        Assert.Equal(
            ["online", "retail"], empty.Document.QuerySelectorAll("#move-channels option").Select(one => one.GetAttribute("value")));

        var added = await client.Submit(empty, "handler=Add", Entries("１２．５", arrives: "2026-12-04"));

        Assert.StartsWith("Moved: A, 12.5, 東京DC / online → 東京DC / retail.", added.Find(".notice").TextContent.Trim());
        Assert.Equal(["A", "12.5", "東京DC / online", "東京DC / retail", "2 Dec 2026", "4 Dec 2026 2 d", "promotion <b>"],
            added.Texts(".moves tbody td").Take(7));
        Assert.Equal($"/sessions/{session}/psi?sku=A&from=2026-11-25", added.Find(".moves .list-name a").GetAttribute("href"));
        Assert.Equal(["0", "-12.5"], (await client.DaysOf(session, "東京DC/online")).Column("channel_move"));
        Assert.Single((await client.GetPage($"/sessions/{session}/moves?warehouse=東京&from=2026-12-03")).Document
            .QuerySelectorAll(".moves tbody tr"));
        Assert.NotNull((await client.GetPage($"/sessions/{session}/moves?sku=B")).Document.QuerySelector(".empty"));

        var removed = await client.Submit(added, "handler=Remove");

        Assert.StartsWith("Taken back: A, 12.5", removed.Find(".notice").TextContent.Trim());
        Assert.Empty(await client.Moves(session));
        var gone = await client.Submit(added, "handler=Remove");
        Assert.Contains("taken this move back already", gone.Find(".notice").TextContent);
        var log = await client.GetPage(removed.Find(".notice a").GetAttribute("href")!);
        Assert.Contains("Stock move", log.Find(".log-what b").TextContent);
        Assert.Contains("Move: -12.5 → 0", log.Find(".log-cells").TextContent);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetPage($"/sessions/{Guid.NewGuid()}/moves")).Answer.StatusCode);
    }

    [Fact]
    public async Task Move_ThatIsWrongOrTakesTooMuch_SaysSoBesideTheField()
    {
        using var client = await app.SignedInClient();
        var session = await Plan(client);
        var page = await client.GetPage($"/sessions/{session}/moves");

        foreach (var (entries, field, problem) in new[]
        {
            (Entries("many"), "Qty", "number"), (Entries("0"), "Qty", "More than 0"), (Entries(""), "Qty", "Fill this in"),
            (Entries(to: "online"), "ToChannel", "another"), (Entries(leaves: ""), "LeavesOn", "Fill this in"),
            (Entries(leaves: "soon"), "LeavesOn", "Write a date"), (Entries(arrives: "2026-12-01"), "ArrivesOn", "before"),
        })
        {
            var again = await client.Submit(page, "handler=Add", entries);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, again.Answer.StatusCode);
            Assert.Contains(problem, again.Find($"#move-{field}-problem").TextContent);
            Assert.Equal("true", again.Find($"#move-{field}").GetAttribute("aria-invalid"));
            Assert.Equal("東京DC", again.Find("#move-FromWarehouse").GetAttribute("value"));
        }
        Assert.Empty(await client.Moves(session));

        var short_ = await client.Submit(page, "handler=Add", Entries("90"));
        Assert.Contains("東京DC / online is under safety stock on 2 Dec 2026: 8 of 20.", short_.Find(".notice.due").TextContent);
        var taken = await client.Submit(page, "handler=Add", Entries("1"));
        Assert.Contains("already", taken.Find(".notice").TextContent);
        Assert.Equal("1", taken.Find("#move-Qty").GetAttribute("value"));
    }

    [Fact]
    public async Task Grid_ShowsMovesWhereThereAreSome_AndTheDayTellsThem()
    {
        using var client = await app.SignedInClient();
        var session = await Plan(client);
        var main = $"/sessions/{session}/psi?sku=A&rows=main&from=2026-12-01";
        Assert.DoesNotContain("Move", (await client.GetPage(main)).Texts("tbody th[scope=row]"));
        var move = await client.Move(session, 12.5m, "2026-12-01", "2026-12-02", note: "promotion");

        var grid = await client.GetPage(main);
        var donor = await client.GetPage(Day("online", "2026-12-01"));
        var receiver = await client.GetPage(Day("retail", "2026-12-02"));

        var moved = grid.Document.QuerySelectorAll("tr")
            .Where(row => row.QuerySelector("th[scope=row]")?.TextContent.Trim() == "Move")
            .Select(row => string.Join(' ', row.QuerySelectorAll("td").Select(cell => cell.TextContent.Trim())));
        Assert.Superset(new HashSet<string> { "-12.5 0", "0 12.5", "-12.5 12.5" }, moved.ToHashSet());
        Assert.Equal("−12.5 to 東京DC / retail · 1 Dec – 2 Dec (1 d) · promotion", donor.Find(".story-moves li").TextContent.Trim());
        Assert.Equal("+12.5 from 東京DC / online · 1 Dec – 2 Dec (1 d) · promotion", receiver.Find(".story-moves li").TextContent.Trim());
        Assert.Equal($"/sessions/{session}/moves?sku=A#move-{move["id"]}", donor.Find(".story-moves a").GetAttribute("href"));
        Assert.Null((await client.GetPage(Day("online", "2026-12-02"))).Document.QuerySelector(".story-moves"));

        string Day(string channel, string date) =>
            $"/sessions/{session}/psi?handler=Day&sku=A&warehouse={Uri.EscapeDataString("東京DC")}&channel={channel}&date={date}";
    }

    public sealed class OnSqlite(SqliteApp app) : MovesPageTests(app);

    public sealed class OnPostgres(PostgresApp app) : MovesPageTests(app);
}
