using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using PsiErp.Tests.Pages;
using static PsiErp.Tests.Edits.EditsTests;
using static PsiErp.Tests.Fixtures.Wire;

namespace PsiErp.Tests.Edits;

/// <summary>Edits that are refused: what is wrong is named by its place, and nothing is applied.</summary>
public abstract class EditRefusalTests(PsiApp app)
{
    [Theory]
    [InlineData(
        """{"edits":[{"sku_code":"A","warehouse_name":"W","channel":"C","date":"2026-12-01","inbound_qty":-1}]}""", "edits[0].inbound_qty")]
    [InlineData(
        """{"edits":[{"sku_code":"A","warehouse_name":"W","channel":"C","date":"2026-12-01","safety_stock":1000000000000.000001}]}""",
        "edits[0].safety_stock")]
    [InlineData(
        """{"edits":[{"sku_code":"A","warehouse_name":"W","channel":"C","date":"2026-12-01","outbound_qty":0.0000001}]}""",
        "edits[0].outbound_qty")]
    [InlineData("""{"edits":[{"sku_code":"A","warehouse_name":"W","channel":"C","date":"1899-12-31","inbound_qty":1}]}""", "edits[0].date")]
    [InlineData("""{"edits":[{"sku_code":"A","warehouse_name":"W","channel":"C","date":"2201-01-01","inbound_qty":1}]}""", "edits[0].date")]
    [InlineData("""{"edits":[{"sku_code":"A","warehouse_name":"W","channel":"C"}]}""", "edits[0]")]
    [InlineData("""{"edits":[null]}""", "edits[0]")]
    [InlineData("""{"edits":[{"sku_code":"A\t","warehouse_name":"W","channel":"C","date":"2026-12-01"}]}""", "edits[0].sku_code")]
    [InlineData("{}", "edits")]
    public async Task Apply_WrongValue_Is422WithItsPlace(string body, string field)
    {
        using var client = await app.SignedInClient();
        var session = await client.CreatePlan(Row("A", "2026-12-01", "1"));

        using var answer = await Post(client, session, body);

        Assert.NotNull((await answer.Json(HttpStatusCode.UnprocessableEntity))["errors"]![field]);
    }

    [Theory]
    [InlineData("""{"edits":[{"sku_code":"A","warehouse_name":"W","channel":"C","date":"2026-02-30"}]}""")]
    [InlineData("""{"edits":[{"sku_code":"A","warehouse_name":"W","channel":"C","date":"2026-12-01","inbound_qty":"5"}]}""")]
    [InlineData("""{"edits":[{"sku_code":"A","warehouse_name":"W","channel":"C","date":"2026-12-01","inbound_qty":1e400}]}""")]
    [InlineData("not json")]
    public async Task Apply_MalformedJson_Is400(string body)
    {
        using var client = await app.SignedInClient();
        using var answer = await Post(client, await client.CreateSession(), body);
        await answer.Problem(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("null,", 3_000_000)]
    [InlineData("{},", 4_000_000)]
    public async Task Apply_MillionsOfItems_AreOneProblem(string item, int count)
    {
        using var client = await app.SignedInClient();
        var session = await client.CreateSession();
        var body = "{\"edits\":[" + string.Concat(Enumerable.Repeat(item, count)) + "null]}";

        using var answer = await Post(client, session, body);

        var problem = await answer.Json(HttpStatusCode.UnprocessableEntity);
        Assert.Equal("edits", Assert.Single((JsonObject)problem["errors"]!).Key);
    }

    [Fact]
    public async Task Apply_AllOfThemAreWrong_TheFirstTwentyAreTold()
    {
        using var client = await app.SignedInClient();
        var session = await client.CreateSession();

        using var missing = await Post(client, session, "{\"edits\":[" + string.Join(',', Enumerable.Repeat("null", 10_000)) + "]}");
        using var wrong = await client.PostAsJsonAsync(
            $"/api/psi/{session}/edits/apply", new { edits = Enumerable.Range(0, 50).Select(_ => Edit("A", "2026-12-01", -1)) });

        Assert.Equal(20, ((JsonObject)(await missing.Json(HttpStatusCode.UnprocessableEntity))["errors"]!).Count);
        Assert.Equal(20, ((JsonObject)(await wrong.Json(HttpStatusCode.UnprocessableEntity))["errors"]!).Count);
    }

    [Fact]
    public async Task Apply_OneOfManyIsWrong_NothingIsApplied()
    {
        using var client = await app.SignedInClient();
        var session = await client.CreatePlan(Row("A", "2026-12-01", "1"));

        using var answer = await client.PostAsJsonAsync(
            $"/api/psi/{session}/edits/apply", new { edits = new[] { Edit("A", "2026-12-01", 5), Edit("A", "2026-12-02", -5) } });

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal(["1"], (await client.Days(session)).Column("stock_closing"));
    }

    [Fact]
    public async Task Apply_TenThousandEdits_AreOneCall_AndOneMoreIsTooMany()
    {
        using var client = await app.SignedInClient();
        var session = await client.CreateSession();
        var start = new DateOnly(2026, 1, 1);
        var edits = Enumerable.Range(0, 10_000)
            .Select(i => Edit($"S{i / 100}", $"{start.AddDays(i % 100):yyyy-MM-dd}", i)).ToArray();

        var answer = await client.Apply(session, edits);

        Assert.Equal(10_000, (int)answer["applied"]!);
        Assert.Equal(100, (int)(await client.GetJson($"/api/psi/{session}/summary"))["series"]!);
        using var tooMany = await client.PostAsJsonAsync($"/api/psi/{session}/edits/apply", new { edits = edits.Append(edits[0]) });
        await tooMany.Problem(HttpStatusCode.UnprocessableEntity);
    }

    public sealed class OnSqlite(SqliteApp app) : EditRefusalTests(app);

    public sealed class OnPostgres(PostgresApp app) : EditRefusalTests(app);
}
