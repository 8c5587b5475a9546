using AngleSharp.Html.Dom;
using PsiErp.Tests.Pages;

namespace PsiErp.Tests.Security;

/// <summary>Forms that another web site sends, or that were made for someone else. Every form of every page needs its own token.</summary>
public abstract class AntiforgeryTests(PsiApp app)
{
    /// <summary>Every form: its page, whose action, what is filled in.</summary>
    private static readonly Dictionary<string, (string Path, (string, string)[] Fields)> Forms = new()
    {
        ["sign in"] = ("/login", [("Username", "nobody"), ("Password", "wrong")]),
        ["sign out"] = ("/logout", []),
        ["choose a language"] = ("/language", [("language", "ja")]),
        ["create a session"] = ("/sessions/new", [("Form.Title", "forged")]),
        ["edit a session"] = ("/sessions/{id}/edit", [("Form.Title", "forged")]),
        ["copy a session"] = ("/sessions/{id}/copy", [("Title", "forged")]),
        ["delete a session"] = ("/sessions/{id}/delete", [("Typed", "Plan")]),
        ["make it the leader"] = ("/sessions?handler=Leader", [("id", "{id}")]),
        ["upload"] = ("/sessions/{id}/upload", [("mode", "ReplaceAll")]),
        ["change a cell"] = ("/sessions/{id}/psi?handler=Cell&sku=A",
            [("warehouse", "東京DC"), ("channel", "online"), ("date", "2026-12-01"), ("field", "InboundQty"), ("entry", "99"),
                ("seen", "1")]),
    };

    /// <summary>Tokens that don't fit, from one's own, and one of another user.</summary>
    private static readonly Dictionary<string, Func<string, string, string?>> Forgeries = new()
    {
        ["none"] = (_, _) => null,
        ["empty"] = (_, _) => "",
        ["of another user"] = (_, others) => others,
        ["cut"] = (own, _) => own[..^4],
        ["changed"] = (own, _) => own[..20] + (own[20] == 'A' ? 'B' : 'A') + own[21..],
        ["no base64"] = (_, _) => "<script>",
        ["very long"] = (_, _) => new string('A', 100_000),
    };

    public static TheoryData<string> FormNames => Forms.Names();

    public static TheoryData<string> ForgeryNames => Forgeries.Names();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(FormNames))]
    public async Task Form_WithoutItsToken_Is400AndDoesNothing(string which)
    {
        using var client = await app.SignedInClient();
        var session = await client.CreatePlan(Wire.Row("A", "2026-12-01", "1"));
        var before = await State(client, session);
        foreach (var isHtmx in (bool[])[false, true])
        {
            using var answer = await Send(client, Forms[which], session, token: null, isHtmx);
            Assert.Equal(400, (int)answer.StatusCode);
        }
        Assert.Equal(before, await State(client, session));
    }

    [Theory]
    [MemberData(nameof(ForgeryNames))]
    public async Task Form_WithAForgedToken_Is400AndDoesNothing(string how)
    {
        using var client = await app.SignedInClient();
        using var other = await app.SignedInClient();
        var session = await client.CreatePlan(Wire.Row("A", "2026-12-01", "1"));
        var before = await State(client, session);
        var token = Forgeries[how](await TokenFor(client), await TokenFor(other));

        using var byForm = await Send(client, Forms["edit a session"], session, token, isHtmx: false);
        using var byHeader = await Send(client, Forms["edit a session"], session, token, isHtmx: true);

        Assert.Equal((400, 400), ((int)byForm.StatusCode, (int)byHeader.StatusCode));
        Assert.Equal(before, await State(client, session));
    }

    [Fact]
    public async Task Form_WithATokenFromBeforeSigningIn_Is400()
    {
        using var client = app.AnonymousClient();
        var login = await client.GetPage("/login");
        var early = login.Find("[name=__RequestVerificationToken]").GetAttribute("value")!;
        await client.Submit(login, "/login", ("Username", await app.CreateUser()), ("Password", PsiClient.Password));

        using var answer = await Send(client, Forms["create a session"], Guid.Empty, early, isHtmx: false);

        Assert.Equal(400, (int)answer.StatusCode);
    }

    [Fact]
    public async Task Form_OfOneMachine_IsTakenByAnother()
    {
        using var first = await app.SignedInClient();
        var page = await first.GetPage("/sessions/new");
        using var second = app.Strict.AnonymousClient();
        foreach (System.Net.Cookie cookie in first.Cookies.GetAllCookies()) second.Cookies.Add(new System.Net.Cookie(cookie.Name,
            cookie.Value, "/", "127.0.0.1"));

        var created = await second.Submit(page, "/sessions/new", ("Form.Title", "Through two machines"));

        Assert.Equal(302, (int)created.Answer.StatusCode);
        Assert.Single((System.Text.Json.Nodes.JsonArray)await first.GetJson($"/api/sessions?search={first.Username}"));
    }

    [Fact]
    public async Task Page_ChangesNothingByGet()
    {
        using var client = await app.SignedInClient();
        var session = await client.CreatePlan(Wire.Row("A", "2026-12-01", "1"));
        var before = await State(client, session);
        foreach (var (path, fields) in Forms.Values)
        {
            var query = string.Concat(fields.Select(field => $"&{field.Item1}={Uri.EscapeDataString(field.Item2)}"));
            using var answer = await client.GetAsync(Fill(path.Contains('?', StringComparison.Ordinal) ? path + query
                : $"{path}?{query.TrimStart('&')}", session), Ct);
            Assert.InRange((int)answer.StatusCode, 200, 404);
        }
        Assert.Equal(before, await State(client, session));
    }

    private static async Task<string> TokenFor(PsiClient client) =>
        ((IHtmlInputElement)(await client.GetPage("/sessions/new")).Find("[name=__RequestVerificationToken]")).Value;

    private static async Task<HttpResponseMessage> Send(
        PsiClient client, (string Path, (string Name, string Value)[] Fields) form, Guid session, string? token, bool isHtmx)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Fill(form.Path, session));
        var fields = form.Fields.ToDictionary(field => field.Name, field => Fill(field.Value, session));
        if (token is not null && !isHtmx) fields["__RequestVerificationToken"] = token;
        if (token is { Length: < 10_000 } && isHtmx) request.Headers.TryAddWithoutValidation("RequestVerificationToken", token);
        if (isHtmx) request.Headers.Add("HX-Request", "true");
        request.Content = new FormUrlEncodedContent(fields);
        return await client.SendAsync(request, Ct);
    }

    private static string Fill(string text, Guid session) => text.Replace("{id}", session.ToString(), StringComparison.Ordinal);

    private static async Task<string> State(PsiClient client, Guid session) =>
        $"{await client.GetStringAsync($"/api/sessions?search={client.Username}")}"
        + $"{await client.GetStringAsync($"/api/psi/{session}/daily")}"
        + $"{await client.GetStringAsync("/auth/me")}";

    [Collection("The leader on SQLite")]
    public sealed class OnSqlite(SqliteApp app) : AntiforgeryTests(app);

    [Collection("The leader on PostgreSQL")]
    public sealed class OnPostgres(PostgresApp app) : AntiforgeryTests(app);
}
