using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;

namespace PsiErp.Tests.Sessions;

public abstract class SessionsApiTests(PsiApp app)
{
    [Fact]
    public async Task Create_TitleAndDescription_AnswersTheSessionWithItsMaker()
    {
        using var client = await app.SignedInClient();

        using var answer = await client.PostAsJsonAsync("/api/sessions", new { title = "十二月 plan", description = "S&OP" });

        var session = await answer.Json(HttpStatusCode.Created);
        Assert.Equal($"/api/sessions/{session["id"]}", answer.Headers.Location?.ToString());
        Assert.Equal("十二月 plan", (string?)session["title"]);
        Assert.False((bool)session["is_leader"]!);
        Assert.Equal(client.Username, (string?)session["created_by_username"]);
        Assert.False(((JsonObject)session).ContainsKey("created_by"));
    }

    [Fact]
    public async Task Create_NoDescription_LeavesTheMemberOut()
    {
        using var client = await app.SignedInClient();
        var session = await client.GetJson($"/api/sessions/{await client.CreateSession()}");
        Assert.False(((JsonObject)session).ContainsKey("description"));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"title":""}""")]
    [InlineData("""{"title":"   "}""")]
    [InlineData("""{"title":null}""")]
    public async Task Create_NoTitle_Is422WithTheField(string body)
    {
        using var client = await app.SignedInClient();
        using var answer = await client.PostAsync("/api/sessions", JsonBody(body));
        Assert.NotNull((await answer.Json(HttpStatusCode.UnprocessableEntity))["errors"]!["title"]);
    }

    [Fact]
    public async Task Create_TitleOf256Characters_Is422()
    {
        using var client = await app.SignedInClient();
        using var answer = await client.PostAsJsonAsync("/api/sessions", new { title = new string('x', 256) });
        await answer.Problem(HttpStatusCode.UnprocessableEntity);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"title":5}""")]
    public async Task Create_MalformedJson_Is400(string body)
    {
        using var client = await app.SignedInClient();
        using var answer = await client.PostAsync("/api/sessions", JsonBody(body));
        Assert.Contains("JSON", await answer.Problem(HttpStatusCode.BadRequest), StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_Search_FindsTitleDescriptionAndPersonInAnyCaseAndScript()
    {
        var mark = Guid.NewGuid().ToString("N");
        using var client = await app.SignedInClient($"Ünal-{mark}");
        await client.CreateSession($"Ärger {mark}");

        foreach (var search in new[] { $"ärger {mark}", $"ÄRGER {mark}", $"ünal-{mark}" })
            Assert.Single((JsonArray)await client.GetJson($"/api/sessions?search={Uri.EscapeDataString(search)}"));
        Assert.Empty((JsonArray)await client.GetJson($"/api/sessions?search={mark}%25nothing"));
    }

    [Fact]
    public async Task List_IsNewestFirst()
    {
        var mark = Guid.NewGuid().ToString("N");
        using var client = await app.SignedInClient();
        await client.CreateSession($"{mark} 1");
        await client.CreateSession($"{mark} 2");

        Assert.Equal([$"\"{mark} 2\"", $"\"{mark} 1\""], (await client.GetJson($"/api/sessions?search={mark}")).Column("title"));
    }

    [Fact]
    public async Task Put_OnlySomeMembers_LeavesTheOthersAlone()
    {
        using var client = await app.SignedInClient();
        var id = await client.CreateSession("Before");
        await Put(client, id, new { description = "kept" });

        var session = await Put(client, id, new { title = "After" });
        Assert.Equal(("After", "kept"), ((string?)session["title"], (string?)session["description"]));

        session = await Put(client, id, new { description = (string?)null });
        Assert.False(((JsonObject)session).ContainsKey("description"));
    }

    [Fact]
    public async Task Any_UnknownId_Is404()
    {
        using var client = await app.SignedInClient();
        var id = Guid.NewGuid();
        using var get = await client.GetAsync($"/api/sessions/{id}");
        using var put = await client.PutAsJsonAsync($"/api/sessions/{id}", new { title = "x" });
        using var delete = await client.DeleteAsync($"/api/sessions/{id}");
        using var copy = await client.PostAsJsonAsync($"/api/sessions/{id}/copy", new { title = "x" });
        foreach (var answer in new[] { get, put, delete, copy }) await answer.Problem(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Copy_PlanWithEdits_ProjectsTheSameAndIsIndependent()
    {
        using var client = await app.SignedInClient();
        var id = await client.CreatePlan(Wire.Row("A", "2026-12-01", "1", "2", "10"), Wire.Row("A", "2026-12-02", "1", "2"));
        var edit = new { sku_code = "A", warehouse_name = "東京DC", channel = "online", date = "2026-12-01", inbound_qty = 5 };
        await client.Apply(id, edit);

        using var answer = await client.PostAsJsonAsync($"/api/sessions/{id}/copy", new { title = "What if" });
        var copy = Guid.Parse((string)(await answer.Json(HttpStatusCode.Created))["id"]!);

        Assert.Equal((await client.Days(id)).ToJsonString(), (await client.Days(copy)).ToJsonString());
        Assert.Empty((JsonArray)await client.GetJson($"/api/psi/{copy}/log"));
        await client.Apply(copy, edit with { inbound_qty = 50 });
        Assert.Equal(["13", "12"], (await client.Days(id)).Column("stock_closing"));
        Assert.Equal(["58", "57"], (await client.Days(copy)).Column("stock_closing"));
    }

    [Fact]
    public async Task Any_NotSignedIn_Is401AndNeverARedirect()
    {
        using var client = app.AnonymousClient();
        foreach (var path in new[] { "/api/sessions", "/api/sessions/leader", "/api/psi/daily", "/api/nothing", "/api/openapi.json" })
        {
            using var answer = await client.GetAsync(path);
            await answer.Problem(HttpStatusCode.Unauthorized);
        }
    }

    private static async Task<JsonNode> Put(HttpClient client, Guid id, object body)
    {
        using var answer = await client.PutAsJsonAsync($"/api/sessions/{id}", body);
        return await answer.Json(HttpStatusCode.OK);
    }

    private static StringContent JsonBody(string body) => new(body, System.Text.Encoding.UTF8, "application/json");

    public sealed class OnSqlite(SqliteApp app) : SessionsApiTests(app);

    public sealed class OnPostgres(PostgresApp app) : SessionsApiTests(app);
}
