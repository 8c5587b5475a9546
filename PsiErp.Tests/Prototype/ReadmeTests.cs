using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using PsiErp.Data;

namespace PsiErp.Tests.Prototype;

/// <summary>
/// What the README of PsiErp's prototype says, in its order, each sentence by its own example. What is tested elsewhere
/// or replaced is in the table of <c>docs/from-the-prototype.md</c>.
/// </summary>
public abstract partial class ReadmeTests(PsiApp app)
{
    private const string Changeme = "pbkdf2_sha256$390000$xLZMCnQn7qjW030LISFGMw$wmdKegibCSwbuMOl6MQ8UhqKEMUqwdSzLdePUgVveNQ";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("DATABASE_URL")]
    [InlineData("DB_SCHEMA")]
    [InlineData("SESSION_SIGN_KEY")]
    [InlineData("SECRET_KEY")]
    [InlineData("ALLOWED_ORIGINS")]
    [InlineData("SESSION_COOKIE_SECURE")]
    public void CloneEnvVars_EachImportantVariable_IsInTheSampleFile(string name) =>
        Assert.Contains(name, Repository.Read(".env.example"), StringComparison.Ordinal);

    [Fact]
    public async Task AllowedOrigins_DeviceOnTheLan_SignsInAndReads()
    {
        const string Lan = "http://192.168.11.64:5174";
        await using var other = app.With(("ALLOWED_ORIGINS",
            "http://localhost:5173,http://localhost:5174,http://127.0.0.1:5173,http://127.0.0.1:5174,http://192.168.11.64:5174"));
        using var client = other.AnonymousClient();
        client.DefaultRequestHeaders.Add("Origin", Lan);

        await client.SignIn(await app.CreateUser());

        using var me = await client.GetAsync("/auth/me", Ct);
        Assert.Equal(HttpStatusCode.OK, me.StatusCode);
        Assert.Equal([Lan], me.Headers.GetValues("Access-Control-Allow-Origin"));
        Assert.Equal(["true"], me.Headers.GetValues("Access-Control-Allow-Credentials"));
    }

    [Fact]
    public async Task AllowedOrigins_DeviceThatIsNotInIt_IsBlocked()
    {
        using var client = app.AnonymousClient();
        client.DefaultRequestHeaders.Add("Origin", "http://192.168.11.64:5174");

        using var login = await client.PostAsJsonAsync("/auth/login", new { username = await app.CreateUser(), PsiClient.Password }, Ct);

        Assert.Equal(HttpStatusCode.Forbidden, login.StatusCode);
        Assert.False(login.Headers.Contains("Access-Control-Allow-Origin"));
    }

    [Theory]
    [InlineData("WU5RmuSZMSspQzt92Kl_8A$3YD5cglVoOfRifZpPy19sr1z_BRI3Ihkv1cDXqCFI3Y")]
    [InlineData("kQ3vJ8nXbT5w$T3y3JLh6C9D7gIMNZFFOBwIJjiaaymF9k+CSFXfndLY=")]
    public async Task HashPassword_OfThePrototypeAndOfDjango_BothSignIn(string saltAndHash)
    {
        var name = await app.CreateUser();
        await app.WithDb(db => db.Users.Where(user => user.Username == name)
            .ExecuteUpdateAsync(set => set.SetProperty(user => user.PasswordHash, $"pbkdf2_sha256$390000${saltAndHash}"), Ct));

        await SignsInAndIsHashedAnew(app, name, "your-secret");
    }

    [Fact]
    public async Task AuthenticationApiQuickCheck_ItsThreeCalls_AnswerAsItSays()
    {
        await using var own = app.WithEmptyDatabase();
        await own.WithDb(db =>
        {
            db.Add(new User { Username = "admin", PasswordHash = Changeme });
            return db.SaveChangesAsync(Ct);
        });

        var answers = await Run(own, """
            curl -i -X POST http://localhost:8000/auth/login \
              -H "Content-Type: application/json" \
              -d '{"username":"admin","password":"changeme!"}'
            """);
        Assert.StartsWith("HTTP/1.1 200 OK", answers, StringComparison.Ordinal);
        var session = SetCookie().Match(answers);
        Assert.True(session.Success, answers);

        var profile = Run(own, $"""curl -i http://localhost:8000/auth/me --cookie "session={session.Groups["value"]}" """);
        Assert.Contains("\"username\":\"admin\"", await profile, StringComparison.Ordinal);
        var logout = Run(own, $"""curl -i -X POST http://localhost:8000/auth/logout --cookie "session={session.Groups["value"]}" """);
        Assert.StartsWith("HTTP/1.1 204 No Content", await logout, StringComparison.Ordinal);
        profile = Run(own, $"""curl -i http://localhost:8000/auth/me --cookie "session={session.Groups["value"]}" """);
        Assert.StartsWith("HTTP/1.1 401 Unauthorized", await profile, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AutomatedTests_RateLimitingAfterRepeatedFailures()
    {
        using var client = app.AnonymousClient();
        var username = await app.CreateUser();
        for (var tries = 0; tries < 5; tries++)
        {
            using var wrong = await client.PostAsJsonAsync("/auth/login", new { username, password = "wrong" }, Ct);
            Assert.Equal("invalid credentials", await wrong.Problem(HttpStatusCode.Unauthorized));
        }

        using var right = await client.PostAsJsonAsync("/auth/login", new { username, PsiClient.Password }, Ct);

        Assert.Equal("too many failed attempts, please try again later", await right.Problem(HttpStatusCode.TooManyRequests));
        Assert.NotNull(right.Headers.RetryAfter);
    }

    [Fact]
    public void Procfile_StartsTheAppAndMigratesOnRelease()
    {
        var processes = Repository.Read("Procfile").Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(["web: ./PsiErp/bin/publish/PsiErp", "release: ./PsiErp/bin/publish/PsiErp migrate"], processes);
    }

    [Fact]
    public async Task Heroku_SecureCookies_RespectXForwardedProto()
    {
        await using var dyno = app.With(("DYNO", "web.1"), ("SESSION_COOKIE_SECURE", "true"));
        using var client = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = dyno.Address };
        client.DefaultRequestHeaders.Host = "your-app.herokuapp.com";
        client.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        // Our own only where the router's word is taken
        client.DefaultRequestHeaders.Add("Origin", "https://your-app.herokuapp.com");

        using var login = await client.PostAsJsonAsync("/auth/login", new { username = await app.CreateUser(), PsiClient.Password }, Ct);

        Assert.Equal(HttpStatusCode.OK, login.StatusCode);
        Assert.EndsWith("; Secure", Assert.Single(login.Headers.GetValues("Set-Cookie")), StringComparison.Ordinal);
        Assert.True(login.Headers.Contains("Strict-Transport-Security"));
    }

    [Theory]
    [InlineData("date,production,sales,inventory\n2024-01-01,100,80,150\n", "150")]
    [InlineData("date,production,sales\n2024-01-01,100,80\n", "null")]
    public async Task CsvFormatReminder_ItsFile_IsReportedAndProjectedFromTheStartingInventory(string file, string reported)
    {
        using var client = await app.SignedInClient();
        var session = await client.CreateSession();
        using var form = new MultipartFormDataContent { { new ByteArrayContent(Encoding.UTF8.GetBytes(file)), "file", "plan.csv" } };
        using var upload = await client.PostAsync($"/psi/{session}/upload", form, Ct);
        await upload.Json(HttpStatusCode.OK);

        var days = await client.GetJson($"/psi/daily?session_id={session}&starting_inventory=50");

        Assert.Equal(
            $$"""[{"date":"2024-01-01","production":100,"sales":80,"net_change":20,"projected_inventory":70"""
                + $$""","reported_inventory":{{reported}}}]""",
            days.ToJsonString());
    }

    private static async Task SignsInAndIsHashedAnew(PsiApp where, string username, string password)
    {
        using var client = where.AnonymousClient();
        using (var wrong = await client.PostAsJsonAsync("/auth/login", new { username, password = password[..^1] }, Ct))
            Assert.Equal("invalid credentials", await wrong.Problem(HttpStatusCode.Unauthorized));

        await client.SignIn(username, password);

        Assert.Equal(username, (string?)(await client.GetJson("/auth/me"))["username"]);
        var user = await where.WithDb(db => db.Users.SingleAsync(user => user.Username == username, Ct));
        Assert.StartsWith("$argon2id$", user.PasswordHash, StringComparison.Ordinal);
        await client.SignIn(username, password);
    }

    /// <summary>A line of the README in a shell.</summary>
    private static async Task<string> Run(PsiApp where, string line)
    {
        var start = new ProcessStartInfo("bash", ["-c", line.Replace("http://localhost:8000", where.Address.ToString().TrimEnd('/'))])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var shell = Process.Start(start)!;
        return await shell.StandardOutput.ReadToEndAsync(Ct);
    }

    [GeneratedRegex("\r\nSet-Cookie: session=(?<value>[^;]+); Max-Age=3600; Path=/; HttpOnly; SameSite=Lax\r\n",
        RegexOptions.ExplicitCapture)]
    private static partial Regex SetCookie();

    public sealed class OnSqlite(SqliteApp app) : ReadmeTests(app)
    {
        private readonly SqliteApp _app = app;

        [Fact]
        public async Task CreateAnInitialUser_ItsStatementWithTheColumnsThatSqliteCantFillIn_SignsIn()
        {
            await using var own = _app.WithEmptyDatabase();

            await own.WithDb(db => db.Database.ExecuteSqlAsync(
                $"INSERT INTO users (id, username, password_hash, created_at) VALUES ({Guid.NewGuid()}, 'admin', {Changeme}, 0)", Ct));

            await SignsInAndIsHashedAnew(own, "admin", "changeme!");
        }
    }

    public sealed class OnPostgres(PostgresApp app) : ReadmeTests(app)
    {
        private readonly PostgresApp _app = app;

        [Fact]
        public async Task CreateAnInitialUser_ItsStatement_SignsIn()
        {
            await using var own = _app.WithOwnDatabase();

            await own.WithDb(db => db.Database.ExecuteSqlRawAsync(
                """
                INSERT INTO psi.users (username, password_hash)
                 VALUES (
                   'admin',
                   'pbkdf2_sha256$390000$xLZMCnQn7qjW030LISFGMw$wmdKegibCSwbuMOl6MQ8UhqKEMUqwdSzLdePUgVveNQ'
                 );
                """, Ct));

            await SignsInAndIsHashedAnew(own, "admin", "changeme!");
        }
    }
}
