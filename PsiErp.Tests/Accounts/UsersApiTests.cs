using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PsiErp.Accounts;
using PsiErp.Data;
using PsiErp.Hosting;

namespace PsiErp.Tests.Accounts;

/// <summary>What admins do with users by script.</summary>
public abstract class UsersApiTests(PsiApp app)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Create_ThenSignIn_IsAUserOfTheContract()
    {
        using var admin = await app.SignedInClient(admin: true);
        var name = $"新人-{Guid.NewGuid():N}";

        using var answer = await admin.PostAsJsonAsync("/api/users", new { username = name, password = "ｌｏｎｇ enough 🙂" }, Ct);

        var user = (JsonObject)await answer.Json(HttpStatusCode.Created);
        Assert.Equal(["id", "username", "is_active", "is_admin", "created_at", "is_read_only"], user.Select(member => member.Key));
        Assert.Equal($"/api/users/{user["id"]}", answer.Headers.Location!.ToString());
        using var client = app.AnonymousClient();
        await client.SignIn(name, "long enough 🙂");
        Assert.Contains(name, (await admin.GetJson("/api/users")).Column("username")
            .Select(text => JsonNode.Parse(text)!.GetValue<string>()));
    }

    [Fact]
    public async Task Create_NameTakenInAnotherCase_Is409()
    {
        using var admin = await app.SignedInClient($"Someone-{Guid.NewGuid():N}", admin: true);

        using var answer = await Create(admin, admin.Username!.ToUpperInvariant());

        Assert.Contains("already", await answer.Problem(HttpStatusCode.Conflict), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("пётр")]
    [InlineData("Ελένη")]
    [InlineData("佐藤　花子 (東京)")]
    [InlineData("Zoë O’Brien-Łuk")]
    [InlineData("김민수 2")]
    public async Task Create_NameInOneScriptOrSeveralThatDiffer_IsTaken(string name)
    {
        using var admin = await app.SignedInClient(admin: true);

        using var answer = await Create(admin, $"{name} {Random.Shared.NextInt64()}");

        await answer.Json(HttpStatusCode.Created);
    }

    [Theory]
    [InlineData("{0}-ace", "{0}-\u0430\u0441\u0435")]
    [InlineData("{0} HANA", "{0} ｈａｎａ")]
    public async Task Create_NameThatLooksLikeAnother_Is409(string first, string second)
    {
        using var admin = await app.SignedInClient(admin: true);
        var number = $"{Random.Shared.NextInt64()}";
        using var taken = await Create(admin, first.Replace("{0}", number, StringComparison.Ordinal));
        await taken.Json(HttpStatusCode.Created);

        using var answer = await Create(admin, second.Replace("{0}", number, StringComparison.Ordinal));

        Assert.Contains("looks the same", await answer.Problem(HttpStatusCode.Conflict), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_SameNameAtOnceInTwoCases_OneIsMade()
    {
        using var admin = await app.SignedInClient(admin: true);
        var name = $"twin-{Guid.NewGuid():N}";

        var answers = await Task.WhenAll(Enumerable.Range(0, 6)
            .Select(number => Create(admin, number % 2 == 0 ? name : name.ToUpperInvariant())));

        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.Created);
        Assert.Equal(5, answers.Count(answer => answer.StatusCode == HttpStatusCode.Conflict));
    }

    [Theory]
    [InlineData("", "long enough", "username")]
    [InlineData(" blank", "long enough", "username")]
    [InlineData("a\nb", "long enough", "username")]
    [InlineData("\u0430dmin", "long enough", "username")]
    [InlineData("adm\u200bin", "long enough", "username")]
    [InlineData("\u202enimda", "long enough", "username")]
    [InlineData("ad\u3164min", "long enough", "username")]
    [InlineData("ad\u00a0min", "long enough", "username")]
    [InlineData("Ωmega", "long enough", "username")]
    [InlineData("(command line)", "long enough", "username")]
    [InlineData("（Command Line）", "long enough", "username")]
    [InlineData("fine", "short77", "password")]
    [InlineData("fine", "Password1", "password")]
    [InlineData("fine", "ｐａｓｓｗｏｒｄ１", "password")]
    [InlineData("fine", "changeme!", "password")]
    [InlineData("fine", null, "password")]
    public async Task Create_NameOrPasswordThatWontDo_Is422(string username, string? password, string field)
    {
        using var admin = await app.SignedInClient(admin: true);

        using var answer = await admin.PostAsJsonAsync("/api/users", new { username, password }, Ct);

        var problem = await answer.Json(HttpStatusCode.UnprocessableEntity);
        Assert.Equal(field, Assert.Single((JsonObject)problem["errors"]!).Key);
    }

    [Fact]
    public async Task Change_Password_EndsTheUsersSessionsAndReplacesIt()
    {
        using var admin = await app.SignedInClient(admin: true);
        using var user = await app.SignedInClient();

        using var answer = await Change(admin, user.Username!, new { password = "a new fine password" });

        await answer.Json(HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.Unauthorized, (await user.GetAsync("/auth/me", Ct)).StatusCode);
        using var again = app.AnonymousClient();
        await again.SignIn(user.Username!, "a new fine password");
    }

    [Fact]
    public async Task Change_Inactive_EndsTheUsersSessionsForGood()
    {
        using var admin = await app.SignedInClient(admin: true);
        using var user = await app.SignedInClient();

        var inactive = await (await Change(admin, user.Username!, new { is_active = false })).Json(HttpStatusCode.OK);
        Assert.False(inactive["is_active"]!.GetValue<bool>());
        await Change(admin, user.Username!, new { is_active = true });

        Assert.Equal(HttpStatusCode.Unauthorized, (await user.GetAsync("/auth/me", Ct)).StatusCode);
    }

    [Fact]
    public async Task Change_OwnPasswordAsAdmin_IsRefused_ForItWouldGoRoundTheCurrentOne()
    {
        using var admin = await app.SignedInClient(admin: true);

        using var answer = await Change(admin, admin.Username!, new { password = "a new fine password" });

        Assert.Contains("/auth/password", await answer.Problem(HttpStatusCode.Forbidden), StringComparison.Ordinal);
        using var again = app.AnonymousClient();
        await again.SignIn(admin.Username!);
    }

    [Fact]
    public async Task CreateAndChange_ByASignInOfAWhileAgo_AskToSignInAgain()
    {
        using var admin = await app.SignedInClient(admin: true);
        using var user = await app.SignedInClient();
        await app.AgeSignIns(admin.Username!, TimeSpan.FromMinutes(11));

        using var created = await Create(admin, $"late-{Guid.NewGuid():N}");
        using var changed = await Change(admin, user.Username!, new { is_admin = true });

        Assert.Contains("Sign in again", await created.Problem(HttpStatusCode.Forbidden), StringComparison.Ordinal);
        Assert.Contains("10 minutes", await changed.Problem(HttpStatusCode.Forbidden), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await admin.GetAsync("/api/users", Ct)).StatusCode);
        await admin.SignIn(admin.Username!);
        await (await Change(admin, user.Username!, new { is_admin = true })).Json(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Change_UnknownId_Is404()
    {
        using var admin = await app.SignedInClient(admin: true);

        using var answer = await admin.PutAsJsonAsync($"/api/users/{Guid.NewGuid()}", new { is_active = true }, Ct);

        await answer.Problem(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("GET", "/api/users")]
    [InlineData("POST", "/api/users")]
    [InlineData("PUT", "/api/users/3fa85f64-5717-4562-b3fc-2c963f66afa6")]
    [InlineData("GET", "/api/audit")]
    public async Task Routes_WithoutTheRight_Are403AsAProblem(string method, string path)
    {
        using var client = await app.SignedInClient();

        using var answer = await client.SendAsync(
            new HttpRequestMessage(new HttpMethod(method), path) { Content = JsonContent.Create(new { is_admin = true }) }, Ct);

        await answer.Problem(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task LastAdmin_TwoDemoteEachOtherAtOnce_OneStays()
    {
        // In a database of its own: everywhere else there are other admins
        await using var services = await FreshServices();
        var (first, second) = (await MakeAdmin(services, "first"), await MakeAdmin(services, "second"));

        for (var round = 0; round < 5; round++)
        {
            var outcomes = await Task.WhenAll(
                ChangeIn(services, first, new UserChange(IsAdmin: false)), ChangeIn(services, second, new UserChange(IsActive: false)));

            Assert.Single(outcomes, outcome => outcome is UserOutcome.LastAdmin);
            Assert.Single(outcomes, outcome => outcome is UserOutcome.Done);
            Assert.Equal(1, await Within(services, scope => scope.GetRequiredService<PsiDb>()
                .Users.CountAsync(user => user.IsActive && user.IsAdmin, Ct)));
            foreach (var id in new[] { first, second }) await ChangeIn(services, id, new UserChange(IsActive: true, IsAdmin: true));
        }
    }

    private static Task<HttpResponseMessage> Create(PsiClient admin, string username) =>
        admin.PostAsJsonAsync("/api/users", new { username, password = "a fine password" }, Ct);

    private async Task<HttpResponseMessage> Change(PsiClient admin, string username, object change)
    {
        var id = await app.WithDb(db => db.Users.Where(user => user.Username == username).Select(user => user.Id).SingleAsync(Ct));
        return await admin.PutAsJsonAsync($"/api/users/{id}", change, Ct);
    }

    private async Task<ServiceProvider> FreshServices()
    {
        var database = app.CreateEmptyDatabase();
        var services = new ServiceCollection().AddLogging().AddAccounts().AddSingleton(new Settings()).AddSingleton(database);
        database.AddDbContext(services);
        var provider = services.BuildServiceProvider();
        await Within(provider, async scope =>
        {
            await database.MigrateAsync(scope.GetRequiredService<PsiDb>(), Ct);
            return 0;
        });
        return provider;
    }

    private static Task<UserOutcome> ChangeIn(ServiceProvider services, Guid id, UserChange change) =>
        Within(services, scope => scope.GetRequiredService<Users>().ChangeAsync(id, change, Caller.CommandLine, Ct));

    private static async Task<Guid> MakeAdmin(ServiceProvider services, string name)
    {
        var outcome = await Within(services, scope =>
            scope.GetRequiredService<Users>().CreateAsync(name, "a fine password", new UserRights(IsAdmin: true), Caller.CommandLine, Ct));
        return Assert.IsType<UserOutcome.Done>(outcome).User.Id;
    }

    private static async Task<T> Within<T>(ServiceProvider services, Func<IServiceProvider, Task<T>> use)
    {
        await using var scope = services.CreateAsyncScope();
        return await use(scope.ServiceProvider);
    }

    public sealed class OnSqlite(SqliteApp app) : UsersApiTests(app);

    public sealed class OnPostgres(PostgresApp app) : UsersApiTests(app);
}
