using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;

namespace PsiErp.Tests.Prototype;

/// <summary>What the README of PsiErp's prototype promises, in its order. <c>docs/from-the-prototype.md</c> goes through the rest.</summary>
public abstract class ReadmeTests(PsiApp app)
{
    private const string Changeme = "pbkdf2_sha256$390000$xLZMCnQn7qjW030LISFGMw$wmdKegibCSwbuMOl6MQ8UhqKEMUqwdSzLdePUgVveNQ";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("kQ3vJ8nXbT5w$f2gj/Exm5cKJg8wwzRFKAUSKfbrvBHqGBIyXW0x/frA=")]
    [InlineData("xLZMCnQn7qjW030LISFGMw$wmdKegibCSwbuMOl6MQ8UhqKEMUqwdSzLdePUgVveNQ")]
    public async Task HashPassword_OfDjangoAndOfThePrototype_BothSignIn(string saltAndHash)
    {
        var name = await app.CreateUser();
        await app.WithDb(db => db.Users.Where(user => user.Username == name)
            .ExecuteUpdateAsync(set => set.SetProperty(user => user.PasswordHash, $"pbkdf2_sha256$390000${saltAndHash}"), Ct));

        await SignsInAndIsHashedAnew(app, name);
    }

    /// <summary>Signs in with the password of the statement, and looks at what is stored afterwards.</summary>
    private static async Task SignsInAndIsHashedAnew(PsiApp where, string username)
    {
        using var client = where.AnonymousClient();
        using (var wrong = await client.PostAsJsonAsync("/auth/login", new { username, password = "changeme" }, Ct))
            Assert.Equal("invalid credentials", await wrong.Problem(HttpStatusCode.Unauthorized));

        await client.SignIn(username, "changeme!");

        Assert.Equal(username, (string?)(await client.GetJson("/auth/me"))["username"]);
        var user = await where.WithDb(db => db.Users.SingleAsync(user => user.Username == username, Ct));
        Assert.StartsWith("$argon2id$", user.PasswordHash, StringComparison.Ordinal);
        await client.SignIn(username, "changeme!");
    }

    public sealed class OnSqlite(SqliteApp app) : ReadmeTests(app)
    {
        private readonly SqliteApp _app = app;

        [Fact]
        public async Task CreateAnInitialUser_ItsStatementWithTheColumnsThatSqliteCantFillIn_SignsIn()
        {
            var (id, name) = (Guid.NewGuid(), $"initial-{Guid.NewGuid():N}");
            await _app.WithDb(db => db.Database.ExecuteSqlAsync(
                $"INSERT INTO users (id, username, password_hash, created_at) VALUES ({id}, {name}, {Changeme}, 0)", Ct));

            await SignsInAndIsHashedAnew(_app, name);
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

            await SignsInAndIsHashedAnew(own, "admin");
        }
    }
}
