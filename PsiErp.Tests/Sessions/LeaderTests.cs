using System.Net;
using Microsoft.EntityFrameworkCore;
using PsiErp.Tests.Pages;

namespace PsiErp.Tests.Sessions;

/// <summary>There is one leader per database, so tests that change it run one after another: one collection each.</summary>
public abstract class LeaderTests(PsiApp app)
{
    [Fact]
    public async Task MakeLeader_AnotherWasLeader_ChangesOverInOneStep()
    {
        using var client = await app.SignedInClient();
        var (first, second) = (await client.CreateSession(), await client.CreateSession());

        await MakeLeader(client, first);
        await MakeLeader(client, second);

        Assert.Equal(second.ToString(), (string?)(await client.GetJson("/api/sessions/leader"))["id"]);
        Assert.False((bool)(await client.GetJson($"/api/sessions/{first}"))["is_leader"]!);
    }

    [Fact]
    public async Task MakeLeader_UnknownId_Is404AndTodaysLeaderStays()
    {
        using var client = await app.SignedInClient();
        var leader = await client.CreateSession();
        await MakeLeader(client, leader);

        using var answer = await client.PatchAsync($"/api/sessions/{Guid.NewGuid()}/leader", null);

        await answer.Problem(HttpStatusCode.NotFound);
        Assert.Equal(leader.ToString(), (string?)(await client.GetJson("/api/sessions/leader"))["id"]);
    }

    [Fact]
    public async Task MakeLeader_ManyAtOnce_LeavesExactlyOne()
    {
        using var client = await app.SignedInClient();
        var sessions = new List<Guid>();
        for (var i = 0; i < 8; i++) sessions.Add(await client.CreateSession());

        var answers = await Task.WhenAll(sessions.Select(id => client.PatchAsync($"/api/sessions/{id}/leader", null)));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        Assert.Equal(1, await app.WithDb(db => db.Sessions.CountAsync(session => session.IsLeader)));
    }

    [Fact]
    public async Task Daily_NoSessionNamed_IsThatOfTheLeader()
    {
        using var client = await app.SignedInClient();
        var leader = await client.CreatePlan(Wire.Row("A", "2026-12-01", "7"));
        await MakeLeader(client, leader);
        Assert.Equal(["7"], (await client.GetJson("/api/psi/daily")).Column("production"));

        using var gone = await client.DeleteAsync($"/api/sessions/{leader}");

        Assert.Equal("null", (await client.GetJson("/api/sessions/leader")).ToString());
        using var answer = await client.GetAsync("/api/psi/daily");
        await answer.Problem(HttpStatusCode.NotFound);
    }

    private static async Task MakeLeader(HttpClient client, Guid id)
    {
        using var answer = await client.PatchAsync($"/api/sessions/{id}/leader", null);
        Assert.True((bool)(await answer.Json(HttpStatusCode.OK))["is_leader"]!);
    }

    [Collection("The leader on SQLite")]
    public sealed class OnSqlite(SqliteApp app) : LeaderTests(app);

    [Collection("The leader on PostgreSQL")]
    public sealed class OnPostgres(PostgresApp app) : LeaderTests(app);
}
