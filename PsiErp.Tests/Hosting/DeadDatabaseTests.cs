using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using PsiErp.Accounts;
using PsiErp.Data.Providers;

namespace PsiErp.Tests.Hosting;

public sealed class DeadDatabaseTests : IAsyncDisposable
{
    private readonly DeadApp _app = new();

    [Theory]
    [InlineData("/health")]
    [InlineData("/health/ready")]
    public async Task Health_DatabaseGone_Is503AndNotOk(string path)
    {
        using var client = SignedIn();
        using var answer = await client.GetAsync(path);
        Assert.Equal("""{"ok":false}""", (await answer.Json(HttpStatusCode.ServiceUnavailable)).ToJsonString());
    }

    [Fact]
    public async Task Health_DatabaseSilent_Is503BeforeAClientGivesUp()
    {
        using var server = new Socket(SocketType.Stream, ProtocolType.Tcp);
        server.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        await using var app = new DeadApp(((IPEndPoint)server.LocalEndPoint!).Port);
        using var client = app.AnonymousClient();
        // Five seconds or so; two slow cores that run the other tests beside it have needed ten
        client.Timeout = TimeSpan.FromSeconds(25);
        await client.GetJson("/health/live");

        // From now on it takes calls, and says nothing
        server.Listen();

        var answers = await Task.WhenAll(
            client.GetJson("/health", HttpStatusCode.ServiceUnavailable),
                client.GetJson("/health/ready", HttpStatusCode.ServiceUnavailable));
        Assert.All(answers, answer => Assert.Equal("""{"ok":false}""", answer.ToJsonString()));
    }

    [Fact]
    public async Task Live_DatabaseGone_IsOkAllTheSame()
    {
        using var client = _app.AnonymousClient();
        await client.GetJson("/health/live");
    }

    [Fact]
    public async Task Json_DatabaseGone_SaysSoAndWhatToDo()
    {
        using var client = SignedIn();
        using var list = await client.GetAsync("/api/sessions");
        using var login = await client.PostAsJsonAsync("/auth/login", new { username = "sato", password = "whatever it was" });
        foreach (var answer in new[] { list, login })
            Assert.Contains("try again", await answer.Problem(HttpStatusCode.ServiceUnavailable), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_DatabaseGone_IsAPageThatLeaksNothing()
    {
        using var client = SignedIn();
        // As browsers send it
        client.DefaultRequestHeaders.Accept.ParseAdd("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8");
        client.DefaultRequestHeaders.Add("X-Request-ID", "tell-the-administrator");

        using var answer = await client.GetAsync("/sessions");

        var page = await answer.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Contains("The database can&#x27;t be reached", page, StringComparison.Ordinal);
        Assert.Contains("<html", page, StringComparison.Ordinal);
        Assert.Contains("tell-the-administrator", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Npgsql", page, StringComparison.Ordinal);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    /// <summary>A client with a genuine token, so that the app asks the database whose it is.</summary>
    private PsiClient SignedIn()
    {
        var client = _app.AnonymousClient();
        client.Cookies.Add(_app.Address, new Cookie("session", _app.Services.GetRequiredService<SignInTokens>().Create()));
        return client;
    }

    /// <summary>An app whose database server does not answer. Nothing listens on port 1.</summary>
    private sealed class DeadApp(int port = 1) : PsiApp
    {
        private string Url => $"postgres://psi:psi@127.0.0.1:{port}/psi";

        protected internal override IReadOnlyDictionary<string, string> DatabaseSettings =>
            new Dictionary<string, string> { ["DATABASE_URL"] = Url };

        protected override bool HasTables => false;

        public override IDatabase CreateEmptyDatabase() => new PostgresDatabase(DatabaseUrl.Parse(Url), "psi");
    }
}
