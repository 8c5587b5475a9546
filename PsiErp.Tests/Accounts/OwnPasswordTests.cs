using System.Net;
using System.Net.Http.Json;

namespace PsiErp.Tests.Accounts;

/// <summary>Changing one's own password by script.</summary>
public abstract class OwnPasswordTests(PsiApp app)
{
    private const string Replacement = "another fine password";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/auth/password")]
    [InlineData("/api/auth/password")]
    public async Task Change_EndsAllOtherSessions_AndTheOldPassword(string path)
    {
        using var client = await app.SignedInClient();
        using var elsewhere = app.AnonymousClient();
        await elsewhere.SignIn(client.Username!);

        using var answer = await Change(client, PsiClient.Password, Replacement, path);

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/auth/me", Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await elsewhere.GetAsync("/auth/me", Ct)).StatusCode);
        using var old = await elsewhere.PostAsJsonAsync("/auth/login", new { username = client.Username, PsiClient.Password }, Ct);
        Assert.Equal(HttpStatusCode.Unauthorized, old.StatusCode);
        await elsewhere.SignIn(client.Username!, Replacement);
    }

    [Fact]
    public async Task Change_CopyOfTheCookie_IsWorthNothingAfterwards()
    {
        using var client = await app.SignedInClient();
        using var thief = app.AnonymousClient();
        foreach (Cookie cookie in client.Cookies.GetAllCookies()) thief.Cookies.Add(cookie);
        Assert.Equal(HttpStatusCode.OK, (await thief.GetAsync("/auth/me", Ct)).StatusCode);

        using var answer = await Change(client, PsiClient.Password, Replacement);

        Assert.Equal(HttpStatusCode.Unauthorized, (await thief.GetAsync("/auth/me", Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/auth/me", Ct)).StatusCode);
    }

    [Fact]
    public async Task Change_WithCsrfTokens_AnswersTheOneOfTheNewCookie()
    {
        var name = await app.CreateUser();
        using var client = app.Strict.AnonymousClient();
        using var login = await client.PostAsJsonAsync("/auth/login", new { username = name, PsiClient.Password }, Ct);
        client.DefaultRequestHeaders.Add("X-CSRF-Token", login.Headers.GetValues("X-CSRF-Token"));

        using var answer = await Change(client, PsiClient.Password, Replacement);
        client.DefaultRequestHeaders.Remove("X-CSRF-Token");
        client.DefaultRequestHeaders.Add("X-CSRF-Token", answer.Headers.GetValues("X-CSRF-Token"));

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await Change(client, Replacement, PsiClient.Password)).StatusCode);
    }

    [Theory]
    [InlineData("wrong", Replacement, "current_password")]
    [InlineData(null, Replacement, "current_password")]
    [InlineData(PsiClient.Password, "short", "new_password")]
    [InlineData(PsiClient.Password, "iloveyou", "new_password")]
    [InlineData(PsiClient.Password, null, "new_password")]
    public async Task Change_Refused_NamesTheFieldAndChangesNothing(string? current, string? replacement, string field)
    {
        using var client = await app.SignedInClient();

        using var answer = await Change(client, current, replacement);

        var problem = await answer.Json(HttpStatusCode.UnprocessableEntity);
        Assert.NotNull(problem["errors"]![field]);
        using var again = app.AnonymousClient();
        await again.SignIn(client.Username!);
    }

    [Fact]
    public async Task Change_GuessingTheCurrentPassword_MeetsTheLimitOfSignIns()
    {
        using var client = await app.SignedInClient();
        for (var guess = 0; guess < 5; guess++)
        {
            using var wrong = await Change(client, "wrong", Replacement);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        }

        using var blocked = await Change(client, PsiClient.Password, Replacement);

        await blocked.Problem(HttpStatusCode.TooManyRequests);
        Assert.InRange(blocked.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 280, 300);
    }

    [Fact]
    public async Task Change_NotSignedIn_Is401()
    {
        using var client = app.AnonymousClient();

        using var answer = await Change(client, PsiClient.Password, Replacement);

        await answer.Problem(HttpStatusCode.Unauthorized);
    }

    private static Task<HttpResponseMessage> Change(
        PsiClient client, string? current, string? replacement, string path = "/auth/password") =>
        client.PostAsJsonAsync(path, new { current_password = current, new_password = replacement }, Ct);

    public sealed class OnSqlite(SqliteApp app) : OwnPasswordTests(app);

    public sealed class OnPostgres(PostgresApp app) : OwnPasswordTests(app);
}
