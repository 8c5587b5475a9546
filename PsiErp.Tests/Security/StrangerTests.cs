using System.Net;

namespace PsiErp.Tests.Security;

/// <summary>Under <c>/api</c> a stranger learns nothing, not even what is there; who is signed in is told what is wrong.</summary>
public abstract class StrangerTests(PsiApp app)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("GET", "/api/nothing", HttpStatusCode.NotFound)]
    [InlineData("GET", "/api", HttpStatusCode.NotFound)]
    [InlineData("GET", "/api/", HttpStatusCode.NotFound)]
    [InlineData("GET", "/API/nothing", HttpStatusCode.NotFound)]
    [InlineData("GET", "/api/sessions/not-an-id", HttpStatusCode.NotFound)]
    [InlineData("GET", "/users/nothing/", HttpStatusCode.NotFound)]
    [InlineData("GET", "/psi", HttpStatusCode.NotFound)]
    [InlineData("GET", "/PSI/not-an-id/daily", HttpStatusCode.NotFound)]
    [InlineData("DELETE", "/api/sessions", HttpStatusCode.MethodNotAllowed)]
    [InlineData("DELETE", "/sessions/", HttpStatusCode.MethodNotAllowed)]
    [InlineData("OPTIONS", "/sessions", HttpStatusCode.MethodNotAllowed)]
    [InlineData("BREW", "/api/sessions", HttpStatusCode.MethodNotAllowed)]
    [InlineData("OPTIONS", "/api/sessions", HttpStatusCode.MethodNotAllowed)]
    [InlineData("TRACE", "/api/sessions", HttpStatusCode.MethodNotAllowed)]
    [InlineData("GET", "/api/openapi.json", HttpStatusCode.OK)]
    public async Task Address_IsToldToUsersOnly(string method, string path, HttpStatusCode toUsers)
    {
        using var stranger = app.AnonymousClient();
        using var user = await app.SignedInClient();

        using var refused = await stranger.SendAsync(new HttpRequestMessage(new HttpMethod(method), path), Ct);
        using var answered = await user.SendAsync(new HttpRequestMessage(new HttpMethod(method), path), Ct);

        await refused.Problem(HttpStatusCode.Unauthorized);
        Assert.Equal(toUsers, answered.StatusCode);
        if (toUsers != HttpStatusCode.OK) await answered.Problem(toUsers);
    }

    public sealed class OnSqlite(SqliteApp app) : StrangerTests(app);

    public sealed class OnPostgres(PostgresApp app) : StrangerTests(app);
}
