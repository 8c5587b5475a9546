using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PsiErp.Accounts;
using PsiErp.Data;

namespace PsiErp.Tests.Accounts;

public abstract class SignInExpiryTests(PsiApp app)
{
    private readonly Clock _clock = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Find_UsedNowAndThen_StaysAlive()
    {
        var token = await SignIn();

        for (var uses = 0; uses < 5; uses++)
        {
            _clock.Now += TimeSpan.FromMinutes(50);
            Assert.True((await Find(token))!.IsExtended);
        }
    }

    [Fact]
    public async Task Find_UsedAllTheTime_EndsAfterTwelveHours()
    {
        var token = await SignIn();
        var end = _clock.Now + TimeSpan.FromHours(12);

        for (var uses = 0; uses < 15; uses++)
        {
            _clock.Now += TimeSpan.FromMinutes(45);
            Assert.True((await Find(token))!.ExpiresAt <= end);
        }
        Assert.Equal(end, (await Find(token))!.ExpiresAt);
        _clock.Now = end;

        Assert.Null(await Find(token));
    }

    [Fact]
    public async Task Me_ShortBeforeTheEnd_TheCookieEndsWithTheSignIn()
    {
        using var client = await app.SignedInClient();
        await app.AgeSignIns(client.Username!, TimeSpan.FromHours(12) - TimeSpan.FromMinutes(20));
        var soon = MovedClock.Now.AddMinutes(1);
        await app.WithDb(db => db.SignIns.Where(signIn => signIn.User!.Username == client.Username)
            .ExecuteUpdateAsync(set => set.SetProperty(signIn => signIn.ExpiresAt, soon), Ct));

        using var answer = await client.GetAsync("/auth/me", Ct);

        var maxAge = Assert.Single(answer.Headers.GetValues("Set-Cookie")).Split("Max-Age=")[1].Split(';')[0];
        Assert.InRange(int.Parse(maxAge, System.Globalization.CultureInfo.InvariantCulture), 1100, 1200);
    }

    [Fact]
    public async Task Find_UnusedForItsLifetime_HasEnded()
    {
        var token = await SignIn();

        _clock.Now += TimeSpan.FromMinutes(60);

        Assert.Null(await Find(token));
    }

    [Fact]
    public async Task Find_UsedOften_WritesOnlyAfterATenthOfItsLifetime()
    {
        var token = await SignIn();
        var end = _clock.Now + TimeSpan.FromHours(1);

        _clock.Now += TimeSpan.FromMinutes(6);
        var early = await Find(token);
        Assert.False(early!.IsExtended);
        Assert.Equal(end, early.ExpiresAt);

        _clock.Now += TimeSpan.FromSeconds(1);
        var later = await Find(token);
        Assert.True(later!.IsExtended);
        Assert.Equal(_clock.Now + TimeSpan.FromHours(1), later.ExpiresAt);
        Assert.False((await Find(token))!.IsExtended);
    }

    [Fact]
    public async Task Me_LongAfterLogin_SetsTheCookieAgain()
    {
        using var client = await app.SignedInClient();
        using var atOnce = await client.GetAsync("/auth/me", Ct);
        Assert.False(atOnce.Headers.Contains("Set-Cookie"));

        var soon = MovedClock.Now.AddMinutes(10);
        await app.WithDb(db => db.SignIns.Where(signIn => signIn.User!.Username == client.Username)
            .ExecuteUpdateAsync(set => set.SetProperty(signIn => signIn.ExpiresAt, soon), Ct));

        using var later = await client.GetAsync("/auth/me", Ct);
        Assert.StartsWith("session=", Assert.Single(later.Headers.GetValues("Set-Cookie")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Logout_LongAfterLogin_OnlyClearsTheCookie()
    {
        using var client = await app.SignedInClient();
        var soon = MovedClock.Now.AddMinutes(10);
        await app.WithDb(db => db.SignIns.Where(signIn => signIn.User!.Username == client.Username)
            .ExecuteUpdateAsync(set => set.SetProperty(signIn => signIn.ExpiresAt, soon), Ct));

        using var logout = await client.PostAsync("/auth/logout", null, Ct);

        Assert.StartsWith("session=;", Assert.Single(logout.Headers.GetValues("Set-Cookie")), StringComparison.Ordinal);
    }

    private async Task<string> SignIn()
    {
        var name = await app.CreateUser();
        var user = await app.WithDb(db => db.Users.SingleAsync(user => user.Username == name, Ct));
        return await With(async (sessions, db) =>
        {
            var token = sessions.Begin(user.Id, new ClientOrigin("192.0.2.3", null)).Token;
            await db.SaveChangesAsync(Ct);
            return token;
        });
    }

    private Task<LiveSignIn?> Find(string token) => With((sessions, _) => sessions.FindAsync(token, Ct));

    private async Task<T> With<T>(Func<LiveSignIns, PsiDb, Task<T>> use)
    {
        _ = app.Address;
        await using var scope = app.Services.CreateAsyncScope();
        var sessions = ActivatorUtilities.CreateInstance<LiveSignIns>(scope.ServiceProvider, _clock);
        return await use(sessions, scope.ServiceProvider.GetRequiredService<PsiDb>());
    }

    /// <summary>A clock that tests move. It runs ahead of the real one, so that nothing sweeps its sign-ins.</summary>
    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } =
            DateTimeOffset.FromUnixTimeSeconds(MovedClock.Now.AddMinutes(1).ToUnixTimeSeconds());

        public override DateTimeOffset GetUtcNow() => Now;
    }

    public sealed class OnSqlite(SqliteApp app) : SignInExpiryTests(app);

    public sealed class OnPostgres(PostgresApp app) : SignInExpiryTests(app);
}
