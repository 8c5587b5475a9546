using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using PsiErp.Tests.Pages;
using static PsiErp.Tests.Fixtures.Wire;

namespace PsiErp.Tests.Moves;

/// <summary>What to send and what to make: found, changed, applied as one change, and taken back.</summary>
public abstract class ProposalsTests(PsiApp app)
{
    /// <summary>After whatever today is where the app runs.</summary>
    private static readonly DateOnly First = DateOnly.FromDateTime(MovedClock.Now.UtcDateTime).AddDays(3);

    [Fact]
    public async Task Find_WholeSession_SendsWhatOthersSpare_AndMakesTheRest()
    {
        using var client = await app.SignedInClient();
        var session = await Plan(client);

        var page = await Find(client, session);

        Assert.Equal(["SHORT"], page.Texts("[aria-label=Moves] .list-name > a"));
        Assert.Contains("西 · store", page.Find("[aria-label=Moves] .flow").TextContent, StringComparison.Ordinal);
        Assert.Equal("30", page.Find("[aria-label=Moves] .qty").GetAttribute("value"));
        Assert.Equal(["MAKE"], page.Texts("[aria-label=Production] .list-name > a").Distinct());
        Assert.Contains("2 → 0", page.Find(".figures .alert-out").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Apply_IsOneChange_WhichUndoTakesBack_AndIsNotDoneTwice()
    {
        using var client = await app.SignedInClient();
        var session = await Plan(client);
        var page = await Find(client, session);
        var before = await Daily(client, session);

        var applied = await client.Submit(page, "handler=Apply");
        var twice = await client.Submit(page, "handler=Apply");

        Assert.Equal(HttpStatusCode.Found, applied.Answer.StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, twice.Answer.StatusCode);
        Assert.Equal(0, await OutOfStock(session));
        var change = Guid.Parse(applied.Answer.Headers.Location!.OriginalString[^36..]);
        var (moves, changes) = await app.WithDb(async db => (
            await db.StockMoves.CountAsync(move => move.SessionId == session),
            await db.ChangeSets.CountAsync(one => one.SessionId == session)));
        Assert.Equal((1, 1), (moves, changes));

        using var undo = await client.PostAsync($"/api/psi/{session}/changes/{change}/undo", null);
        Assert.Equal(HttpStatusCode.OK, undo.StatusCode);
        Assert.Equal(before, await Daily(client, session));
    }

    [Fact]
    public async Task Apply_ProductionAlone_IsUndoneAndRedone_WithItsPlan()
    {
        using var client = await app.SignedInClient();
        var session = await Plan(client);
        var start = await client.GetPage($"/sessions/{session}/proposals");
        var page = await Follow(client, await client.Submit(start, "handler=Find", ("From", $"{First:O}"), ("Mode", "Make")));
        var applied = await client.Submit(page, "handler=Apply");
        var change = $"/api/psi/{session}/changes/{applied.Answer.Headers.Location!.OriginalString[^36..]}";
        Assert.Equal("applied", await Status());

        foreach (var (step, status) in new[] { ("undo", "cancelled"), ("redo", "applied"), ("undo", "cancelled") })
        {
            using var answer = await client.PostAsync($"{change}/{step}", null);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal(status, await Status());
        }

        async Task<string?> Status() => (string?)(await client.GetJson($"/api/transfer-plans?session_id={session}"))[0]!["status"];
    }

    [Fact]
    public async Task Lines_ChangedAndLeftOut_HaveTheirEffectFollow()
    {
        using var client = await app.SignedInClient();
        var session = await Plan(client);
        var page = await Find(client, session);
        var move = page.Find("[aria-label=Moves] [name=line]").GetAttribute("value")!;

        var less = await Follow(client, await client.Submit(page, "handler=Lines", ($"qty-{move}", "10")));
        var refused = await client.Submit(less, "handler=Lines", ($"qty-{move}", "a lot"));

        Assert.Contains("2 → 1", less.Find(".figures .alert-out").TextContent, StringComparison.Ordinal);
        Assert.Equal("10", less.Find($"#line-{move} .qty").GetAttribute("value"));
        Assert.Contains("▼", less.Find($"#line-{move} td:nth-last-child(2)").TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Answer.StatusCode);
        Assert.Equal("a lot", refused.Find($"#line-{move} .qty").GetAttribute("value"));
    }

    [Fact]
    public async Task Add_MoveByHand_ThatTakesItsDonorUnderSafety_SaysSo()
    {
        using var client = await app.SignedInClient();
        var session = await Plan(client);
        var page = await Find(client, session);
        var map = await client.GetPage(page.Find("[aria-label=Moves] .where").GetAttribute("href")!);

        var added = await Follow(client, await client.Submit(map, "handler=Add", ("giver", "西\nstore"), ("receiver", "東\nonline"),
            ("qty", "65"), ("day", $"{First:O}")));

        Assert.Equal(2, added.Document.QuerySelectorAll("[aria-label=Moves] tbody tr").Length);
        Assert.NotEmpty(added.Texts(".harm"));
        Assert.Equal(["東", "西"], added.Texts(".heat tbody th"));
    }

    [Fact]
    public async Task Find_PickedSeries_OthersOfTheSkuGive_AndGetNothing()
    {
        using var client = await app.SignedInClient();
        var session = await Plan(client);
        var number = await app.WithDb(db => db.Series.Where(one => one.SessionId == session && one.SkuCode == "SHORT"
            && one.WarehouseName == "東").Select(one => one.SeriesNo).SingleAsync());

        var page = await Find(client, session, $"?series={number}");

        Assert.Single(page.Texts("[aria-label=Moves] .list-name > a"));
        Assert.Empty(page.Texts("[aria-label=Production] .list-name > a"));
    }

    [Fact]
    public async Task Find_Again_TakesThePlaceOfTheDraft_AndDiscardLeavesNone()
    {
        using var client = await app.SignedInClient();
        var session = await Plan(client);
        var page = await Find(client, session);

        var moved = await Follow(client, await client.Submit(page, "handler=Find", ("Mode", "Move")));
        Assert.Equal(1, await Drafts(session));
        Assert.Empty(moved.Texts("[aria-label=Production] .list-name > a"));
        Assert.Equal(["MAKE"], moved.Texts("#unmet .list-name > a"));

        await client.Submit(moved, "handler=Discard");
        Assert.Equal(0, await Drafts(session));
    }

    [Fact]
    public async Task Draft_ForWhoMayLookOnly_ShowsItsLines_AndNothingToChangeThem()
    {
        using var client = await app.SignedInClient();
        var found = await Find(client, await Plan(client));
        using var reader = await app.SignedInClient();
        await app.WithDb(db => db.Users.Where(user => user.Username == reader.Username)
            .ExecuteUpdateAsync(set => set.SetProperty(user => user.IsReadOnly, true), TestContext.Current.CancellationToken));

        var page = await reader.GetPage(found.Find("#lines").GetAttribute("action")!.Replace("handler=Lines", "handler="));

        Assert.Equal(["SHORT"], page.Texts("[aria-label=Moves] .list-name > a"));
        Assert.All(page.Document.QuerySelectorAll("#lines [name^=qty-]"), field => Assert.True(field.HasAttribute("readonly")));
        Assert.All(page.Document.QuerySelectorAll("#lines [type=checkbox]"), box => Assert.True(box.HasAttribute("disabled")));
        Assert.Empty(page.Document.QuerySelectorAll("#lines button, #apply"));
    }

    [Fact]
    public async Task Csv_HasEveryLine_WithWhatItDoes()
    {
        using var client = await app.SignedInClient();
        var session = await Plan(client);
        var page = await Find(client, session);

        var csv = await client.GetStringAsync(
            page.Find("[href*='/export?format=csv']").GetAttribute("href")!, TestContext.Current.CancellationToken);

        Assert.Contains($"move,true,SHORT,SHORT name,西,store,東,online,30,{First.AddDays(4):yyyy-MM-dd},", csv, StringComparison.Ordinal);
        Assert.Contains("make,true,MAKE,", csv, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Recommend_LeastCostAndMake_AppliesMovesAndProduction_AndCancellingTakesBothBack()
    {
        using var client = await app.SignedInClient();
        var session = await Plan(client);
        var before = await Daily(client, session);

        using var answer = await client.PostAsJsonAsync("/api/transfer-plans/recommend", new
        {
            session_id = session,
            start = $"{First:yyyy-MM-dd}",
            end = $"{First.AddDays(9):yyyy-MM-dd}",
            method = "least_cost",
            make = true,
        });
        var draft = await answer.Json(HttpStatusCode.Created);
        var plan = $"/api/transfer-plans/{draft["plan"]!["plan_id"]}";

        Assert.Equal(30, Assert.Single(draft["lines"]!.AsArray())!["qty"]!.GetValue<decimal>());
        Assert.Equal(before, await Daily(client, session));
        using var applied = await client.PatchAsJsonAsync(plan, new { status = "applied" });
        Assert.Equal(HttpStatusCode.OK, applied.StatusCode);
        Assert.Equal(0, await OutOfStock(session));
        using var cancelled = await client.PatchAsJsonAsync(plan, new { status = "cancelled" });
        Assert.Equal(HttpStatusCode.OK, cancelled.StatusCode);
        Assert.Equal(before, await Daily(client, session));
    }

    [Fact]
    public async Task Recommend_UnknownMethod_IsRefused()
    {
        using var client = await app.SignedInClient();
        var session = await Plan(client);

        using var answer = await client.PostAsJsonAsync("/api/transfer-plans/recommend", new
        {
            session_id = session,
            start = $"{First:yyyy-MM-dd}",
            end = $"{First:yyyy-MM-dd}",
            method = "by_magic",
        });

        Assert.Contains("least_cost", await answer.Problem(HttpStatusCode.UnprocessableEntity), StringComparison.Ordinal);
    }

    /// <summary>SHORT runs out in the east and lies in the west; MAKE runs out, and lies nowhere.</summary>
    private static async Task<Guid> Plan(PsiClient client)
    {
        var rows = new List<string>();
        for (var day = 0; day < 10; day++)
        {
            var date = First.AddDays(day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            rows.Add(Row("SHORT", date, outbound: "5", anchor: day == 0 ? "25" : "", safety: "5", standard: "20", warehouse: "東"));
            rows.Add(Row(
                "SHORT", date, anchor: day == 0 ? "100" : "", safety: "20", standard: "50", warehouse: "西", channel: "store"));
            rows.Add(Row("MAKE", date, outbound: "3", anchor: day == 0 ? "9" : "", safety: "2", standard: "9", warehouse: "東"));
        }
        return await client.CreatePlan([.. rows]);
    }

    private static async Task<HtmlPage> Find(PsiClient client, Guid session, string query = "")
    {
        var start = await client.GetPage($"/sessions/{session}/proposals{query}");
        return await Follow(client, await client.Submit(start, "handler=Find", ("From", $"{First:O}")));
    }

    private static async Task<HtmlPage> Follow(PsiClient client, HtmlPage page)
    {
        Assert.Equal(HttpStatusCode.Found, page.Answer.StatusCode);
        return await client.GetPage(page.Answer.Headers.Location!.OriginalString);
    }

    private static Task<string> Daily(PsiClient client, Guid session) =>
        client.GetStringAsync($"/api/psi/{session}/daily", TestContext.Current.CancellationToken);

    private Task<int> Drafts(Guid session) => app.WithDb(db => db.TransferPlans.CountAsync(plan => plan.SessionId == session));

    private Task<int> OutOfStock(Guid session) =>
        app.WithDb(db => db.Series.CountAsync(one => one.SessionId == session && one.Summary.StockOutDate != null));

    public sealed class OnSqlite(SqliteApp app) : ProposalsTests(app);

    public sealed class OnPostgres(PostgresApp app) : ProposalsTests(app);
}
