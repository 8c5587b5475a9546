using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace PsiErp.Tests.Accounts;

/// <summary>What the login route does not take. No database is asked, so one is enough.</summary>
public sealed class LoginBodyTests(SqliteApp app)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("""{"username": "", "password": "x"}""", "username")]
    [InlineData("""{"password": "x"}""", "username")]
    [InlineData("""{"username": "x", "password": null}""", "password")]
    [InlineData("""{"username": "a\u0000b", "password": "x"}""", "username")]
    [InlineData("""{"username": "{151}", "password": "x"}""", "username")]
    [InlineData("""{"username": "x", "password": "{257}"}""", "password")]
    public async Task Login_MissingOrTooLong_Is422WithTheField(string body, string field)
    {
        body = body.Replace("{151}", new string('n', 151), StringComparison.Ordinal)
            .Replace("{257}", new string('p', 257), StringComparison.Ordinal);

        using var answer = await Login(new StringContent(body, Encoding.UTF8, "application/json"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(Ct);
        Assert.Equal(field, Assert.Single(problem.GetProperty("errors").EnumerateObject()).Name);
    }

    [Theory]
    [InlineData("{\"username\": ", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("null", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("{\"username\": 1, \"password\": []}", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("username=x&password=y", "application/x-www-form-urlencoded", HttpStatusCode.UnsupportedMediaType)]
    public async Task Login_NotTheJsonExpected_IsRefusedAsAProblem(string body, string type, HttpStatusCode expected)
    {
        using var answer = await Login(new StringContent(body, Encoding.UTF8, type));

        Assert.Equal(expected, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Login_HugeBody_Is413()
    {
        using var answer = await Login(new StringContent(
            $$"""{"username": "x", "password": "{{new string('x', 100_000)}}"}""", Encoding.UTF8, "application/json"));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    private async Task<HttpResponseMessage> Login(HttpContent body)
    {
        using var client = app.AnonymousClient();
        return await client.PostAsync("/auth/login", body, Ct);
    }
}
