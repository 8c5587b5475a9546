using System.Net;
using System.Net.Http.Json;
using static PsiErp.Tests.Fixtures.Wire;

namespace PsiErp.Tests.Plan;

/// <summary>Views of the worklist: everybody's own, and those that are shared.</summary>
public abstract class ViewsTests(PsiApp app)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Views_AreTheirOwners_UntilTheyShareThem()
    {
        using var sato = await app.SignedInClient();
        using var tanaka = await app.SignedInClient();
        var view = await Keep(sato, new { name = " 欠品 ", query = "?alert=stock_out&sort=-closing&p=7&evil=1&more_than_units=5" });
        var address = $"/api/views/{view["view_id"]}";

        Assert.Equal(("欠品", "alert=stock_out&more_than_units=5&sort=-closing"), ((string?)view["name"], (string?)view["query"]));
        Assert.Equal(HttpStatusCode.NotFound, (await tanaka.GetAsync(address, Ct)).StatusCode);
        using var shared = await sato.PutAsJsonAsync(address, new { shared = true }, Ct);
        Assert.Equal("欠品", (string?)(await shared.Json(HttpStatusCode.OK))["name"]);
        var theirs = await tanaka.GetJson(address);
        Assert.Equal((false, sato.Username), ((bool)theirs["mine"]!, (string?)theirs["owner"]));
        using var foreign = await tanaka.PutAsJsonAsync(address, new { name = "mine now" }, Ct);
        using var taken = await tanaka.DeleteAsync(address, Ct);
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (foreign.StatusCode, taken.StatusCode));
        using var admin = await app.SignedInClient(admin: true);
        using var renamed = await admin.PutAsJsonAsync(address, new { name = "Out" }, Ct);
        Assert.Equal("Out", (string?)(await renamed.Json(HttpStatusCode.OK))["name"]);
        using var gone = await sato.DeleteAsync(address, Ct);
        Assert.Equal(HttpStatusCode.NoContent, gone.StatusCode);
        Assert.DoesNotContain($"\"{view["view_id"]}\"", (await sato.GetJson("/api/views")).Column("view_id"));
    }

    [Fact]
    public async Task Names_AreThereAndOnce()
    {
        using var client = await app.SignedInClient();
        await Keep(client, new { name = "A", query = "" });
        var other = await Keep(client, new { name = "B", query = "q=x" });

        foreach (var (name, query) in new[] { ("", ""), ("A", ""), ("C", $"q={new string('x', 5000)}") })
        {
            using var answer = await client.PostAsJsonAsync("/api/views", new { name, query }, Ct);
            await answer.Problem(HttpStatusCode.UnprocessableEntity);
        }
        using var taken = await client.PutAsJsonAsync($"/api/views/{other["view_id"]}", new { name = "A" }, Ct);
        await taken.Problem(HttpStatusCode.UnprocessableEntity);
        Assert.Equal(["\"A\"", "\"B\""], [.. (await client.GetJson("/api/views")).Column("name").Take(2)]);
    }

    private static async Task<System.Text.Json.Nodes.JsonNode> Keep(PsiClient client, object view)
    {
        using var answer = await client.PostAsJsonAsync("/api/views", view, Ct);
        return await answer.Json(HttpStatusCode.Created);
    }

    public sealed class OnSqlite(SqliteApp app) : ViewsTests(app);

    public sealed class OnPostgres(PostgresApp app) : ViewsTests(app);
}
