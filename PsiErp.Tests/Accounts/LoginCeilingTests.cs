using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PsiErp.Accounts;
using PsiErp.Data;

namespace PsiErp.Tests.Accounts;

/// <summary>What a sprayer (one address, many names) and a botnet (many addresses, one name) meet.</summary>
public abstract class LoginCeilingTests(PsiApp origin) : IAsyncDisposable
{
    private readonly PsiApp _app = origin.With(("LOGIN_MAX_ATTEMPTS_PER_ADDRESS", "8"), ("LOGIN_MAX_ATTEMPTS_PER_NAME", "6"));

    // A network that no other test, and no other run on the same server, comes from
    private readonly string _network = $"2001:db8:{Random.Shared.Next(1, 65536):x}:{Random.Shared.Next(1, 65536):x}";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sprayer_ManyNamesFromOneAddress_IsStoppedAndOthersAreNot()
    {
        var name = await _app.CreateUser();
        for (var i = 0; i < 8; i++) Assert.IsType<SignInOutcome.InvalidCredentials>(await SignIn($"victim-{Guid.NewGuid():N}", "wrong",
            Own()));

        var stopped = Assert.IsType<SignInOutcome.TooManyAttempts>(await SignIn(name, PsiClient.Password, Own()));
        Assert.InRange(stopped.Seconds, 280, 300);
        Assert.IsType<SignInOutcome.SignedIn>(await SignIn(name, PsiClient.Password, "192.0.2.78"));
        Assert.Equal(AuditDetail.LimitPerAddress, await _app.WithDb(db => db.AuditLog
            .Where(entry => entry.Kind == AuditKind.LockedOut && entry.Address!.StartsWith(_network)).Select(entry => entry.Detail)
                .SingleAsync(Ct)));
    }

    [Fact]
    public async Task Sprayer_InTheOffice_DoesNotKeepOutThoseWhoSignInFromThere()
    {
        var (colleague, newcomer) = (await _app.CreateUser(), await _app.CreateUser());
        Assert.IsType<SignInOutcome.SignedIn>(await SignIn(colleague, PsiClient.Password, Own()));
        for (var i = 0; i < 8; i++) await SignIn($"victim-{Guid.NewGuid():N}", "wrong", Own());

        Assert.IsType<SignInOutcome.SignedIn>(await SignIn(colleague, PsiClient.Password, Own()));
        Assert.IsType<SignInOutcome.TooManyAttempts>(await SignIn(newcomer, PsiClient.Password, Own()));
        for (var i = 0; i < 5; i++) await SignIn(colleague, "wrong", Own());
        Assert.IsType<SignInOutcome.TooManyAttempts>(await SignIn(colleague, PsiClient.Password, Own()));
    }

    [Fact]
    public async Task Sprayer_SigningInWithAnAccountOfTheirOwn_DoesNotResetTheCount()
    {
        var own = await _app.CreateUser();
        for (var i = 0; i < 7; i++) await SignIn($"victim-{Guid.NewGuid():N}", "wrong", Own());
        Assert.IsType<SignInOutcome.SignedIn>(await SignIn(own, PsiClient.Password, Own()));
        await SignIn($"victim-{Guid.NewGuid():N}", "wrong", Own());

        Assert.IsType<SignInOutcome.TooManyAttempts>(await SignIn($"victim-{Guid.NewGuid():N}", "wrong", Own()));
    }

    [Fact]
    public async Task Botnet_ManyAddressesOneName_IsStopped_ButNotWhereTheUserSignsInFrom()
    {
        var name = await _app.CreateUser();
        Assert.IsType<SignInOutcome.SignedIn>(await SignIn(name, PsiClient.Password, "192.0.2.77"));
        for (var bot = 0; bot < 6; bot++)
            Assert.IsType<SignInOutcome.InvalidCredentials>(await SignIn(name, "wrong", $"198.51.100.{bot}"));

        Assert.IsType<SignInOutcome.TooManyAttempts>(await SignIn(name, PsiClient.Password, "198.51.100.200"));
        Assert.IsType<SignInOutcome.SignedIn>(await SignIn(name, PsiClient.Password, "192.0.2.77"));
        Assert.IsType<SignInOutcome.TooManyAttempts>(await SignIn(name, PsiClient.Password, "198.51.100.200"));
    }

    [Fact]
    public async Task Ceilings_AreHeldForAllMachines()
    {
        await using var other = _app.With(("LOGIN_MAX_ATTEMPTS_PER_ADDRESS", "8"));
        for (var i = 0; i < 8; i++) await SignIn($"victim-{Guid.NewGuid():N}", "wrong", Own());

        Assert.IsType<SignInOutcome.TooManyAttempts>(await SignIn("anybody", "wrong", Own(), other));
    }

    /// <summary>Another address of the same network each time, as a client with IPv6 has.</summary>
    private string Own() => $"{_network}:{Random.Shared.Next(1, 65536):x}::1";

    private async Task<SignInOutcome> SignIn(string username, string password, string address, PsiApp? on = null)
    {
        var app = on ?? _app;
        _ = app.Address;
        await using var scope = app.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<SignIns>()
            .SignInAsync(username, password, new ClientOrigin(address, null), Ct);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return _app.DisposeAsync();
    }

    public sealed class OnSqlite(SqliteApp app) : LoginCeilingTests(app);

    public sealed class OnPostgres(PostgresApp app) : LoginCeilingTests(app);
}
