using System.Net;

namespace PsiErp.Tests.Security;

public abstract class AllowedHostsTests(PsiApp app)
{
    [Fact]
    public async Task Host_NotAllowed_Is400AndSaysWhy()
    {
        await using var other = app.With(("ALLOWED_HOSTS", "plan.example.com, *.example.org, [::1]"));
        using var client = other.AnonymousClient();

        Assert.Equal(HttpStatusCode.OK, (await Ask(client, "plan.example.com")).Status);
        Assert.Equal(HttpStatusCode.OK, (await Ask(client, "PLAN.example.com:8443")).Status);
        Assert.Equal(HttpStatusCode.OK, (await Ask(client, "a.example.org")).Status);
        Assert.Equal(HttpStatusCode.OK, (await Ask(client, "[::1]:8000")).Status);
        foreach (var host in (string[])["evil.example.net", "example.org", "plan.example.com.evil.net", "127.0.0.1"])
        {
            var refused = await Ask(client, host);
            Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
            Assert.Contains("hostname is invalid", refused.Body, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Host_AnyAllowed_IsAnswered()
    {
        using var client = app.AnonymousClient();

        Assert.Equal(HttpStatusCode.OK, (await Ask(client, "anything.example.net")).Status);
    }

    private static async Task<(HttpStatusCode Status, string Body)> Ask(HttpClient client, string host)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/login");
        request.Headers.Host = host;
        using var answer = await client.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    public sealed class OnSqlite(SqliteApp app) : AllowedHostsTests(app);

    public sealed class OnPostgres(PostgresApp app) : AllowedHostsTests(app);
}
