using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using PsiErp.Tests.Pages;
using static PsiErp.Tests.Fixtures.Wire;

namespace PsiErp.Tests.Edits;

public abstract class EditsTests(PsiApp app)
{
    [Fact]
    public async Task Apply_OneDay_MovesThatDayAndAllLaterOnesOfThatSeriesOnly()
    {
        using var client = await app.SignedInClient();
        var session = await client.CreatePlan(
            Row("A", "2026-12-01", "1", anchor: "10"), Row("A", "2026-12-02", "1"), Row("A", "2026-12-03", "1"),
                Row("B", "2026-12-02", "1"));

        var answer = await client.Apply(session, Edit("A", "2026-12-02", inbound: 5));

        Assert.Equal((1, 1), ((int)answer["applied"]!, (int)answer["log_entries"]!));
        Assert.Equal(["11", "16", "17"], (await client.Days(session, "?sku_code=A")).Column("stock_closing"));
        Assert.Equal(["1"], (await client.Days(session, "?sku_code=B")).Column("stock_closing"));
        Assert.Equal(["17", "1"], (await client.GetJson($"/api/psi/{session}/series")).Column("closing"));
    }

    [Fact]
    public async Task Apply_ThenPutBack_RestoresEveryNumberAndRemovesTheOverride()
    {
        using var client = await app.SignedInClient();
        var session = await client.CreatePlan(Row("A", "2026-12-01", "1", "2", "10", safety: "3"), Row("A", "2026-12-02", "1"));
        var before = (await client.Days(session)).ToJsonString();

        await client.Apply(session, Edit("A", "2026-12-01", 5, 6, 7));
        Assert.NotEqual(before, (await client.Days(session)).ToJsonString());
        await client.Apply(session, Edit("A", "2026-12-01"));

        Assert.Equal(before, (await client.Days(session)).ToJsonString());
        Assert.Empty((JsonArray)await client.GetJson($"/api/psi-edits?session_id={session}"));
        Assert.Equal(6, ((JsonArray)await client.GetJson($"/api/psi/{session}/log")).Count);
    }

    [Fact]
    public async Task Apply_SameValuesAgain_ChangesAndLogsNothing()
    {
        using var client = await app.SignedInClient();
        var session = await client.CreatePlan(Row("A", "2026-12-01", "1"));
        await client.Apply(session, Edit("A", "2026-12-01", 5));

        var again = await client.Apply(session, Edit("A", "2026-12-01", 5.0m), Edit("B", "2026-12-01"));

        Assert.Equal((0, 0), ((int)again["applied"]!, (int)again["log_entries"]!));
        Assert.Single((JsonArray)await client.GetJson($"/api/psi/{session}/log"));
        Assert.Single((JsonArray)await client.GetJson($"/api/psi/{session}/series"));
    }

    [Fact]
    public async Task Apply_UnknownSeriesOrDay_ExistsThenWithZeros()
    {
        using var client = await app.SignedInClient();
        var session = await client.CreatePlan(Row("A", "2026-12-01", "1", anchor: "10"));

        await client.Apply(session, Edit("A", "2026-12-05", outbound: 4), Edit("NEW", "2026-12-02", 7));

        Assert.Equal(["11", "7"], (await client.Days(session, "?sku_code=A")).Column("stock_closing"));
        var day = Assert.Single(await client.Days(session, "?sku_code=NEW"))!;
        Assert.Equal(("0", "7", "0", "0", "7"), (day["stock_at_anchor"]!.ToJsonString(), day["inbound_qty"]!.ToJsonString(),
            day["outbound_qty"]!.ToJsonString(), day["safety_stock"]!.ToJsonString(), day["stock_closing"]!.ToJsonString()));

        await client.Apply(session, Edit("NEW", "2026-12-02"));
        Assert.Single((JsonArray)await client.GetJson($"/api/psi/{session}/series"));
    }

    [Fact]
    public async Task Apply_SameDayTwiceInACall_TheLastHolds()
    {
        using var client = await app.SignedInClient();
        var session = await client.CreatePlan(Row("A", "2026-12-01", "1"));

        await client.Apply(session, Edit("A", "2026-12-01", 5), Edit("A", "2026-12-01"), Edit("A", "2026-12-01", 8));

        Assert.Equal(["8"], (await client.Days(session)).Column("stock_closing"));
        Assert.Equal(["8", "null", "5"], (await client.GetJson($"/api/psi/{session}/log")).Column("new_value"));
    }

    [Fact]
    public async Task Apply_SomeoneElseChangedTheCell_Is409WithBothValues()
    {
        using var sato = await app.SignedInClient();
        using var tanaka = await app.SignedInClient();
        var session = await sato.CreatePlan(Row("A", "2026-12-01", "1"));
        await tanaka.Apply(session, Edit("A", "2026-12-01", 7));

        using var answer = await Post(sato, session,
            """{"edits":[{"sku_code":"A","warehouse_name":"東京DC","channel":"online","date":"2026-12-01","inbound_qty":5"""
                + ""","seen":{"inbound_qty":1}}]}""");

        var conflict = Assert.Single((JsonArray)(await answer.Json(HttpStatusCode.Conflict))["conflicts"]!)!;
        Assert.Equal(("1", "7", tanaka.Username),
            (conflict["seen"]!.ToJsonString(), conflict["current"]!.ToJsonString(), (string?)conflict["changed_by_username"]));
        Assert.Equal(["7"], (await sato.Days(session)).Column("stock_closing"));
    }

    [Fact]
    public async Task Apply_ManyPlannersAtOnce_LosesNothing()
    {
        using var client = await app.SignedInClient();
        var session = await client.CreatePlan(Row("A", "2026-12-01", anchor: "0"));

        await Task.WhenAll(Enumerable.Range(1, 20).Select(i => client.Apply(session, Edit("A", $"2026-12-{i + 1:D2}", i))));

        Assert.Equal("210", (await client.Days(session)).Column("stock_closing")[^1]);
        Assert.Equal(["210"], (await client.GetJson($"/api/psi/{session}/series")).Column("closing"));
        Assert.Equal(20, ((JsonArray)await client.GetJson($"/api/psi/{session}/log")).Count);
    }

    [Fact]
    public async Task Edits_ListAndLog_SayWhoChangedWhat()
    {
        using var client = await app.SignedInClient();
        var session = await client.CreatePlan(Row("A", "2026-12-01", "1"));
        await client.Apply(session, Edit("B", "2026-12-02", outbound: 2.5m), Edit("A", "2026-12-02", 5));

        var edits = (JsonArray)await client.GetJson($"/api/psi-edits?session_id={session}");
        Assert.Equal(["\"A\"", "\"B\""], edits.Column("sku_code"));
        Assert.Equal(client.Username, (string?)edits[0]!["created_by_username"]);
        Assert.False(((JsonObject)edits[0]!).ContainsKey("outbound_qty"));
        foreach (var (query, count) in new[] { ("sku_code=b", 1), ($"username={client.Username![..9]}", 2), ("username=nobody", 0),
            ("updated_at=2020-01-01", 0), ("updated_at=2020-01-01T00:00:00Z", 2), ("limit=1", 1) })
            Assert.Equal(count, ((JsonArray)await client.GetJson($"/api/psi-edits?session_id={session}&{query}")).Count);

        var log = (JsonArray)await client.GetJson($"/api/psi/{session}/log?sku_code=B");
        Assert.Equal(("outbound_qty", "2.5", client.Username),
            ((string?)log[0]!["field"], log[0]!["new_value"]!.ToJsonString(), (string?)log[0]!["username"]));
    }

    [Fact]
    public async Task Edits_NoSessionNamed_AreThoseOfAllSessions()
    {
        using var client = await app.SignedInClient();
        var (first, second) = (await client.CreateSession(), await client.CreateSession());
        await client.Apply(second, Edit("A", "2026-12-02", 2), Edit("B", "2026-12-01", 3));
        await client.Apply(first, Edit("A", "2026-12-01", 1));
        var mine = $"/api/psi-edits?username={client.Username}";

        var edits = await client.GetJson(mine);
        var narrowed = await client.GetJson($"{mine}&sku_code=a&warehouse_name=東京&channel=ONL&updated_at=2020-01-01T00:00:00Z");
        using var page = await client.GetAsync($"{mine}&limit=1&offset=1");

        Assert.Equal([$"\"{first}\"", $"\"{second}\"", $"\"{second}\""], edits.Column("session_id"));
        Assert.Equal(["\"A\"", "\"B\"", "\"A\""], edits.Column("sku_code"));
        Assert.Equal(["1", "2"], narrowed.Column("inbound_qty"));
        Assert.Equal(["3"], page.Headers.GetValues("X-Total-Count"));
        Assert.Equal(["3"], (await page.Json(HttpStatusCode.OK)).Column("inbound_qty"));
        await client.GetJson($"/api/psi-edits?session_id={Guid.NewGuid()}", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Apply_AuditFieldsExposed_SaysWhoAndWhen()
    {
        await using var audited = app.With(("EXPOSE_AUDIT_FIELDS", "true"));
        using var client = await audited.SignedInClient();
        var session = await client.CreateSession();

        var answer = await client.Apply(session, Edit("A", "2026-12-01", 1));

        Assert.Equal(client.Username, (string?)answer["last_edited_by_username"]);
        Assert.NotNull(answer["last_edited_at"]);
        var planner = answer["last_edited_by"]!.GetValue<Guid>();
        Assert.Equal((string?)(await client.GetJson("/auth/me"))["id"], $"{planner}");
        var path = $"/api/psi-edits?session_id={session}";
        foreach (var named in new[] { await client.GetJson($"/api/sessions/{session}"), (await client.GetJson(path))[0]! })
            Assert.Equal((planner, planner), (named["created_by"]!.GetValue<Guid>(), named["updated_by"]!.GetValue<Guid>()));
        using var elsewhere = await app.SignedInClient();
        var plain = (JsonObject)(await elsewhere.GetJson(path))[0]!;
        Assert.False(plain.ContainsKey("created_by") || plain.ContainsKey("updated_by"));
    }

    internal static object Edit(string sku, string date, decimal? inbound = null, decimal? outbound = null, decimal? safety = null) =>
        new
        {
            sku_code = sku,
            warehouse_name = "東京DC",
            channel = "online",
            date,
            inbound_qty = inbound,
            outbound_qty = outbound,
            safety_stock = safety
        };

    internal static Task<HttpResponseMessage> Post(HttpClient client, Guid session, string body) =>
        client.PostAsync($"/api/psi/{session}/edits/apply", new StringContent(body, Encoding.UTF8, "application/json"));

    public sealed class OnSqlite(SqliteApp app) : EditsTests(app);

    public sealed class OnPostgres(PostgresApp app) : EditsTests(app);
}
