using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace PsiErp.Tests.Accounts;

public abstract class LoginTests(PsiApp app)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/auth")]
    [InlineData("/api/auth")]
    public async Task Login_Me_Logout_IsASession(string auth)
    {
        var name = await app.CreateUser(admin: true);
        using var client = app.AnonymousClient();

        using var login = await client.PostAsJsonAsync($"{auth}/login", new { username = name, PsiClient.Password }, Ct);
        Assert.Equal(HttpStatusCode.OK, login.StatusCode);
        Assert.Equal("""{"next":"authenticated","csrf_token":null}""", await login.Content.ReadAsStringAsync(Ct));

        var me = await client.GetFromJsonAsync<JsonElement>($"{auth}/me", Ct);
        Assert.Equal(name, me.GetProperty("username").GetString());
        Assert.True(me.GetProperty("is_active").GetBoolean());
        Assert.True(me.GetProperty("is_admin").GetBoolean());
        Assert.True(me.GetProperty("id").TryGetGuid(out _));

        using var logout = await client.PostAsync($"{auth}/logout", null, Ct);
        Assert.Equal(HttpStatusCode.NoContent, logout.StatusCode);
        Assert.Empty(client.Cookies.GetAllCookies());
    }

    [Fact]
    public async Task Login_Cookie_HasItsAttributes()
    {
        var name = await app.CreateUser();
        using var client = app.AnonymousClient();

        using var login = await client.PostAsJsonAsync("/auth/login", new { username = name, PsiClient.Password }, Ct);

        var cookie = Assert.Single(login.Headers.GetValues("Set-Cookie"));
        Assert.Matches(
            "^session=[A-Za-z0-9_.-]{87}; Max-Age=3600; Path=/; HttpOnly; SameSite=Lax$", cookie);
    }

    [Fact]
    public async Task Login_OtherCookieSettings_AreFollowed()
    {
        var name = await app.CreateUser();
        await using var other = app.With(
            ("SESSION_COOKIE_NAME", "psi"), ("SESSION_COOKIE_DOMAIN", "plan.example.com"), ("SESSION_COOKIE_SECURE", "true"),
            ("SESSION_COOKIE_SAMESITE", "strict"), ("SESSION_TTL_SECONDS", "600"));
        using var client = other.AnonymousClient();

        using var login = await client.PostAsJsonAsync("/auth/login", new { username = name, PsiClient.Password }, Ct);

        var cookie = Assert.Single(login.Headers.GetValues("Set-Cookie"));
        Assert.Matches(
            "^psi=[^;]+; Max-Age=600; Path=/; HttpOnly; SameSite=Strict; Secure; Domain=plan[.]example[.]com$", cookie);
    }

    [Fact]
    public async Task Login_LongUserAgent_IsStoredCut()
    {
        using var client = app.AnonymousClient();
        client.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", new string('a', 1000));
        await client.SignIn(await app.CreateUser());

        var stored = await app.WithDb(db => db.SignIns.SingleAsync(s => s.User!.Username == client.Username, Ct));

        Assert.Equal(new string('a', 256), stored.UserAgent);
        Assert.Equal("127.0.0.1", stored.Address);
    }

    [Fact]
    public async Task Logout_TokenReplayed_Is401()
    {
        using var client = await app.SignedInClient();
        var token = client.Cookies.GetAllCookies().Single().Value;
        using (await client.PostAsync("/auth/logout", null, Ct))
        {
        }

        using var replay = await AskWith(token);

        Assert.Equal(HttpStatusCode.Unauthorized, replay.StatusCode);
    }

    [Theory]
    [InlineData("/auth/logout", null)]
    [InlineData("/api/auth/logout", null)]
    [InlineData("/auth/logout", "forged")]
    [InlineData("/auth/logout", "ended")]
    public async Task Logout_WithoutALiveSignIn_ClearsTheCookie(string path, string? token)
    {
        using var ended = await app.SignedInClient();
        using var client = app.AnonymousClient();
        if (token == "ended") token = ended.Cookies.GetAllCookies().Single().Value;
        if (token is not null) client.Cookies.Add(app.Address, new Cookie("session", token));
        using (await ended.PostAsync("/auth/logout", null, Ct))
        {
        }

        using var logout = await client.PostAsync(path, null, Ct);

        Assert.Equal(HttpStatusCode.NoContent, logout.StatusCode);
        Assert.StartsWith("session=;", Assert.Single(logout.Headers.GetValues("Set-Cookie")), StringComparison.Ordinal);
        Assert.Empty(client.Cookies.GetAllCookies());
    }

    [Fact]
    public async Task Login_OtherMachine_StaysSignedInAfterLogout()
    {
        using var first = await app.SignedInClient();
        using var second = app.AnonymousClient();
        await second.SignIn(first.Username!);

        using (await first.PostAsync("/auth/logout", null, Ct))
        {
        }

        Assert.Equal(HttpStatusCode.OK, (await second.GetAsync("/auth/me", Ct)).StatusCode);
    }

    [Fact]
    public async Task Login_WrongPassword_UnknownName_InactiveUser_AreTheSame()
    {
        var active = await app.CreateUser();
        var inactive = await app.CreateUser();
        await app.WithDb(db => db.Users.Where(user => user.Username == inactive)
            .ExecuteUpdateAsync(set => set.SetProperty(user => user.IsActive, false), Ct));

        string?[] details =
        [
            await Refused(active, "wrong"), await Refused($"nobody-{Guid.NewGuid():N}", PsiClient.Password),
            await Refused(inactive, PsiClient.Password), await Refused(active.ToUpperInvariant(), PsiClient.Password),
        ];

        Assert.All(details, detail => Assert.Equal("invalid credentials", detail));
    }

    [Fact]
    public async Task Login_Refused_TakesTheSameTimeForEveryReason()
    {
        var (legacy, inactive) = (await app.CreateUser(), await app.CreateUser());
        // Its salt may be text or bytes, so that both are tried
        const string Slow = "pbkdf2_sha256$390000$kQ3vJ8nXbT5w$jVlzl8h1Pk7ut8ndHigCWeLnIGYvidtUAT8f2bAoyI8=";
        await app.WithDb(db => db.Users.Where(user => user.Username == legacy)
            .ExecuteUpdateAsync(set => set.SetProperty(user => user.PasswordHash, Slow), Ct));
        await app.WithDb(db => db.Users.Where(user => user.Username == inactive)
            .ExecuteUpdateAsync(set => set.SetProperty(user => user.IsActive, false), Ct));

        foreach (var (name, password) in new[] { (legacy, "wrong"), (inactive, PsiClient.Password), ($"nobody-{Guid.NewGuid():N}", "x") })
        {
            var started = Stopwatch.GetTimestamp();
            await Refused(name, password);
            // Never sooner than the slowest check; later only on a machine that is busy with something else
            Assert.True(Stopwatch.GetElapsedTime(started) >= TimeSpan.FromMilliseconds(495), name);
        }
    }

    [Theory]
    [InlineData("/auth/me")]
    [InlineData("/api/auth/me")]
    public async Task Me_NotSignedIn_Is401AsAProblem(string path)
    {
        using var client = app.AnonymousClient();

        using var answer = await client.GetAsync(path, Ct);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Me_UserMadeInactive_Is401()
    {
        using var client = await app.SignedInClient();

        await app.WithDb(db => db.Users.Where(user => user.Username == client.Username)
            .ExecuteUpdateAsync(set => set.SetProperty(user => user.IsActive, false), Ct));

        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/auth/me", Ct)).StatusCode);
    }

    [Fact]
    public async Task Me_SignInRowDeleted_Is401()
    {
        using var client = await app.SignedInClient();

        await app.WithDb(db => db.SignIns.Where(signIn => signIn.User!.Username == client.Username).ExecuteDeleteAsync(Ct));

        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/auth/me", Ct)).StatusCode);
    }

    [Theory]
    [InlineData("forged")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task Me_ForgedToken_Is401(string token)
    {
        using var answer = await AskWith(token);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    private async Task<HttpResponseMessage> AskWith(string token)
    {
        using var client = app.AnonymousClient();
        client.Cookies.Add(app.Address, new Cookie("session", token));
        return await client.GetAsync("/auth/me", Ct);
    }

    private async Task<string?> Refused(string username, string password)
    {
        using var client = app.AnonymousClient();
        using var answer = await client.PostAsJsonAsync("/auth/login", new { username, password }, Ct);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(Ct);
        return problem.GetProperty("detail").GetString();
    }

    public sealed class OnSqlite(SqliteApp app) : LoginTests(app);

    public sealed class OnPostgres(PostgresApp app) : LoginTests(app);
}
