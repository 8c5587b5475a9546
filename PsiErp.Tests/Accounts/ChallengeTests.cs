using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace PsiErp.Tests.Accounts;

/// <summary>What those see who are not signed in, or may not.</summary>
public sealed class ChallengeTests(SqliteApp app)
{
    [Theory]
    [InlineData("GET", "/", "", "/login?returnUrl=%2F")]
    [InlineData("GET", "/Sessions/製", "?q=a b&c=/x", "/login?returnUrl=%2FSessions%2F%25E8%25A3%25BD%3Fq%3Da%20b%26c%3D%2Fx")]
    [InlineData("POST", "/Sessions", "?handler=Delete", "/login?returnUrl=%2FSessions")]
    public async Task Page_NotSignedIn_GoesToLoginAndKnowsTheWayBack(string method, string path, string query, string login)
    {
        var answer = await Challenge(context =>
            (context.Request.Method, context.Request.Path, context.Request.QueryString) = (method, path, new QueryString(query)));

        Assert.Equal(StatusCodes.Status302Found, answer.StatusCode);
        Assert.Equal(login, answer.Headers.Location);
    }

    [Theory]
    [InlineData("http://plan.example.com/Plan?sku=1", "/login?returnUrl=%2FPlan%3Fsku%3D1")]
    [InlineData("http://evil.example.net/Plan", "/login?returnUrl=%2Ffragment")]
    public async Task Page_NotSignedIn_ByHtmx_SendsTheWholePageToLogin(string from, string login)
    {
        var answer = await Challenge(context =>
        {
            context.Request.Path = "/fragment";
            context.Request.Host = new HostString("plan.example.com");
            context.Request.Headers["HX-Request"] = "true";
            context.Request.Headers["HX-Current-URL"] = from;
        });

        Assert.Equal(StatusCodes.Status401Unauthorized, answer.StatusCode);
        Assert.Equal(login, answer.Headers["HX-Redirect"]);
        Assert.False(answer.Headers.ContainsKey("Location"));
    }

    [Theory]
    [InlineData("/api/sessions")]
    [InlineData("/auth/me")]
    public async Task Route_NotSignedIn_NeverRedirects(string path)
    {
        var answer = await Challenge(context => context.Request.Path = path);

        Assert.Equal(StatusCodes.Status401Unauthorized, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.ContentType);
        Assert.False(answer.Headers.ContainsKey("Location"));
    }

    [Theory]
    [InlineData("/api/users", "application/problem+json")]
    [InlineData("/Users", null)]
    public async Task WithoutTheRight_Is403(string path, string? type)
    {
        var answer = await Answer(context => context.Request.Path = path, context => context.ForbidAsync());

        Assert.Equal(StatusCodes.Status403Forbidden, answer.StatusCode);
        Assert.Equal(type, answer.ContentType);
    }

    private Task<HttpResponse> Challenge(Action<HttpContext> ask) => Answer(ask, context => context.ChallengeAsync());

    private async Task<HttpResponse> Answer(Action<HttpContext> ask, Func<HttpContext, Task> answer)
    {
        _ = app.Address;
        await using var scope = app.Services.CreateAsyncScope();
        var context = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        context.Request.Method = "GET";
        ask(context);
        await answer(context);
        return context.Response;
    }
}
