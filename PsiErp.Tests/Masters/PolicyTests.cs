using System.Net;
using System.Net.Http.Json;

namespace PsiErp.Tests.Masters;

/// <summary>The policy by which reallocations are proposed.</summary>
public abstract class PolicyTests(PsiApp app)
{
    private const string Path = "/api/reallocation-policy";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Policy_AnybodyReadsIt_AdminsChangeIt()
    {
        await using var own = app.WithEmptyDatabase();
        using var planner = await own.SignedInClient();
        using var admin = await own.SignedInClient(admin: true);
        Assert.Equal(
            """{"take_from_other_main":false,"rounding_mode":"floor","allow_overfill":false,"fair_share_mode":"off","""
            + "\"deficit_basis\":\"closing\",\"updated_at\":null,\"updated_by\":null}",
            (await planner.GetJson(Path)).ToJsonString());

        using var refused = await planner.PutAsJsonAsync(Path, new { allow_overfill = true }, Ct);
        using var changed = await admin.PutAsJsonAsync(
            "/reallocation-policy/", new { allow_overfill = true, fair_share_mode = "equalize_ratio_start" }, Ct);

        await refused.Problem(HttpStatusCode.Forbidden);
        var policy = await changed.Json(HttpStatusCode.OK);
        Assert.Equal(("equalize_ratio_start", "floor", true, admin.Username), ((string?)policy["fair_share_mode"],
            (string?)policy["rounding_mode"], (bool)policy["allow_overfill"]!, (string?)policy["updated_by"]));
        Assert.Equal(policy.ToJsonString(), (await planner.GetJson(Path)).ToJsonString());
        Assert.Equal(["\"off\""], (await admin.GetJson("/api/audit?name=reallocation")).Column("before")
            .Select(before => System.Text.Json.Nodes.JsonNode.Parse(before)!["fair_share_mode"]!.ToJsonString()));
    }

    [Theory]
    [InlineData("""{"rounding_mode":"up"}""", "rounding_mode")]
    [InlineData("""{"fair_share_mode":"equalize-ratio-start"}""", "fair_share_mode")]
    [InlineData("""{"deficit_basis":"end"}""", "deficit_basis")]
    public async Task Policy_UnknownWord_Is422(string body, string field)
    {
        using var admin = await app.SignedInClient(admin: true);
        using var answer = await admin.PutAsync(Path, new StringContent(body, System.Text.Encoding.UTF8, "application/json"), Ct);
        Assert.NotNull((await answer.Json(HttpStatusCode.UnprocessableEntity))["errors"]![field]);
    }

    public sealed class OnSqlite(SqliteApp app) : PolicyTests(app);

    public sealed class OnPostgres(PostgresApp app) : PolicyTests(app);
}
