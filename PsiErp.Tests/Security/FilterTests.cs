using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using PsiErp.Tests.Pages;
using static PsiErp.Tests.Fixtures.Wire;

namespace PsiErp.Tests.Security;

/// <summary>SQL in every filter, at either address of its route: it finds what is called so, that is nothing, and does nothing.</summary>
public abstract class FilterTests(PsiApp app)
{
    /// <summary>Every filter of a list; <c>{id}</c> is a session with one series of one edited day.</summary>
    private static readonly Dictionary<string, string> Filters = new()
    {
        ["SKU of the days"] = "/api/psi/{id}/daily?sku_code={text}",
        ["warehouse of the days"] = "/api/psi/{id}/daily?warehouse_name={text}",
        ["channel of the days"] = "/api/psi/{id}/daily?channel={text}",
        ["SKU of the series"] = "/api/psi/{id}/series?sku_code={text}",
        ["warehouse of the series"] = "/api/psi/{id}/series?warehouse_name={text}",
        ["channel of the series"] = "/api/psi/{id}/series?channel={text}",
        ["words of the series"] = "/api/psi/{id}/series?q=no-such-word%20{text}",
        ["category of the series"] = "/api/psi/{id}/series?category_1={text}",
        ["middle category of the series"] = "/api/psi/{id}/series?category_2={text}",
        ["rank of the series"] = "/api/psi/{id}/series?fw_rank={text}",
        ["region of the series"] = "/api/psi/{id}/series?region={text}",
        ["exact channel of the series"] = "/api/psi/{id}/series?channel=%3D{text}",
        ["SKU of the edits"] = "/api/psi-edits?session_id={id}&sku_code={text}",
        ["warehouse of the edits"] = "/api/psi-edits?session_id={id}&warehouse_name={text}",
        ["channel of the edits"] = "/api/psi-edits?session_id={id}&channel={text}",
        ["user of the edits"] = "/api/psi-edits?session_id={id}&username={text}",
        ["SKU of the log"] = "/api/psi/{id}/log?sku_code={text}",
        ["warehouse of the log"] = "/api/psi/{id}/log?warehouse_name={text}",
        ["channel of the log"] = "/api/psi/{id}/log?channel={text}",
        ["user of the log"] = "/api/psi/{id}/log?username={text}",
        ["search of the lanes"] = "/api/lanes?search=no%20such%20lane%20{text}",
        ["search of the products"] = "/api/masters/products?search=no%20such%20product%20{text}",
    };

    /// <summary>What is no free text is refused unless it is what it should be.</summary>
    private static readonly Dictionary<string, string> StrictParameters = new()
    {
        ["order of the series"] = "/api/psi/{id}/series?sort={text}",
        ["alert of the series"] = "/api/psi/{id}/series?alert={text}",
        ["day of the stock-outs"] = "/api/psi/{id}/series?stock_out_before={text}",
        ["alert of the figures"] = "/api/psi/{id}/figures?alert=stock_out,{text}",
        ["limit of the series"] = "/api/psi/{id}/series?limit={text}",
        ["offset of the log"] = "/api/psi/{id}/log?offset={text}",
        ["first day"] = "/api/psi/{id}/daily?start_date={text}",
        ["last day of the totals"] = "/api/psi/daily?session_id={id}&end_date={text}",
        ["starting inventory"] = "/api/psi/daily?session_id={id}&starting_inventory={text}",
        ["time of the edits"] = "/api/psi-edits?session_id={id}&updated_at={text}",
        ["format of the export"] = "/api/psi/{id}/export?format={text}",
        ["limit of the warehouses"] = "/api/warehouses?limit={text}",
        ["offset of the customers"] = "/api/masters/customers?offset={text}",
    };

    /// <summary>Values that are of the right kind but at the end of what there is.</summary>
    private static readonly Dictionary<string, (string Path, int Status)> Extremes = new()
    {
        ["the last day of the calendar"] = ("/api/psi-edits?session_id={id}&updated_at=9999-12-31", 200),
        ["the first day of the calendar"] = ("/api/psi-edits?session_id={id}&updated_at=0001-01-01", 200),
        ["a time before the calendar"] = ("/api/psi-edits?session_id={id}&updated_at=0001-01-01T00:00:00%2B14:00", 422),
        ["the last of all days"] = ("/api/psi/{id}/daily?start_date=9999-12-31&end_date=0001-01-01", 422),
        ["the year 10000"] = ("/api/psi/{id}/daily?start_date=10000-01-01", 422),
        ["a limit over the limit"] = ("/api/psi/{id}/series?limit=5001", 422),
        ["a limit over all numbers"] = ("/api/psi/{id}/series?limit=99999999999999999999", 422),
        ["a negative offset"] = ("/api/psi/{id}/series?offset=-1", 422),
        ["the largest offset"] = ("/api/psi/{id}/series?offset=2147483647", 200),
        ["an inventory that is not a number"] = ("/api/psi/daily?session_id={id}&starting_inventory=NaN", 422),
        ["an inventory without end"] = ("/api/psi/daily?session_id={id}&starting_inventory=1e400", 422),
        ["an inventory of too many digits"] = ("/api/psi/daily?session_id={id}&starting_inventory=1.0000000000000000000000000001", 422),
        ["an id that is none"] = ("/api/psi/daily?session_id=1%20OR%201=1", 422),
        ["NUL in a filter"] = ("/api/psi/{id}/daily?sku_code=A%00", 400),
        ["NUL in the search"] = ("/api/sessions?search=%00", 400),
        ["half a character"] = ("/api/sessions?search=%ED%A0%80", 200),
        ["bytes that are no UTF-8"] = ("/api/sessions?search=%FF%FE", 200),
        ["a parameter three times"] = ("/api/psi/{id}/daily?sku_code=zz&sku_code=zz&sku_code=zz", 200),
    };

    public static TheoryData<string> SqlNames => HostileInputs.Sql.Names();

    public static TheoryData<string> ExtremeNames => Extremes.Names();

    [Theory]
    [MemberData(nameof(SqlNames))]
    public async Task Filter_FindsNothing(string kind)
    {
        var (client, session) = await Plan();
        using var _ = client;
        var before = await Everything(client, session);

        foreach (var (where, path) in InEveryForm(Filters))
        {
            var started = Stopwatch.GetTimestamp();
            using var answer = await client.GetAsync(Fill(path, session, HostileInputs.Sql[kind]));
            Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{where}: {(int)answer.StatusCode}");
            Assert.True(JsonNode.Parse(await answer.Content.ReadAsStringAsync()) is JsonArray { Count: 0 }, $"The {where} found something");
            // Less than the 12 s that the input would have a database sleep
            Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(10), $"The {where} slept");
        }

        Assert.Equal(before, await Everything(client, session));
    }

    [Theory]
    [MemberData(nameof(SqlNames))]
    public async Task Search_FindsOnlyWhatIsCalledSo(string kind)
    {
        var text = HostileInputs.Sql[kind];
        var (client, session) = await Plan();
        using var _ = client;

        var found = (JsonArray)await client.GetJson($"/api/sessions?search={Uri.EscapeDataString(text)}");

        Assert.DoesNotContain(found, row => row!["id"]!.GetValue<Guid>() == session);
        // Other tests' sessions may be called just that
        Assert.All(found, row => Assert.Contains(text, $"{row!["title"]} {row["description"]}", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [MemberData(nameof(SqlNames))]
    public async Task StrictParameter_IsRefused(string kind)
    {
        var (client, session) = await Plan();
        using var _ = client;

        foreach (var (where, path) in InEveryForm(StrictParameters))
        {
            using var answer = await client.GetAsync(Fill(path, session, HostileInputs.Sql[kind]));
            Assert.True(answer.StatusCode == HttpStatusCode.UnprocessableEntity, $"{where}: {(int)answer.StatusCode}");
        }
    }

    [Theory]
    [MemberData(nameof(SqlNames))]
    public async Task Page_FindsNothing(string kind)
    {
        var text = HostileInputs.Sql[kind];
        var (client, session) = await Plan();
        using var _ = client;
        var before = await Everything(client, session);

        var list = await client.GetPage($"/sessions?search={Uri.EscapeDataString(text)}");
        var grid = await client.GetPage(Fill("/sessions/{id}/psi?sku={text}", session, text));
        var picker = await client.GetPage(Fill("/sessions/{id}/psi?handler=Skus&sku={text}", session, text));

        // Other tests' sessions may be called just that
        Assert.All(list.Texts("tbody .list-name"), found => Assert.Contains(text, found, StringComparison.OrdinalIgnoreCase));
        Assert.Equal(404, (int)grid.Answer.StatusCode);
        Assert.Empty(picker.Document.QuerySelectorAll("a"));
        Assert.Equal(before, await Everything(client, session));
    }

    [Theory]
    [MemberData(nameof(SqlNames))]
    public async Task Text_IsKeptAsItIs(string kind)
    {
        var text = $"x{HostileInputs.Sql[kind]}x";
        using var client = await app.SignedInClient();
        using var created = await client.PostAsJsonAsync("/api/sessions", new { title = text, description = text });

        var session = await created.Json(HttpStatusCode.Created);

        Assert.Equal((text, text), (session["title"]!.GetValue<string>(), session["description"]!.GetValue<string>()));
        Assert.Contains(text, (await client.GetJson($"/api/sessions?search={Uri.EscapeDataString(text)}"))[0]!["title"]!.GetValue<string>(),
            StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(ExtremeNames))]
    public async Task Extreme_IsAnswered(string kind)
    {
        var (client, session) = await Plan();
        using var _ = client;

        foreach (var path in Addresses.FormsOf(Extremes[kind].Path))
        {
            using var answer = await client.GetAsync(Fill(path, session, ""));
            Assert.Equal((path, Extremes[kind].Status), (path, (int)answer.StatusCode));
        }
    }

    private static IEnumerable<(string Where, string Path)> InEveryForm(Dictionary<string, string> addresses) =>
        addresses.SelectMany(address => Addresses.FormsOf(address.Value).Select(form => (address.Key, form)));

    private async Task<(PsiClient Client, Guid Session)> Plan()
    {
        var client = await app.SignedInClient();
        client.DefaultRequestHeaders.Add("Accept", "application/json");
        var session = await client.CreatePlan(Row("A", "2026-12-01", "1"));
        await client.Apply(session, new
        {
            sku_code = "A",
            warehouse_name = "東京DC",
            channel = "online",
            date = "2026-12-01",
            inbound_qty = 2
        });
        return (client, session);
    }

    private static async Task<string> Everything(PsiClient client, Guid session) =>
        $"{await client.GetStringAsync($"/api/psi/{session}/daily")}"
        + $"{await client.GetStringAsync($"/api/psi/{session}/log")}"
        + $"{await client.GetStringAsync("/auth/me")}";

    private static string Fill(string path, Guid session, string text) => path
        .Replace("{id}", session.ToString(), StringComparison.Ordinal)
        .Replace("{text}", Uri.EscapeDataString(text), StringComparison.Ordinal);

    public sealed class OnSqlite(SqliteApp app) : FilterTests(app);

    public sealed class OnPostgres(PostgresApp app) : FilterTests(app);
}
