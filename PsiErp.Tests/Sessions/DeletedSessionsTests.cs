using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PsiErp.Sessions;
using PsiErp.Tests.Pages;

namespace PsiErp.Tests.Sessions;

/// <summary>What somebody deletes can be brought back for a while, and what was done to it stays known.</summary>
public abstract class DeletedSessionsTests(PsiApp app)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Deleted_IsGoneForEverybody_WhereverItIsAskedFor()
    {
        using var client = await app.SignedInClient();
        var id = await EditedPlan(client);
        await Delete(client, id);

        foreach (var path in new[]
        {
            $"/api/sessions/{id}", $"/api/psi/{id}/daily", $"/api/psi/{id}/summary", $"/api/psi/{id}/series", $"/api/psi/{id}/log",
            $"/api/psi/{id}/figures", $"/api/psi/{id}/export", $"/api/psi-edits?session_id={id}", $"/api/psi-edits/{id}/export",
            $"/api/psi/daily?session_id={id}", $"/sessions/{id}/psi?sku=A", $"/sessions/{id}/psi?sku=A&handler=Skus",
            $"/sessions/{id}/upload", $"/sessions/{id}/edit",
        })
        {
            using var answer = await client.GetAsync(path, Ct);
            Assert.True(answer.StatusCode == HttpStatusCode.NotFound, $"{path}: {answer.StatusCode}");
        }
        Assert.DoesNotContain(id.ToString(), (await client.GetJson("/api/sessions")).ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain(id.ToString(), (await client.GetJson("/api/psi-edits")).ToJsonString(), StringComparison.Ordinal);
        using var upload = await client.Upload(id, $"{Wire.WideHeader}\n{Wire.Row("B", "2026-12-01", "1")}");
        Assert.Equal(HttpStatusCode.NotFound, upload.StatusCode);
        using var again = await client.DeleteAsync($"/api/sessions/{id}", Ct);
        Assert.Equal(HttpStatusCode.NotFound, again.StatusCode);
    }

    [Fact]
    public async Task BroughtBack_IsAsItWas_ButNotTheLeader()
    {
        using var client = await app.SignedInClient();
        var id = await EditedPlan(client);
        var days = (await client.Days(id, "?sku_code=A")).ToJsonString();
        var log = (await client.GetJson($"/api/psi/{id}/log")).ToJsonString();
        await Delete(client, id);

        var listed = (await client.GetJson("/api/sessions/deleted")).AsArray().Single(one => (string?)one!["id"] == id.ToString())!;
        using var answer = await client.PostAsync($"/api/sessions/{id}/restore", null, Ct);

        var session = await answer.Json(HttpStatusCode.OK);
        Assert.Equal((client.Username, TimeSpan.FromDays(14)), ((string?)listed["deleted_by_username"],
            (DateTimeOffset)listed["restorable_until"]! - (DateTimeOffset)listed["deleted_at"]!));
        Assert.False((bool)session["is_leader"]!);
        Assert.Equal(days, (await client.Days(id, "?sku_code=A")).ToJsonString());
        Assert.Equal(log, (await client.GetJson($"/api/psi/{id}/log")).ToJsonString());
        using var twice = await client.PostAsync($"/api/sessions/{id}/restore", null, Ct);
        await twice.Problem(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task AfterItsDays_ThePlanGoes_TheEditLogStaysForAdmins_ThenThatGoesToo()
    {
        using var admin = await app.SignedInClient(admin: true);
        using var planner = await app.SignedInClient();
        var id = await EditedPlan(planner);
        await Delete(planner, id);

        await Age(id, TimeSpan.FromDays(15));
        using var late = await planner.PostAsync($"/api/sessions/{id}/restore", null, Ct);
        await late.Problem(HttpStatusCode.NotFound);
        await Clean();

        Assert.Equal(0, await Rows(id));
        Assert.Single((await admin.GetJson($"/api/psi/{id}/log")).AsArray());
        Assert.Contains("12", (await admin.GetPage($"/admin/audit/{id}")).Find("tbody").TextContent, StringComparison.Ordinal);
        using var hidden = await planner.GetAsync($"/api/psi/{id}/log", Ct);
        await hidden.Problem(HttpStatusCode.NotFound);
        using var forbidden = await planner.GetAsync($"/admin/audit/{id}", Ct);
        Assert.NotEqual(HttpStatusCode.OK, forbidden.StatusCode);

        await Age(id, TimeSpan.FromDays(91));
        await Clean();

        using var gone = await admin.GetAsync($"/api/psi/{id}/log", Ct);
        await gone.Problem(HttpStatusCode.NotFound);
        Assert.Equal(0, await app.WithDb(db => db.EditLog.CountAsync(entry => entry.SessionId == id, Ct)));
    }

    [Fact]
    public async Task Admin_FreesTheSpaceAtOnce_OthersMayNot()
    {
        using var admin = await app.SignedInClient(admin: true);
        using var planner = await app.SignedInClient();
        var id = await EditedPlan(planner);
        using var live = await admin.DeleteAsync($"/api/sessions/deleted/{id}", Ct);
        await live.Problem(HttpStatusCode.NotFound);
        await Delete(planner, id);

        using var refused = await planner.DeleteAsync($"/api/sessions/deleted/{id}", Ct);
        using var removed = await admin.DeleteAsync($"/api/sessions/deleted/{id}", Ct);

        await refused.Problem(HttpStatusCode.Forbidden);
        Assert.Equal(HttpStatusCode.NoContent, removed.StatusCode);
        Assert.Equal(0, await Rows(id));
        using var back = await planner.PostAsync($"/api/sessions/{id}/restore", null, Ct);
        await back.Problem(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Deeds_AreAuditRows_WithWhoAndTheTitleAndWhereFrom()
    {
        using var admin = await app.SignedInClient(admin: true);
        using var client = await app.SignedInClient();
        var title = $"計画 {Guid.NewGuid():N}";
        var id = await Wire.CreateSession(client, "Draft");
        await client.PutAsJsonAsync($"/api/sessions/{id}", new { title }, Ct);
        using var upload = await client.Upload(id, $"{Wire.WideHeader}\n{Wire.Row("A", "2026-12-01", "1")}", "replace-all");
        await upload.Json(HttpStatusCode.OK);
        await Delete(client, id);
        await client.PostAsync($"/api/sessions/{id}/restore", null, Ct);

        var rows = (await admin.GetJson($"/api/audit?name={client.Username}")).AsArray()
            .Where(row => (string?)row!["session_id"] == id.ToString()).Select(row => row!).ToList();

        Assert.Equal(
            ["session_restored", "session_deleted", "plan_imported", "session_renamed"], rows.Select(row => (string?)row["kind"]));
        Assert.All(rows, row => Assert.Equal((client.Username, title, "127.0.0.1"),
            ((string?)row["actor"], (string?)row["subject"], (string?)row["address"])));
        Assert.Equal(
            """{"file":"plan.csv","mode":"replace-all","rows":1,"inserted":1,"updated":0,"deleted":0}""", rows[2]["facts"]!.ToJsonString());
        Assert.Equal("Draft", (string?)rows[3]["facts"]!["before"]);
        var page = await admin.GetPage($"/admin/audit?name={Uri.EscapeDataString(title)}");
        var cells = page.Texts("tbody td").Select(OneLine);
        Assert.Contains("File imported file plan.csv · Replace everything · rows 1 · new 1 · changed 0 · deleted 0", cells);
    }

    [Fact]
    public async Task RefusedFile_AndUnchangedTitle_LeaveNoAuditRow()
    {
        using var admin = await app.SignedInClient(admin: true);
        using var client = await app.SignedInClient();
        var id = await Wire.CreateSession(client, "Same");
        await client.PutAsJsonAsync($"/api/sessions/{id}", new { title = "Same" }, Ct);
        using var refused = await client.Upload(id, "date,production,sales\n2026-12-01,x,1");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);

        var rows = (await admin.GetJson($"/api/audit?name={client.Username}")).ToJsonString();
        Assert.DoesNotContain(id.ToString(), rows, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_ListsAndBringsBack()
    {
        using var client = await app.SignedInClient();
        var title = $"Gone {Guid.NewGuid():N}";
        var id = await Wire.CreateSession(client, title);
        await Delete(client, id);

        var page = await client.GetPage("/sessions/deleted");
        Assert.Contains(page.Texts(".list-name"), text => text.Contains(title, StringComparison.Ordinal));
        await client.Submit(page, $"id={id}");

        Assert.Equal(title, (string?)(await client.GetJson($"/api/sessions/{id}"))["title"]);
    }

    private static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static async Task<Guid> EditedPlan(PsiClient client)
    {
        var id = await client.CreatePlan(Wire.Row("A", "2026-12-01", "5", "1"), Wire.Row("B", "2026-12-01", "5", "1"));
        await client.Apply(id, new { sku_code = "A", warehouse_name = "東京DC", channel = "online", date = "2026-12-01", inbound_qty = 12 });
        return id;
    }

    private static async Task Delete(PsiClient client, Guid id)
    {
        using var answer = await client.DeleteAsync($"/api/sessions/{id}", Ct);
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
    }

    private Task<int> Age(Guid id, TimeSpan by) => app.WithDb(db => db.Sessions.IgnoreQueryFilters().Where(session => session.Id == id)
        .ExecuteUpdateAsync(set => set.SetProperty(session => session.DeletedAt, MovedClock.Now - by), Ct));

    private async Task Clean()
    {
        await using var scope = app.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<DeletedSessions>().RemoveExpiredAsync(Ct);
    }

    private Task<int> Rows(Guid id) => app.WithDb(async db => await db.Base.CountAsync(row => row.SessionId == id, Ct)
        + await db.Series.CountAsync(series => series.SessionId == id, Ct) + await db.Edits.CountAsync(edit => edit.SessionId == id, Ct)
        + await db.Skus.CountAsync(sku => sku.SessionId == id, Ct));

    public sealed class OnSqlite(SqliteApp app) : DeletedSessionsTests(app);

    public sealed class OnPostgres(PostgresApp app) : DeletedSessionsTests(app);
}
