using System.Net;
using System.Net.Http.Json;
using static PsiErp.Tests.Fixtures.Wire;

namespace PsiErp.Tests.Edits;

/// <summary>Comments at cells, as programs make and read them.</summary>
public abstract class CommentsApiTests(PsiApp app)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Comments_AreListedNewestFirst_WithTheirCells_AndTakenAway()
    {
        using var client = await app.SignedInClient();
        var session = await client.CreatePlan(Row("A", "2026-12-01"), Row("B", "2026-12-01"));
        var path = $"/api/psi/{session}/comments";

        using var first = await client.PostAsJsonAsync(path, new { text = " late ", cells = new[] { Cells("A"), Cells("B") } }, Ct);
        using var second = await client.PostAsJsonAsync(
            path, new { text = "counted twice", cells = new[] { Cells("B", "stock_closing") } }, Ct);
        var added = await first.Json(HttpStatusCode.Created);
        await second.Json(HttpStatusCode.Created);

        Assert.Equal("late", added["text"]!.GetValue<string>());
        Assert.Equal(client.Username, added["created_by_username"]!.GetValue<string>());
        var all = (await client.GetJson(path)).AsArray();
        Assert.Equal(["counted twice", "late"], all.Select(one => one!["text"]!.GetValue<string>()));
        Assert.Equal(["A", "B"], all[1]!["cells"]!.AsArray().Select(cell => cell!["sku_code"]!.GetValue<string>()));
        var cells = all[1]!["cells"]![0]!;
        Assert.Equal(
            ["inbound_qty", "2026-12-01", "2026-12-02"],
            new[] { "metric", "start_date", "end_date" }.Select(name => Member(cells, name)));
        Assert.Equal("late", Assert.Single((await client.GetJson($"{path}?sku_code=A")).AsArray())!["text"]!.GetValue<string>());
        using var page = await client.GetAsync($"{path}?limit=1&offset=1", Ct);
        Assert.Equal("2", Assert.Single(page.Headers.GetValues("X-Total-Count")));

        var one = $"{path}/{Member(added, "comment_id")}";
        using var gone = await client.DeleteAsync(one, Ct);
        using var again = await client.DeleteAsync(one, Ct);
        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NotFound), (gone.StatusCode, again.StatusCode));
        Assert.Single((await client.GetJson(path)).AsArray());
    }

    [Theory]
    [InlineData("", "inbound_qty", "2026-12-02", "text")]
    [InlineData("late", "colour", "2026-12-02", "cells")]
    [InlineData("late", "inbound_qty", "2026-11-30", "cells")]
    public async Task Comment_ThatIsNotWhole_IsRefusedWithTheField(string text, string metric, string end, string field)
    {
        using var client = await app.SignedInClient();
        var session = await client.CreatePlan(Row("A", "2026-12-01"));

        using var answer = await client.PostAsJsonAsync(
            $"/api/psi/{session}/comments", new { text, cells = new[] { Cells("A", metric, end) } }, Ct);

        Assert.NotNull((await answer.Json(HttpStatusCode.UnprocessableEntity))["errors"]![field]);
    }

    [Fact]
    public async Task Comment_OnASeriesThatIsNotThere_IsNotFound()
    {
        using var client = await app.SignedInClient();
        var session = await client.CreatePlan(Row("A", "2026-12-01"));

        using var series = await client.PostAsJsonAsync(
            $"/api/psi/{session}/comments", new { text = "late", cells = new[] { Cells("C") } }, Ct);
        using var none = await client.PostAsJsonAsync(
            $"/api/psi/{Guid.NewGuid()}/comments", new { text = "late", cells = new[] { Cells("A") } }, Ct);

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (series.StatusCode, none.StatusCode));
    }

    private static object Cells(string sku, string metric = "inbound_qty", string end = "2026-12-02") => new
    {
        sku_code = sku,
        warehouse_name = "東京DC",
        channel = "online",
        metric,
        start_date = "2026-12-01",
        end_date = end,
    };

    private static string Member(System.Text.Json.Nodes.JsonNode node, string name) => node[name]!.GetValue<string>();

    public sealed class OnSqlite(SqliteApp app) : CommentsApiTests(app);

    public sealed class OnPostgres(PostgresApp app) : CommentsApiTests(app);
}
