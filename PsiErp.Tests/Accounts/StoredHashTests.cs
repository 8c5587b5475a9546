using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using PsiErp.Accounts;

namespace PsiErp.Tests.Accounts;

public sealed class StoredHashTests(PostgresApp postgres)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Login_UserInsertedByHand_SignsInAndIsRehashed()
    {
        const string Legacy = "pbkdf2_sha256$390000$kQ3vJ8nXbT5w$jVlzl8h1Pk7ut8ndHigCWeLnIGYvidtUAT8f2bAoyI8=";
        var name = $"by-hand-{Guid.NewGuid():N}";
        await postgres.WithDb(db => db.Database.ExecuteSqlAsync(
            $"INSERT INTO users (username, password_hash) VALUES ({name}, {Legacy})", Ct));
        using var client = postgres.AnonymousClient();

        await client.SignIn(name);

        var user = await postgres.WithDb(db => db.Users.SingleAsync(user => user.Username == name, Ct));
        Assert.StartsWith("$argon2id$", user.PasswordHash, StringComparison.Ordinal);
        Assert.True(user is { IsActive: true, IsAdmin: false });
        await client.SignIn(name);
        Assert.Equal(
            user.PasswordHash,
            await postgres.WithDb(db => db.Users.Where(u => u.Username == name).Select(u => u.PasswordHash).SingleAsync(Ct)));
    }

    [Fact]
    public async Task Login_FourAtOnceWithALegacyHash_AllSignIn()
    {
        var name = await postgres.CreateUser();

        await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            using var client = postgres.AnonymousClient();
            await client.SignIn(name);
        }));
    }

    [Fact]
    public async Task Login_HashIsNone_Is401()
    {
        var name = await postgres.CreateUser();
        await postgres.WithDb(db => db.Users.Where(user => user.Username == name)
            .ExecuteUpdateAsync(set => set.SetProperty(user => user.PasswordHash, "!"), Ct));
        using var client = postgres.AnonymousClient();

        using var answer = await client.PostAsJsonAsync("/auth/login", new { username = name, password = "!" }, Ct);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task Login_StoresTheTokensHashOnly()
    {
        using var client = await postgres.SignedInClient();
        var token = client.Cookies.GetAllCookies().Single().Value;

        var stored = await postgres.WithDb(db => db.SignIns.Where(signIn => signIn.User!.Username == client.Username)
            .Select(signIn => signIn.TokenHash).SingleAsync(Ct));

        Assert.Equal(SignInTokens.Hash(token), stored);
    }
}
