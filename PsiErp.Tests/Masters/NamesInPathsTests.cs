using System.Net;
using System.Net.Http.Json;
using PsiErp.Tests.Security;

namespace PsiErp.Tests.Masters;

/// <summary>Whatever a warehouse is called, its address leads to it and to no other.</summary>
public abstract class NamesInPathsTests(PsiApp app)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<string> Names =>
    [
        "a/b", "a%2Fb", "a%2fb", "100%", "%", "%25", "..%2f..", "../../etc", "a..b", "...", "東京 DC/第2倉庫", "شركة 12 النور",
        "📦 emoji", "a?b#c&d=e", "a+b c", "a;b:c@d", "\"quoted\"'s", "<b>", "back\\slash", "{0}", "trailing/", "/leading",
        new string('倉', 255), string.Concat(Enumerable.Repeat("📦", 127)), new string('%', 255),
    ];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Name_InEveryForm_IsFoundChangedAndDeleted(string name)
    {
        using var client = await app.SignedInClient();
        var unique = name.Length > 200 ? name : $"{name}{Guid.NewGuid():N}";
        await Gone(client, unique);
        using var created = await client.PostAsJsonAsync("/api/warehouses", new { warehouse_name = unique, region = "before" }, Ct);
        await created.Json(HttpStatusCode.Created);

        foreach (var form in Addresses.FormsOf($"/api/warehouses/{Uri.EscapeDataString(unique)}"))
        {
            var found = await Send(client, HttpMethod.Get, form);
            Assert.Equal(unique, (string?)(await found.Json(HttpStatusCode.OK))["warehouse_name"]);
        }
        var changed = await Send(client, HttpMethod.Put, $"/warehouses/{Uri.EscapeDataString(unique)}/", new { region = "after" });
        Assert.Equal("after", (string?)(await changed.Json(HttpStatusCode.OK))["region"]);
        var located = await Send(client, HttpMethod.Delete, created.Headers.Location!.OriginalString);
        Assert.Equal(HttpStatusCode.NoContent, located.StatusCode);
    }

    /// <summary>Where the names of each kind stand, and what one is made of.</summary>
    public static TheoryData<string, string, string> Kinds => new()
    {
        { "/api/channels", """{"channel":NAME,"display_name":"before"}""", "NAME" },
        { "/api/psi-metrics", """{"name":NAME,"is_editable":false,"display_order":900}""", "NAME" },
        { "/api/category-rank-parameters", """{"rank_type":"Q","category_1":NAME,"category_2":NAME,"threshold":0.5}""", "Q/NAME/NAME" },
        { "/api/lanes", """{"from_warehouse":NAME,"to_warehouse":"to","transit_days":1}""", "NAME/to" },
        { "/api/calendars", """{"non_working_dates":["2026-12-31"]}""", "NAME" },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Name_OfEveryKind_IsFoundAndDeletedByItsAddress_WithAndWithoutASlash(string route, string body, string key)
    {
        using var client = await app.SignedInClient();
        foreach (var name in Names.Select(row => row.Data).Append("a 🍵/ب%"))
        {
            var unique = name.Length > 200 ? name : $"{name}{Guid.NewGuid():N}";
            var address = $"{route}/{key.Replace("NAME", Uri.EscapeDataString(unique), StringComparison.Ordinal)}";
            (await Send(client, HttpMethod.Delete, address)).Dispose();
            var json = System.Text.Json.Nodes.JsonNode.Parse(
                body.Replace("NAME", System.Text.Json.JsonSerializer.Serialize(unique), StringComparison.Ordinal));
            using var made = route == "/api/calendars"
                ? await Send(client, HttpMethod.Put, address, json)
                : await Send(client, HttpMethod.Post, route, json);
            Assert.True(made.IsSuccessStatusCode, $"{route} {name}: {made.StatusCode}");

            using var found = await Send(client, HttpMethod.Get, address);
            using var slashed = await Send(client, HttpMethod.Get, address["/api".Length..] + "/");
            Assert.Equal((address, HttpStatusCode.OK, HttpStatusCode.OK), (address, found.StatusCode, slashed.StatusCode));
            Assert.Contains(unique, System.Text.Json.Nodes.JsonNode.Parse(await found.Content.ReadAsStringAsync(Ct))!.AsObject()
                .Select(member => member.Value is System.Text.Json.Nodes.JsonValue value ? $"{value}" : ""));
            using var gone = await Send(client, HttpMethod.Delete, address + "/");
            Assert.Equal((address, HttpStatusCode.NoContent), (address, gone.StatusCode));
        }
    }

    [Fact]
    public async Task Names_ThatLookAlikeWhenDecoded_AreTwo()
    {
        using var client = await app.SignedInClient();
        var mark = Guid.NewGuid().ToString("N");
        foreach (var name in new[] { $"{mark}a/b", $"{mark}a%2Fb" })
        {
            using var created = await client.PostAsJsonAsync("/api/channels", new { channel = name, display_name = name }, Ct);
            await created.Json(HttpStatusCode.Created);
        }

        var deleted = await Send(client, HttpMethod.Delete, $"/api/channels/{mark}a%2Fb");

        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        Assert.Equal([$"\"{mark}a%2Fb\""], (await client.GetJson($"/api/channels?search={mark}")).Column("channel"));
    }

    [Fact]
    public async Task Name_OfTwoDots_HasAnAddressToo()
    {
        using var client = await app.SignedInClient();
        var cookie = client.Cookies.GetAllCookies()[0];
        using var created = await client.PostAsJsonAsync("/api/warehouses", new { warehouse_name = ".." }, Ct);
        Assert.True(created.StatusCode is HttpStatusCode.Created or HttpStatusCode.Conflict);

        // No client library sends this as it is
        foreach (var form in new[] { "/api/warehouses/%2E%2E", "/warehouses/%2e%2e/" })
        {
            var answer = await RawHttp.Ask(app.Address, form, $"Cookie: {cookie.Name}={cookie.Value}");
            Assert.Equal(200, answer.Status);
            Assert.Contains("\"warehouse_name\":\"..\"", answer.Body, StringComparison.Ordinal);
        }
        var stranger = await RawHttp.Ask(app.Address, "/api/warehouses/%2E%2E");
        Assert.Equal(401, stranger.Status);
    }

    [Fact]
    public async Task Name_InOtherForm_IsTheSame()
    {
        using var client = await app.SignedInClient();
        var mark = Guid.NewGuid().ToString("N");
        using var created = await client.PostAsJsonAsync("/api/channels", new { channel = $" Cafe\u0301  {mark} " }, Ct);

        Assert.Equal($"Café {mark}", (string?)(await created.Json(HttpStatusCode.Created))["channel"]);
        await client.GetJson($"/api/channels/{Uri.EscapeDataString($"Cafe\u0301 {mark}")}");
        using var again = await client.PostAsJsonAsync("/api/channels", new { channel = $"Café {mark}" }, Ct);
        await again.Problem(HttpStatusCode.Conflict);
    }

    private static async Task Gone(HttpClient client, string name)
    {
        using var answer = await Send(client, HttpMethod.Delete, $"/api/warehouses/{Uri.EscapeDataString(name)}");
        Assert.True(answer.StatusCode is HttpStatusCode.NoContent or HttpStatusCode.NotFound);
    }

    /// <summary>Sends the address as it is: <see cref="Uri"/> would decode what it thinks makes no difference.</summary>
    private static async Task<HttpResponseMessage> Send(HttpClient client, HttpMethod method, string path, object? body = null)
    {
        var address = new Uri(client.BaseAddress!.GetLeftPart(UriPartial.Authority) + path,
            new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        using var request = new HttpRequestMessage(method, address) { Content = body is null ? null : JsonContent.Create(body) };
        return await client.SendAsync(request, Ct);
    }

    public sealed class OnSqlite(SqliteApp app) : NamesInPathsTests(app);

    public sealed class OnPostgres(PostgresApp app) : NamesInPathsTests(app);
}
