using Microsoft.EntityFrameworkCore;

namespace PsiErp.Tests.Security;

/// <summary>The address that a sign-in is kept with, by which tries are limited too.</summary>
public abstract class TrustedProxyTests(PsiApp app)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("nobody is trusted", "", "", "203.0.113.9", "127.0.0.1")]
    [InlineData("another proxy is trusted", "TRUSTED_PROXIES", "10.0.0.0/8,192.0.2.1", "203.0.113.9", "127.0.0.1")]
    [InlineData("the proxy is trusted", "TRUSTED_PROXIES", "10.0.0.0/8, 127.0.0.0/8", "203.0.113.9", "203.0.113.9")]
    [InlineData("the client began the list", "TRUSTED_PROXIES", "127.0.0.1", "198.51.100.1, 203.0.113.9", "203.0.113.9")]
    [InlineData("the client names a trusted proxy", "TRUSTED_PROXIES", "127.0.0.1", "198.51.100.1, 127.0.0.1", "127.0.0.1")]
    [InlineData("the address is none", "TRUSTED_PROXIES", "127.0.0.1", "<script>", "127.0.0.1")]
    [InlineData("the address has a port", "TRUSTED_PROXIES", "127.0.0.1", "[2001:db8::9]:4711", "2001:db8::9")]
    [InlineData("on Heroku", "DYNO", "web.1", "198.51.100.1, 203.0.113.9", "203.0.113.9")]
    public async Task SignIn_IsKeptWithTheAddress(string when, string setting, string value, string forwarded, string expected)
    {
        await using var other = setting.Length == 0 ? null : app.With((setting, value));
        using var client = (other ?? app).AnonymousClient();
        client.DefaultRequestHeaders.Add("X-Forwarded-For", forwarded);

        await client.SignIn(await app.CreateUser());

        var address = await app.WithDb(db => db.SignIns
            .Where(signIn => signIn.User!.Username == client.Username).Select(signIn => signIn.Address).SingleAsync(Ct));
        Assert.True(expected == address, $"When {when}: {address}");
    }

    public sealed class OnSqlite(SqliteApp app) : TrustedProxyTests(app);

    public sealed class OnPostgres(PostgresApp app) : TrustedProxyTests(app);
}
