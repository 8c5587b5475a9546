using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PsiErp.Accounts;

namespace PsiErp.Tests.Accounts;

public abstract class LoginLimitTests(PsiApp app)
{
    private static readonly ClientOrigin Here = new("192.0.2.1", null);
    private static readonly ClientOrigin Elsewhere = new("192.0.2.2", null);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Login_TwentyWrongOnesAtOnce_FiveAreChecked_AndTheRightOneMustWait()
    {
        var name = await app.CreateUser();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Login(name, "wrong")));

        Assert.Equal(5, answers.Count(answer => answer.StatusCode == HttpStatusCode.Unauthorized));
        Assert.Equal(15, answers.Count(answer => answer.StatusCode == HttpStatusCode.TooManyRequests));
        var right = await Login(name, PsiClient.Password);
        Assert.Equal(HttpStatusCode.TooManyRequests, right.StatusCode);
        Assert.InRange(right.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 280, 300);
        Assert.Contains(
            "\"too many failed attempts, please try again later\"",
            await right.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Login_TwelveRightOnesAtOnce_AllSignIn()
    {
        var name = await app.CreateUser();

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Login(name, PsiClient.Password)));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
    }

    [Fact]
    public async Task SignIn_Blocked_OtherNamesAndAddressesAreNot()
    {
        var (name, other) = (await app.CreateUser(), await app.CreateUser());
        await Fail(name, 5);

        Assert.IsType<SignInOutcome.TooManyAttempts>(await SignIn(name, PsiClient.Password, Here));
        Assert.IsType<SignInOutcome.TooManyAttempts>(await SignIn(name.ToUpperInvariant(), PsiClient.Password, Here));
        Assert.IsType<SignInOutcome.SignedIn>(await SignIn(name, PsiClient.Password, Elsewhere));
        Assert.IsType<SignInOutcome.SignedIn>(await SignIn(other, PsiClient.Password, Here));
        Assert.IsType<SignInOutcome.TooManyAttempts>(await SignIn(name, PsiClient.Password, Here));
    }

    [Fact]
    public async Task SignIn_Success_ForgetsTheFailures()
    {
        var name = await app.CreateUser();
        await Fail(name, 4);

        Assert.IsType<SignInOutcome.SignedIn>(await SignIn(name, PsiClient.Password, Here));

        await Fail(name, 4);
        Assert.IsType<SignInOutcome.SignedIn>(await SignIn(name, PsiClient.Password, Here));
    }

    [Fact]
    public async Task SignIn_TryingOnWhileBlocked_DoesNotMakeTheWaitLonger()
    {
        var name = await app.CreateUser();
        await Fail(name, 5);
        await Age(name, TimeSpan.FromSeconds(200));

        var first = Assert.IsType<SignInOutcome.TooManyAttempts>(await SignIn(name, "wrong", Here));
        var second = Assert.IsType<SignInOutcome.TooManyAttempts>(await SignIn(name, "wrong", Here));
        Assert.InRange(first.RetryAfter.TotalSeconds, 60, 100);
        Assert.True(second.RetryAfter <= first.RetryAfter);

        await Age(name, TimeSpan.FromSeconds(101));
        Assert.IsType<SignInOutcome.SignedIn>(await SignIn(name, PsiClient.Password, Here));
    }

    [Fact]
    public async Task SignIn_Success_SweepsWhatHasExpired()
    {
        var (name, old) = (await app.CreateUser(), await app.CreateUser());
        await Fail(old, 1);
        await Age(old, TimeSpan.FromHours(1));
        await SignIn(old, PsiClient.Password, Elsewhere);
        var past = MovedClock.Now.AddHours(-1);
        await app.WithDb(db => db.SignIns.Where(signIn => signIn.User!.Username == old)
            .ExecuteUpdateAsync(set => set.SetProperty(signIn => signIn.ExpiresAt, past), Ct));

        await SignIn(name, PsiClient.Password, Here);

        Assert.False(await app.WithDb(db => db.LoginAttempts.AnyAsync(attempt => attempt.Username == old, Ct)));
        Assert.False(await app.WithDb(db => db.SignIns.AnyAsync(signIn => signIn.User!.Username == old, Ct)));
    }

    private async Task<HttpResponseMessage> Login(string username, string password)
    {
        using var client = app.AnonymousClient();
        return await client.PostAsJsonAsync("/auth/login", new { username, password }, Ct);
    }

    private async Task Fail(string username, int times)
    {
        for (var i = 0; i < times; i++)
            Assert.IsType<SignInOutcome.InvalidCredentials>(await SignIn(username, "wrong", Here));
    }

    private async Task<SignInOutcome> SignIn(string username, string password, ClientOrigin origin)
    {
        _ = app.Address;
        await using var scope = app.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<SignIns>().SignInAsync(username, password, origin, Ct);
    }

    private Task<int> Age(string username, TimeSpan by) => app.WithDb(async db =>
    {
        foreach (var attempt in await db.LoginAttempts.Where(attempt => attempt.Username == username).ToListAsync(Ct))
            db.Entry(attempt).Property(a => a.At).CurrentValue -= by;
        return await db.SaveChangesAsync(Ct);
    });

    public sealed class OnSqlite(SqliteApp app) : LoginLimitTests(app);

    public sealed class OnPostgres(PostgresApp app) : LoginLimitTests(app);
}
