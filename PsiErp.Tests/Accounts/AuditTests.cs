using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using PsiErp.Accounts;

namespace PsiErp.Tests.Accounts;

/// <summary>What admins can look up afterwards.</summary>
public abstract class AuditTests(PsiApp app)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SignIns_Failures_LockOut_SignOut_AndChanges_AreOnRecord_NewestFirst()
    {
        using var admin = await app.SignedInClient(admin: true);
        var name = $"subject-{Guid.NewGuid():N}";
        using var created = await admin.PostAsJsonAsync("/api/users", new { username = name, password = "a fine password" }, Ct);
        var id = (await created.Json(HttpStatusCode.Created))["id"];
        using var user = app.AnonymousClient();
        await user.SignIn(name, "a fine password");
        await user.PostAsync("/auth/logout", null, Ct);
        for (var i = 0; i < 5; i++) await user.PostAsJsonAsync("/auth/login", new { username = name, password = "secret words" }, Ct);
        await admin.PutAsJsonAsync($"/api/users/{id}", new { is_active = false, password = "secret words, new" }, Ct);

        using var answer = await admin.GetAsync($"/api/audit?name={name}", Ct);

        var rows = await answer.Json(HttpStatusCode.OK);
        Assert.Equal(
            ["password_reset", "user_changed", "locked_out", .. Enumerable.Repeat("sign_in_failed", 5), "signed_out", "signed_in",
                "user_created"],
            Texts(rows, "kind"));
        Assert.Equal("11", answer.Headers.GetValues("X-Total-Count").Single());
        Assert.Equal(admin.Username, rows[0]!["actor"]!.GetValue<string>());
        Assert.Equal("inactive", rows[1]!["detail"]!.GetValue<string>());
        Assert.Equal("limit_per_address_and_name", rows[2]!["detail"]!.GetValue<string>());
        Assert.Equal(("wrong_password", null), (rows[3]!["detail"]!.GetValue<string>(), rows[3]!["actor"]?.GetValue<string>()));
        Assert.Equal("127.0.0.1", rows[3]!["address"]!.GetValue<string>());
        Assert.DoesNotContain("secret words", rows.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task UnknownName_IsNotWrittenDown_ForItMayBeAPassword()
    {
        using var admin = await app.SignedInClient(admin: true);
        var typed = $"my password {Guid.NewGuid():N}";
        using var client = app.AnonymousClient();
        await client.PostAsJsonAsync("/auth/login", new { username = typed, password = "x" }, Ct);

        var rows = (JsonArray)await admin.GetJson("/api/audit?kind=sign_in_failed&limit=5000");

        Assert.Contains("unknown_name", Texts(rows, "detail"));
        Assert.DoesNotContain(typed, rows.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_AndFilters_NarrowIt()
    {
        using var admin = await app.SignedInClient(admin: true);
        using var user = app.AnonymousClient();
        var name = await app.CreateUser();
        for (var i = 0; i < 3; i++) await user.SignIn(name);

        using var answer = await admin.GetAsync($"/api/audit?name={name.ToUpperInvariant()}&kind=signed_in&address=127.&limit=2&offset=1",
            Ct);

        Assert.Equal(2, ((JsonArray)await answer.Json(HttpStatusCode.OK)).Count);
        Assert.Equal("3", answer.Headers.GetValues("X-Total-Count").Single());
    }

    [Theory]
    [InlineData("kind=everything", "kind")]
    [InlineData("limit=0", "limit")]
    [InlineData("offset=-1", "offset")]
    public async Task Query_ThatIsWrong_Is422(string query, string field)
    {
        using var admin = await app.SignedInClient(admin: true);

        var problem = await admin.GetJson($"/api/audit?{query}", HttpStatusCode.UnprocessableEntity);

        Assert.NotNull(problem["errors"]![field]);
    }

    [Theory]
    [InlineData("a\r\nAccount event signed_in: actor admin", "a\ufffd\ufffdAccount event signed_in: actor admin")]
    [InlineData("a\u2028b\u0000c\u202egnp", "a\ufffdb\ufffdc\ufffdgnp")]
    [InlineData("\u001b[2J", "\ufffd[2J")]
    [InlineData("製販在 – ünïcödé 🙂", "製販在 – ünïcödé 🙂")]
    public void Names_InTheLog_StayOnTheirLine(string name, string logged) => Assert.Equal(logged, AuditLog.Clean(name));

    private static IEnumerable<string?> Texts(JsonNode rows, string member) =>
        ((JsonArray)rows).Select(row => row![member]?.GetValue<string>());

    public sealed class OnSqlite(SqliteApp app) : AuditTests(app);

    public sealed class OnPostgres(PostgresApp app) : AuditTests(app);
}
