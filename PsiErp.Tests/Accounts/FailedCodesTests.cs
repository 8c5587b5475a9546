using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OtpNet;
using PsiErp.Accounts;
using PsiErp.Data;
using PsiErp.Tests.Pages;

namespace PsiErp.Tests.Accounts;

/// <summary>What somebody meets who knows a password and guesses codes, and what the password's owner sees of it.</summary>
public abstract class FailedCodesTests(PsiApp app)
{
    private const string Thief = "198.51.100.7";
    private const string Office = "192.0.2.99";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(4, 0)]
    [InlineData(5, 1)]
    [InlineData(8, 8)]
    [InlineData(40, 1440)]
    public async Task WrongCodes_MakeTheNextOneWait_TwiceAsLongEachTime(int failures, int minutes)
    {
        var (name, secret) = await UserWithApp();
        await Fail(name, failures, TimeSpan.Zero);

        var outcome = await SignIn(name, Code(secret), Thief);

        if (minutes == 0) Assert.IsType<SignInOutcome.SignedIn>(outcome);
        else Assert.InRange(Assert.IsType<SignInOutcome.TooManyAttempts>(outcome).RetryAfter.TotalMinutes, minutes - 0.5, minutes);
    }

    [Fact]
    public async Task WrongCodes_OfSomebodyElsewhere_DoNotKeepTheUserOut_NorTheirRecoveryCodes()
    {
        var (name, secret) = await UserWithApp();
        Assert.IsType<SignInOutcome.SignedIn>(await SignIn(name, Code(secret), Office));
        await Fail(name, 12, TimeSpan.Zero);

        Assert.IsType<SignInOutcome.TooManyAttempts>(await SignIn(name, Code(secret, 30), Thief));
        Assert.IsType<SignInOutcome.InvalidCredentials>(await SignIn(name, "abcd-efgh-ijkm-nopq", Thief));
        Assert.IsType<SignInOutcome.SignedIn>(await SignIn(name, Code(secret, 30), Office));
        Assert.IsType<SignInOutcome.SignedIn>(await SignIn(name, await RecoveryCode(name), Thief));
    }

    [Fact]
    public async Task NextSignIn_ShowsThem_WithTimeAndPlace()
    {
        var (name, secret) = await UserWithApp();
        await Fail(name, 3, TimeSpan.FromHours(2));
        using var client = app.AnonymousClient();
        await client.SignIn(name);

        var step = await client.GetPage("/login/code?returnUrl=%2Fsessions%2Fnew");
        var done = await client.Submit(step, "/login/code", ("Code", Code(secret)));
        var page = await client.GetPage(done.Answer.Headers.Location!.ToString());

        Assert.Equal([Thief, Thief, Thief], page.Texts("tbody [data-label]"));
        Assert.Equal("/sessions/new", page.Find(".actions .button").GetAttribute("href"));
        using var later = app.AnonymousClient();
        await later.SignIn(name);
        await later.Submit(await later.GetPage("/login/code"), "/login/code", ("Code", Code(secret, 30)));
        Assert.Equal("/", (await later.GetPage("/account/failed-codes?returnUrl=https://evil.example"))
            .Answer.Headers.Location!.ToString());
    }

    [Fact]
    public async Task OwnSlip_JustBefore_IsNotShown()
    {
        var (name, secret) = await UserWithApp();
        using var client = app.AnonymousClient();
        await client.SignIn(name);

        var step = await client.GetPage("/login/code");
        await client.Submit(step, "/login/code", ("Code", "000000"));
        var done = await client.Submit(step, "/login/code", ("Code", Code(secret)));

        Assert.Equal("/", done.Answer.Headers.Location!.ToString());
    }

    private static string Code(byte[] secret, int later = 0) => new Totp(secret).ComputeTotp(MovedClock.Now.UtcDateTime.AddSeconds(later));

    private async Task<(string Name, byte[] Secret)> UserWithApp()
    {
        using var client = await app.SignedInClient();
        var page = await client.GetPage("/account/second-factor");
        var secret = Base32Encoding.ToBytes(page.Find(".secret").TextContent.Replace(" ", "", StringComparison.Ordinal));
        await client.Submit(page, "/account/second-factor", ("Code", Code(secret, -30)));
        return (client.Username!, secret);
    }

    private Task<int> Fail(string name, int times, TimeSpan ago) => app.WithDb(db =>
    {
        for (var i = 0; i < times; i++)
        {
            db.AuditLog.Add(new AuditEntry
            {
                At = MovedClock.Now - ago,
                Kind = AuditKind.SignInFailed,
                Detail = AuditDetail.WrongCode,
                Subject = name,
                Address = Thief,
            });
        }
        return db.SaveChangesAsync(Ct);
    });

    private Task<string> RecoveryCode(string name) => app.WithDb(async db =>
    {
        var user = await db.Users.SingleAsync(user => user.Username == name, Ct);
        await using var scope = app.Services.CreateAsyncScope();
        var codes = await scope.ServiceProvider.GetRequiredService<RecoveryCodes>().RenewAsync(user.Id, Ct);
        await scope.ServiceProvider.GetRequiredService<PsiDb>().SaveChangesAsync(Ct);
        return codes[0];
    });

    private async Task<SignInOutcome> SignIn(string name, string code, string address)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var signIns = scope.ServiceProvider.GetRequiredService<SignIns>();
        var origin = new ClientOrigin(address, null);
        var first = Assert.IsType<SignInOutcome.CodeNeeded>(await signIns.SignInAsync(name, PsiClient.Password, origin, Ct));
        return await signIns.CompleteAsync(first.Pending, code, origin, Ct);
    }

    public sealed class OnSqlite(SqliteApp app) : FailedCodesTests(app);

    public sealed class OnPostgres(PostgresApp app) : FailedCodesTests(app);
}
