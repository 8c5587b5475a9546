using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace PsiErp.Tests.Fixtures;

public abstract class FixtureTests(PsiApp app)
{
    [Fact]
    public async Task App_AnswersOnASocket()
    {
        using var client = app.AnonymousClient();

        using var answer = await client.GetAsync("/no-such-page", TestContext.Current.CancellationToken);

        Assert.Equal(System.Net.HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task WithDb_SeesTheDatabaseOfTheApp()
    {
        var name = await app.CreateUser();

        await using var other = app.With(("LOGIN_MAX_ATTEMPTS", "1"));

        Assert.NotEqual(app.Address, other.Address);
        Assert.True(await other.WithDb(db => db.Users.AnyAsync(
            user => user.Username == name, TestContext.Current.CancellationToken)));
    }

    [Fact]
    public async Task SignedInClient_IsTheFreshUser()
    {
        using var client = await app.SignedInClient(admin: true);

        var me = await client.GetFromJsonAsync<JsonElement>("/auth/me", TestContext.Current.CancellationToken);

        Assert.Equal(client.Username, me.GetProperty("username").GetString());
        Assert.True(me.GetProperty("is_admin").GetBoolean());
    }

    public sealed class OnSqlite(SqliteApp app) : FixtureTests(app);

    public sealed class OnPostgres(PostgresApp app) : FixtureTests(app);
}
