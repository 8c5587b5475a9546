using System.Text;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using PsiErp.Tests.Pages;
using static PsiErp.Tests.Fixtures.Wire;

namespace PsiErp.Tests.Security;

/// <summary>More than there is room for, and texts that can't be stored, in every place. The answer says so and nothing changes.</summary>
public abstract class SizeTests(PsiApp app)
{
    private const string Edits = "/api/psi/{id}/edits/apply";

    /// <summary>JSON bodies: method, path, body, status. <c>{N}</c> stands for N letters.</summary>
    private static readonly Dictionary<string, (string Method, string Path, string Body, int Status)> Bodies = new()
    {
        ["title of 255 characters"] = ("POST", "/api/sessions", """{"title":"{255}"}""", 201),
        ["title of 256 characters"] = ("POST", "/api/sessions", """{"title":"{256}"}""", 422),
        ["title of a million characters"] = ("POST", "/api/sessions", """{"title":"{1000000}"}""", 422),
        ["title of spaces"] = ("POST", "/api/sessions", """{"title":"   "}""", 422),
        ["title with NUL"] = ("POST", "/api/sessions", """{"title":"a\u0000b"}""", 422),
        ["title with half a character"] = ("POST", "/api/sessions", """{"title":"a\ud800b"}""", 400),
        ["title that is a number"] = ("POST", "/api/sessions", """{"title":1}""", 400),
        ["title that is an object"] = ("POST", "/api/sessions", """{"title":{"$ne":null}}""", 400),
        ["description of 4,000 characters"] = ("POST", "/api/sessions", """{"title":"x","description":"{4000}"}""", 201),
        ["description of 4,001 characters"] = ("POST", "/api/sessions", """{"title":"x","description":"{4001}"}""", 422),
        ["description with NUL"] = ("POST", "/api/sessions", """{"title":"x","description":"\u0000"}""", 422),
        ["new title of 256 characters"] = ("PUT", "/api/sessions/{id}", """{"title":"{256}"}""", 422),
        ["new description of 4,001 characters"] = ("PUT", "/api/sessions/{id}", """{"description":"{4001}"}""", 422),
        ["title of a copy of 256 characters"] = ("POST", "/api/sessions/{id}/copy", """{"title":"{256}"}""", 422),
        ["user name of 151 characters"] = ("POST", "/auth/login", """{"username":"{151}","password":"x"}""", 422),
        ["password of 257 characters"] = ("POST", "/auth/login", """{"username":"x","password":"{257}"}""", 422),
        ["login of 100,000 bytes"] = ("POST", "/auth/login", """{"username":"x","password":"{100000}"}""", 413),
        ["body of 17 MiB"] = ("POST", "/api/sessions", """{"title":"{17825792}"}""", 413),
        ["JSON a thousand levels deep"] = ("POST", "/api/sessions", """{"title":{nested}}""", 400),
        ["JSON left open"] = ("POST", "/api/sessions", """{"title":"x""", 400),
        ["JSON with a comment"] = ("POST", "/api/sessions", """{"title":"x"/**/}""", 400),
        ["nothing"] = ("POST", "/api/sessions", "", 400),
        ["null"] = ("POST", "/api/sessions", "null", 400),
        ["an array"] = ("POST", "/api/sessions", "[]", 400),
        ["SKU of 256 characters"] = ("POST", Edits,
            """{"edits":[{"sku_code":"{256}","warehouse_name":"W","channel":"C","date":"2026-12-01","inbound_qty":1}]}""", 422),
        ["SKU with NUL"] = ("POST", Edits,
            """{"edits":[{"sku_code":"\u0000","warehouse_name":"W","channel":"C","date":"2026-12-01","inbound_qty":1}]}""", 422),
        ["SKU with a line break"] = ("POST", Edits,
            """{"edits":[{"sku_code":"a\r\nb","warehouse_name":"W","channel":"C","date":"2026-12-01","inbound_qty":1}]}""", 422),
        ["quantity over the limit"] = ("POST", Edits,
            """{"edits":[{"sku_code":"A","warehouse_name":"W","channel":"C","date":"2026-12-01","inbound_qty":1000000000001}]}""", 422),
        ["quantity of 1e400"] = ("POST", Edits,
            """{"edits":[{"sku_code":"A","warehouse_name":"W","channel":"C","date":"2026-12-01","inbound_qty":1e400}]}""", 400),
        ["quantity of ten thousand digits"] = ("POST", Edits,
            """{"edits":[{"sku_code":"A","warehouse_name":"W","channel":"C","date":"2026-12-01","inbound_qty":{digits}}]}""", 400),
        ["quantity that is NaN"] = ("POST", Edits,
            """{"edits":[{"sku_code":"A","warehouse_name":"W","channel":"C","date":"2026-12-01","inbound_qty":"NaN"}]}""", 400),
        ["negative quantity"] = ("POST", Edits,
            """{"edits":[{"sku_code":"A","warehouse_name":"W","channel":"C","date":"2026-12-01","inbound_qty":-1}]}""", 422),
        ["day after the calendar"] = ("POST", Edits,
            """{"edits":[{"sku_code":"A","warehouse_name":"W","channel":"C","date":"10000-01-01","inbound_qty":1}]}""", 400),
        ["10,001 edits"] = ("POST", Edits, """{"edits":[{edits}]}""", 422),
    };

    /// <summary>Requests that are too large before their body: target, headers, statuses that are right.</summary>
    private static readonly Dictionary<string, (string Target, string[] Headers, int Status)> Heads = new()
    {
        ["address of 9,000 characters"] = ($"/sessions?search={new string('a', 9000)}", [], 414),
        ["search of 8,000 characters"] = ($"/sessions?search={new string('a', 8000)}", [], 302),
        ["header of 40,000 characters"] = ("/login", [$"X-Long: {new string('a', 40_000)}"], 431),
        ["101 headers"] = ("/login", [.. Enumerable.Range(0, 101).Select(i => $"X-{i}: a")], 431),
        ["cookie of 40,000 characters"] = ("/login", [$"Cookie: session={new string('a', 40_000)}"], 431),
        ["5,000 cookies"] = ("/login", [$"Cookie: {string.Join("; ", Enumerable.Range(0, 3000).Select(i => $"c{i}=1"))}"], 200),
        ["header with a control character"] = ("/login", ["X-A: a\u0001b"], 200),
        ["header with NUL"] = ("/login", ["X-A: a\0b"], 400),
        ["header folded into the next line"] = ("/login", ["X-A: a", " b"], 400),
        ["header without a name"] = ("/login", [": a"], 400),
        ["header name with a space"] = ("/login", ["X A: a"], 400),
        ["header after a lone line feed"] = ("/login", ["X-A: a\nX-B: b"], 200),
        ["two hosts"] = ("/login", ["Host: evil.example"], 400),
        ["two lengths"] = ("/login", ["Content-Length: 0", "Content-Length: 5"], 400),
        ["negative length"] = ("/login", ["Content-Length: -1"], 400),
        ["coding that is unknown"] = ("/login", ["Transfer-Encoding: identity"], 400),
        ["address with a line break"] = ("/login%0d%0aSet-Cookie:%20session=stolen", [], 404),
        ["NUL in the path"] = ("/sessions%00", [], 400),
        ["another site's address"] = ("http://evil.example/login", [], 400),
    };

    public static TheoryData<string> BodyNames => Bodies.Names();

    public static TheoryData<string> HeadNames => Heads.Names();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(BodyNames))]
    public async Task Body_With(string what)
    {
        using var client = await app.SignedInClient();
        var session = await client.CreatePlan(Row("A", "2026-12-01", "1"));
        var before = await State(client, session);
        var (method, path, body, status) = Bodies[what];
        foreach (var form in Addresses.FormsOf(path.Replace("{id}", session.ToString(), StringComparison.Ordinal)))
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), form);
            request.Content = new StringContent(Expand(body), Encoding.UTF8, "application/json");
            // Else the answer may be lost when the server closes before all has been sent
            request.Headers.ExpectContinue = status == 413;

            using var answer = await client.SendAsync(request, Ct);

            var text = await answer.Content.ReadAsStringAsync(Ct);
            Assert.True(status == (int)answer.StatusCode, $"{form} {(int)answer.StatusCode}: {text[..Math.Min(300, text.Length)]}");
            if (status == 201) continue;
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
            Assert.True(text.Length < 2000, "A refusal doesn't repeat what it refuses");
            Assert.Equal(before, await State(client, session));
        }
    }

    [Theory]
    [MemberData(nameof(HeadNames))]
    public async Task Request_With(string what)
    {
        var (target, headers, status) = Heads[what];

        var answer = await RawHttp.Ask(app.Address, target, headers);

        Assert.Equal(status, answer.Status);
        Assert.DoesNotContain("stolen", string.Concat(answer.Headers), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a title of 256 characters", "Form.Title", 256, 422)]
    [InlineData("a description of 4,001 characters", "Form.Description", 4001, 422)]
    [InlineData("a title with NUL", "Form.Title", -1, 400)]
    [InlineData("a description with NUL", "Form.Description", -1, 400)]
    public async Task Form_With(string what, string field, int length, int status)
    {
        using var client = await app.SignedInClient();
        var page = await client.GetPage("/sessions/new");

        var answer = await client.Submit(page, "/sessions/new", ("Form.Title", "x"),
            (field, length < 0 ? "a\0b" : new string('a', length)));

        Assert.True(status == (int)answer.Answer.StatusCode, $"{what}: {(int)answer.Answer.StatusCode}");
        Assert.Equal("[]", await client.GetStringAsync($"/api/sessions?search={client.Username}", Ct));
    }

    [Theory]
    [InlineData("through JSON", false, 413)]
    [InlineData("through the page", true, 413)]
    public async Task Upload_OverTheLimit_IsRefused(string how, bool isPage, int status)
    {
        using var client = app.Strict.AnonymousClient();
        await client.SignIn(await app.CreateUser());
        client.DefaultRequestHeaders.Add("X-CSRF-Token", client.Cookies.GetAllCookies()["csrf_token"]!.Value);
        var session = await client.CreateSession();
        var token = (await client.GetPage("/sessions/new")).Find("[name=__RequestVerificationToken]").GetAttribute("value")!;
        client.DefaultRequestHeaders.Add("RequestVerificationToken", token);
        client.DefaultRequestHeaders.ExpectContinue = true;
        foreach (var bytes in (int[])[65_536 + 1, 1_000_000])
        {
            using var form = new MultipartFormDataContent
            {
                { new ByteArrayContent(Encoding.UTF8.GetBytes($"date,production,sales\n{new string('1', bytes)}")), "file", "large.csv" },
            };
            using var answer = await client.PostAsync(isPage ? $"/sessions/{session}/upload" : $"/api/psi/{session}/upload", form, Ct);
            Assert.True(status == (int)answer.StatusCode, $"{bytes} {how}: {(int)answer.StatusCode}");
        }
    }

    [Fact]
    public void Server_EndsConnectionsThatTrickle_ButLetsUploadsTakeTheirTime()
    {
        _ = app.Address;
        var limits = app.Services.GetRequiredService<IOptions<KestrelServerOptions>>().Value.Limits;

        Assert.InRange(limits.RequestHeadersTimeout, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30));
        Assert.InRange(limits.MinRequestBodyDataRate!.BytesPerSecond, 500, 5000);
        Assert.InRange(limits.MinRequestBodyDataRate.GracePeriod, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30));
        Assert.NotNull(limits.MinResponseDataRate);
    }

    private static string Expand(string body)
    {
        body = body.Replace("{nested}", $"{string.Concat(Enumerable.Repeat("{\"a\":", 1000))}1{new string('}',
            1000)}", StringComparison.Ordinal)
            .Replace("{digits}", new string('9', 10_000), StringComparison.Ordinal)
            .Replace("{edits}", string.Join(',', Enumerable.Repeat(
                """{"sku_code":"A","warehouse_name":"W","channel":"C","date":"2026-12-01"}""", 10_001)), StringComparison.Ordinal);
        return System.Text.RegularExpressions.Regex.Replace(body, @"\{(\d+)\}", number =>
            new string('a', int.Parse(number.Groups[1].Value)));
    }

    private static async Task<string> State(PsiClient client, Guid session) =>
        $"{await client.GetStringAsync($"/api/sessions?search={client.Username}")}"
        + $"{await client.GetStringAsync($"/api/psi/{session}/daily")}";

    public sealed class OnSqlite(SqliteApp app) : SizeTests(app);

    public sealed class OnPostgres(PostgresApp app) : SizeTests(app);
}
