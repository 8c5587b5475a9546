using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PsiErp.Accounts;
using PsiErp.Data;
using PsiErp.Tests.Pages;
using static PsiErp.Tests.Fixtures.Wire;

namespace PsiErp.Tests.Security;

/// <summary>Who may look only can change nothing but their own account, whatever route there is.</summary>
public abstract partial class ReadOnlyUsersTests(PsiApp app)
{
    /// <summary>What changes nothing that others see. Whatever else is added is closed, or belongs in here with a reason.</summary>
    private static readonly string[] Open =
    [
        // Signing in and out, and one's own password
        "POST /auth/login", "POST /auth/totp", "POST /auth/logout", "POST /auth/password",
        "POST /api/auth/login", "POST /api/auth/totp", "POST /api/auth/logout", "POST /api/auth/password",
        "POST /login", "POST /login/code", "POST /logout", "POST /language",
        "POST /account", "POST /account/password", "POST /account/second-factor", "POST /account/recovery-codes",
        "POST /account/second-factor/remove", "POST /account/failed-codes",
        // Says what an action would do
        "POST /api/psi/{session_id}/actions/preview",
        // Explains why it was refused
        "POST /error/{code}",
    ];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EveryRouteThatChangesSomething_Is403()
    {
        using var reader = await Reader();
        var open = new List<string>();
        var closed = 0;
        foreach (var (method, pattern) in Unsafe())
        {
            var address = Placeholder().Replace(pattern, part => part.Value.Contains("guid", StringComparison.Ordinal)
                ? $"{Guid.NewGuid()}" : part.Value.Contains("int", StringComparison.Ordinal) ? "1" : "x");
            using var request = new HttpRequestMessage(new HttpMethod(method), address);
            if (method != "DELETE") request.Content = JsonContent.Create(new { });
            using var answer = await reader.SendAsync(request, Ct);
            var body = await answer.Content.ReadAsStringAsync(Ct);
            var isRefused = answer.StatusCode == HttpStatusCode.Forbidden
                && (!address.StartsWith("/api/", StringComparison.Ordinal)
                    || body.Contains(ReadOnlyUsers.Refusal, StringComparison.Ordinal)
                    // Only admins may
                    || body.Contains("You may not do this.", StringComparison.Ordinal));
            if (isRefused) closed++;
            else open.Add($"{method} {Constraint().Replace(pattern, "")}");
            if (answer.StatusCode is HttpStatusCode.NoContent) _ = await Again(reader);
        }

        Assert.Equal(Open.Order(), open.Distinct().Order());
        Assert.InRange(closed, 90, 1_000);
    }

    [Fact]
    public async Task Screens_ShowWhatThereIs_AndNothingToChangeItWith()
    {
        using var editor = await app.SignedInClient();
        var session = await editor.CreatePlan(Row("A", "2026-12-01", "1", anchor: "-5"), Row("A", "2026-12-02", outbound: "9"));
        await editor.Apply(session,
            new { sku_code = "A", warehouse_name = "東京DC", channel = "online", date = "2026-12-01", inbound_qty = 5 });
        using var staged = await editor.UploadTo(
            $"/api/psi/{session}/upload?preview=true", WideHeader + Row("A", "2026-12-01", "2", anchor: "-5"));
        var import = (await staged.Json(HttpStatusCode.OK))["import_id"];
        using var reader = await Reader();
        string[] pages =
        [
            "/sessions", $"/sessions/{session}", $"/sessions/{session}/psi?sku=A", $"/sessions/{session}/proposals",
            $"/sessions/{session}/compare", $"/sessions/{session}/moves", $"/sessions/{session}/log", $"/sessions/{session}/imports",
            $"/sessions/{session}/imports/{import}",
            $"/sessions/{session}/alerts/1", "/sessions/deleted", "/masters/products", "/masters/warehouses", "/masters/calendar",
            "/masters/policy", "/masters/ranks/skus", $"/sessions/{session}/report?sku=A", "/docs/api", "/account",
        ];
        foreach (var address in pages)
        {
            var mine = await editor.GetPage(address);
            var theirs = await reader.GetPage(address);

            Assert.True(theirs.Answer.IsSuccessStatusCode, $"{address}: {theirs.Answer.StatusCode}");
            Assert.Equal(mine.Texts("h1"), theirs.Texts("h1"));
            var forms = theirs.Document.QuerySelectorAll("form[method=post]").Select(form => form.GetAttribute("action") ?? "").ToList();
            Assert.All(forms, action => Assert.Matches(
                @"^(/language|/logout|/account|/masters/policy|/sessions/[^/]+/psi\?.*handler=Extra)", action));
            Assert.Empty(theirs.Document.QuerySelectorAll(
                "[data-field], [data-upload], noscript form, main button.primary:not(form[method=get] button, dialog button)"));
            foreach (var link in theirs.Document.QuerySelectorAll("a[href^='/']").Select(link => link.GetAttribute("href")!).Distinct())
            {
                using var answer = await reader.GetAsync(link, Ct);
                Assert.True(answer.StatusCode != HttpStatusCode.Forbidden, $"{address} leads to {link}, which is refused");
            }
        }
    }

    [Fact]
    public async Task Pages_ForChanging_SayThatOnlyLookingIsAllowed()
    {
        using var reader = await Reader();

        var refused = await reader.GetPage("/sessions/new");

        Assert.Equal(HttpStatusCode.Forbidden, refused.Answer.StatusCode);
        Assert.Equal(["You may look, not change"], refused.Texts("h1"));
    }

    [Fact]
    public async Task OwnAccount_Works()
    {
        using var reader = await Reader();
        var me = await reader.GetJson("/auth/me");
        Assert.True((bool)me["is_read_only"]!);

        var page = await reader.Submit(await reader.GetPage("/account/password"), "/account/password",
            ("CurrentPassword", PsiClient.Password), ("NewPassword", "four green umbrellas"), ("Again", "four green umbrellas"));
        Assert.Equal("/account?done=password", page.Answer.Headers.Location?.OriginalString);
        var ended = await reader.Submit(await reader.GetPage("/account"), "handler=End");
        Assert.Equal(HttpStatusCode.Found, ended.Answer.StatusCode);
    }

    [Fact]
    public async Task Admin_MakesAUserReadOnly_WhichHoldsAtOnce_AndIsOnRecord()
    {
        using var admin = await app.SignedInClient(admin: true);
        using var user = await app.SignedInClient();
        var id = await app.WithDb(db => db.Users.Where(one => one.Username == user.Username).Select(one => one.Id).SingleAsync(Ct));

        var done = await admin.Submit(await admin.GetPage($"/admin/users/{id}/change/MakeReadOnly"), "/admin/users");
        using var refused = await user.PostAsJsonAsync("/api/sessions", new { title = "No" }, Ct);
        using var back = await admin.PutAsJsonAsync($"/api/users/{id}", new { is_read_only = false }, Ct);
        using var allowed = await user.PostAsJsonAsync("/api/sessions", new { title = "Yes" }, Ct);

        Assert.Equal(HttpStatusCode.Found, done.Answer.StatusCode);
        Assert.Contains(ReadOnlyUsers.Refusal, await refused.Problem(HttpStatusCode.Forbidden), StringComparison.Ordinal);
        Assert.False((bool)(await back.Json(HttpStatusCode.OK))["is_read_only"]!);
        Assert.Equal(HttpStatusCode.Created, allowed.StatusCode);
        var details = await app.WithDb(db => db.AuditLog
            .Where(entry => entry.Subject == user.Username && entry.Kind == AuditKind.UserChanged)
            .OrderBy(entry => entry.Id).Select(entry => entry.Detail).ToListAsync(Ct));
        Assert.Equal([AuditDetail.ReadOnly, AuditDetail.MayChange], details);
    }

    [Fact]
    public async Task AdminAndReadOnly_AreNotOneUser()
    {
        using var admin = await app.SignedInClient(admin: true);
        using var both = await admin.PostAsJsonAsync("/api/users",
            new { username = $"u{Guid.NewGuid():N}", password = "three blue kettles", is_admin = true, is_read_only = true }, Ct);
        var id = await app.WithDb(db => db.Users.Where(one => one.Username == admin.Username).Select(one => one.Id).SingleAsync(Ct));
        using var self = await admin.PutAsJsonAsync($"/api/users/{id}", new { is_read_only = true }, Ct);

        Assert.Contains("read-only", await both.Problem(HttpStatusCode.UnprocessableEntity), StringComparison.Ordinal);
        Assert.Contains("read-only", await self.Problem(HttpStatusCode.UnprocessableEntity), StringComparison.Ordinal);
    }

    private async Task<PsiClient> Reader()
    {
        var client = await app.SignedInClient();
        await app.WithDb(db => db.Users.Where(user => user.Username == client.Username)
            .ExecuteUpdateAsync(set => set.SetProperty(user => user.IsReadOnly, true), Ct));
        return client;
    }

    /// <summary>Signing out is open: the walk goes on with another sign-in.</summary>
    private static async Task<bool> Again(PsiClient reader)
    {
        await reader.SignIn(reader.Username!);
        return true;
    }

    private IEnumerable<(string Method, string Pattern)> Unsafe()
    {
        _ = app.Address;
        foreach (var endpoint in app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>())
        {
            var pattern = "/" + endpoint.RoutePattern.RawText!.TrimStart('/');
            var isPage = endpoint.Metadata.GetMetadata<PageActionDescriptor>() is not null;
            var methods = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET", "POST"];
            foreach (var method in isPage ? ["POST"] : methods.Except(["GET", "HEAD", "OPTIONS"]))
                yield return (method, pattern.TrimEnd('/') is { Length: > 0 } path ? path : "/");
        }
    }

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@":[a-z]+(?=\})")]
    private static partial Regex Constraint();

    public sealed class OnSqlite(SqliteApp app) : ReadOnlyUsersTests(app);

    public sealed class OnPostgres(PostgresApp app) : ReadOnlyUsersTests(app);
}
