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
            Assert.Contains("ALLOWED_HOSTS lists", refused.Body, StringComparison.Ordinal);
            var call = await Ask(client, host, "/api/sessions");
            Assert.Equal(HttpStatusCode.BadRequest, call.Status);
            Assert.Contains("\"detail\":\"This server does not answer", call.Body, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Host_AnyAllowed_IsAnswered()
    {
        using var client = app.AnonymousClient();

        Assert.Equal(HttpStatusCode.OK, (await Ask(client, "anything.example.net")).Status);
    }

    [Theory]
    [InlineData("/health")]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task Health_AskedByAddress_Answers(string path)
    {
        await using var other = app.With(("ALLOWED_HOSTS", "plan.example.com"));
        using var client = other.AnonymousClient();

        Assert.Equal((HttpStatusCode.OK, "{\"ok\":true}"), await Ask(client, "10.0.3.17:8000", path));
    }

    private static async Task<(HttpStatusCode Status, string Body)> Ask(HttpClient client, string host, string path = "/login")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Host = host;
        using var answer = await client.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    public sealed class OnSqlite(SqliteApp app) : AllowedHostsTests(app);

    public sealed class OnPostgres(PostgresApp app) : AllowedHostsTests(app);
}
