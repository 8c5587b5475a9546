using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PsiErp.Accounts;
using PsiErp.Tests.Pages;

namespace PsiErp.Tests.Security;

/// <summary>Session tokens that nobody was given. None may open anything.</summary>
public abstract class SessionTokenTests(PsiApp app)
{
    private static readonly Dictionary<string, Func<string, string>> Forgeries = new()
    {
        ["empty"] = _ => "",
        ["a word"] = _ => "admin",
        ["without its signature"] = token => token[..43],
        ["with an empty signature"] = token => token[..44],
        ["only the signature"] = token => token[43..],
        ["one character short"] = token => token[..^1],
        ["one character long"] = token => token + "A",
        ["other random part"] = token => Other(token[0]) + token[1..],
        ["other signature"] = token => token[..44] + Other(token[44]) + token[45..],
        ["bits after the signature's end"] = token => token[..^1] + (char)(token[^1] + 1),
        ["parts swapped"] = token => token[44..] + "." + token[..43],
        ["in the other case"] = token =>
            new string([.. token.Select(c => char.IsUpper(c) ? char.ToLowerInvariant(c) : char.ToUpperInvariant(c))]),
        ["padded"] = token => token + "=",
        ["dot encoded"] = token => token.Replace(".", "%2E", StringComparison.Ordinal) + "%00",
        ["twice"] = token => token + token,
        ["with an unsigned JWT's shape"] = _ => "eyJhbGciOiJub25lIn0.eyJ1c2VybmFtZSI6ImFkbWluIn0.",
        ["signed with an empty key"] = token =>
            token[..44] + Base64Url.EncodeToString(HMACSHA256.HashData(""u8, Encoding.ASCII.GetBytes(token[..43]))),
        ["signed with a guessed key"] = token =>
            token[..44] + Base64Url.EncodeToString(HMACSHA256.HashData("secret"u8, Encoding.ASCII.GetBytes(token[..43]))),
        ["made up, of the right length"] = _ => new string('A', 43) + "." + new string('A', 43),
        ["the stored hash instead"] = token => Base64Url.EncodeToString(SignInTokens.Hash(token)),
        ["SQL"] = _ => "' OR '1'='1",
        ["path"] = _ => "../../psi.db",
        ["very long"] = _ => new string('A', 8000),
        ["characters that are not ASCII"] = token => "%E2%84%AB" + token[3..],
    };

    public static TheoryData<string> ForgeryNames => Forgeries.Names();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(ForgeryNames))]
    public async Task Token_Forged_OpensNothing(string how)
    {
        using var victim = await app.SignedInClient();

        await AssertOpensNothing(Forgeries[how](TokenOf(victim)));
    }

    [Fact]
    public async Task Token_WithTheSignatureOfAnother_OpensNothing()
    {
        using var victim = await app.SignedInClient();
        using var attacker = await app.SignedInClient();

        await AssertOpensNothing(TokenOf(victim)[..44] + TokenOf(attacker)[44..]);
        await AssertOpensNothing(TokenOf(attacker)[..44] + TokenOf(victim)[44..]);
    }

    [Fact]
    public async Task Token_Genuine_ButNeverGivenOut_OpensNothing()
    {
        await AssertOpensNothing(NewTokenOf(app));
    }

    [Fact]
    public async Task Token_OfAnAppWithAnotherKey_OpensNothing()
    {
        await using var other = app.With(("SESSION_SIGN_KEY", "another key of another app that is long enough"));

        await AssertOpensNothing(NewTokenOf(other));
    }

    [Fact]
    public async Task Token_Expired_OpensNothing()
    {
        using var client = await app.SignedInClient();
        await app.WithDb(db => db.SignIns.Where(signIn => signIn.User!.Username == client.Username)
            .ExecuteUpdateAsync(set => set.SetProperty(signIn => signIn.ExpiresAt, MovedClock.Now.AddSeconds(-1)), Ct));

        await AssertOpensNothing(TokenOf(client));
    }

    [Theory]
    [InlineData("through JSON")]
    [InlineData("through the page")]
    public async Task Token_ReplayedAfterLogout_OpensNothing(string how)
    {
        using var client = await app.SignedInClient();
        var token = TokenOf(client);
        if (how == "through JSON") (await client.PostAsync("/auth/logout", null, Ct)).EnsureSuccessStatusCode();
        else await client.Submit(await client.GetPage("/sessions"), "/logout");

        await AssertOpensNothing(token);
    }

    [Fact]
    public async Task Token_OfAUserWhoIsGone_OpensNothing()
    {
        using var client = await app.SignedInClient();
        await app.WithDb(db => db.Users.Where(user => user.Username == client.Username).ExecuteDeleteAsync(Ct));

        await AssertOpensNothing(TokenOf(client));
    }

    [Fact]
    public async Task Token_ElsewhereThanInTheCookie_OpensNothing()
    {
        using var victim = await app.SignedInClient();
        var token = TokenOf(victim);
        using var client = app.AnonymousClient();
        client.DefaultRequestHeaders.Add("Authorization", $"Bearer {token}");
        client.DefaultRequestHeaders.Add("X-Session", token);

        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync($"/auth/me?session={token}", Ct)).StatusCode);
    }

    private static char Other(char c) => c == 'A' ? 'B' : 'A';

    private static string TokenOf(PsiClient client) => client.Cookies.GetAllCookies()["session"]!.Value;

    private static string NewTokenOf(PsiApp app)
    {
        _ = app.Address;
        return app.Services.GetRequiredService<SignInTokens>().Create();
    }

    private async Task AssertOpensNothing(string token)
    {
        using var client = app.AnonymousClient();
        client.DefaultRequestHeaders.TryAddWithoutValidation("Cookie", $"session={token}");

        using var me = await client.GetAsync("/auth/me", Ct);
        using var page = await client.GetAsync("/sessions", Ct);
        using var created = await client.PostAsync("/api/sessions", new StringContent(
            """{"title":"x"}""", Encoding.UTF8, "application/json"), Ct);

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Redirect, HttpStatusCode.Unauthorized),
            (me.StatusCode, page.StatusCode, created.StatusCode));
        Assert.StartsWith("/login?", page.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    public sealed class OnSqlite(SqliteApp app) : SessionTokenTests(app);

    public sealed class OnPostgres(PostgresApp app) : SessionTokenTests(app);
}
