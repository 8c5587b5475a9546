using System.Net;
using System.Net.Http.Json;

namespace PsiErp.Tests.Pages;

/// <summary>Calendars and the reallocation policy on their pages.</summary>
public abstract class CalendarPagesTests(PsiApp app)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Calendar_FromHandAndFile_IsKeptChangedAndDeleted()
    {
        using var client = await app.SignedInClient();
        var name = $"工場 {Guid.NewGuid():N}/1";
        var form = await client.GetPage("/masters/calendar/edit");
        Assert.Equal(["Saturday", "Sunday"], Checked(form));

        var holidays = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "wwwroot-src/samples/holidays-jp.ics"), Ct);
        var filled = await client.SubmitFile(form, "/masters/calendar/edit", "handler=File", holidays, ("Form.Name", name),
            ("Form.Dates", "2026/5/1 創立記念日\n2026-05-05 ours\nmended later"));
        var lines = filled.Find("textarea").TextContent.Trim().Split('\n');
        Assert.Equal((37, "2026-05-05 ours", "mended later"), (lines.Length, lines.Single(line => line.Contains("05-05 ours")), lines[^1]));
        var refused = await client.Submit(filled, "/masters/calendar/edit");
        Assert.Contains("“mended later” does not begin", refused.Find("#calendar-dates-problem").TextContent, StringComparison.Ordinal);
        await client.Submit(refused, "/masters/calendar/edit", ("Form.Dates", string.Join("\r\n", lines[..^1])),
            ("Form.Weekdays", "Monday"));

        var address = $"/api/calendars/{Uri.EscapeDataString(name)}";
        var calendar = await client.GetJson(address);
        Assert.Equal((36, "創立記念日", "[\"monday\"]"), (calendar["non_working_dates"]!.AsArray().Count,
            (string?)calendar["titles"]!["2026-05-01"], calendar["non_working_weekdays"]!.ToJsonString()));

        var edit = await client.GetPage($"/masters/calendar/edit?name={Uri.EscapeDataString(name)}");
        await client.PutAsJsonAsync(address, new { non_working_dates = new[] { "2026-12-31" } }, Ct);
        var met = await client.Submit(edit, "/masters/calendar/edit", ("Form.Name", name + "b"), ("Form.Dates", "2026-12-30 mine"));
        Assert.Equal(["Mon", "2026-12-31", "2026-12-30 mine"], met.Texts(".notice dd"));
        await client.Submit(met, "/masters/calendar/edit");
        Assert.Equal("[\"2026-12-30\"]", (await client.GetJson(address + "b"))["non_working_dates"]!.ToJsonString());

        var page = await client.GetPage("/masters/calendar");
        var link = page.Document.QuerySelectorAll("a[href*=delete]").Single(a => a.GetAttribute("aria-label") == $"Delete {name}b");
        await client.Submit(await client.GetPage(link.GetAttribute("href")!), "/delete");
        await client.GetJson(address + "b", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Calendar_WhateverItIsCalled_IsListedEditedAndDeleted()
    {
        using var client = await app.SignedInClient();
        foreach (var name in new[] { "100%/..", "../../%2F 長", "شركة 📦", "a?b#c&d=e+f\"'<b>{0}\\", new string('暦', 255) })
        {
            var made = await client.Submit(await client.GetPage("/masters/calendar/edit"), "/masters/calendar/edit", ("Form.Name", name),
                ("Form.Dates", "2026-12-30"));
            Assert.Equal((name, 302), (name, (int)made.Answer.StatusCode));
            var list = await client.GetPage("/masters/calendar/");
            var row = list.Document.QuerySelectorAll("tbody tr").Single(tr => tr.QuerySelector(".list-name bdi")!.TextContent == name);

            var form = await client.GetPage(row.QuerySelector(".list-name a")!.GetAttribute("href")!);
            Assert.Equal(name, form.Find("#calendar-name").GetAttribute("value"));
            await client.Submit(form, "/masters/calendar/edit", ("Form.Dates", "2026-12-29"));
            var address = $"/api/calendars/{Uri.EscapeDataString(name)}";
            Assert.Equal("[\"2026-12-29\"]", (await client.GetJson(address))["non_working_dates"]!.ToJsonString());
            await client.Submit(await client.GetPage(row.QuerySelector("a[href*=delete]")!.GetAttribute("href")!), "/delete");
            await client.GetJson(address, HttpStatusCode.NotFound);
        }
    }

    [Fact]
    public async Task Calendar_OfATakenName_OrANoFile_IsRefused()
    {
        using var client = await app.SignedInClient();
        var name = $"Taken {Guid.NewGuid():N}";
        await client.PutAsJsonAsync($"/api/calendars/{name}", new { non_working_dates = new[] { "2026-12-31" } }, Ct);
        var form = await client.GetPage("/masters/calendar/edit");

        var taken = await client.Submit(form, "/masters/calendar/edit", ("Form.Name", name));
        var noFile = await client.SubmitFile(form, "/masters/calendar/edit", "handler=File", "a,b", ("Form.Name", name));

        Assert.Contains("already", taken.Find("#calendar-name-problem").TextContent, StringComparison.Ordinal);
        Assert.Contains("no iCalendar file", noFile.Find(".drop .problem").TextContent, StringComparison.Ordinal);
        Assert.Equal("[\"2026-12-31\"]", (await client.GetJson($"/api/calendars/{name}"))["non_working_dates"]!.ToJsonString());
    }

    [Fact]
    public async Task Policy_PlannersSeeIt_AdminsChangeIt_OneAfterTheOther()
    {
        await using var own = app.WithEmptyDatabase();
        using var planner = await own.SignedInClient();
        using var admin = await own.SignedInClient(admin: true);
        var seen = await planner.GetPage("/masters/policy");
        Assert.True(seen.Find("fieldset").HasAttribute("disabled"));
        Assert.Empty(seen.Document.QuerySelectorAll("main .primary"));
        var refused = await planner.Submit(seen, "/masters/policy", ("RoundingMode", "ceil"));
        Assert.Equal(HttpStatusCode.Forbidden, refused.Answer.StatusCode);
        Assert.Equal("floor", (string?)(await planner.GetJson("/api/reallocation-policy"))["rounding_mode"]);

        var form = await admin.GetPage("/masters/policy");
        await admin.Submit(form, "/masters/policy", ("RoundingMode", "round"), ("AllowOverfill", "true"));
        var stale = await admin.Submit(form, "/masters/policy", ("DeficitBasis", "start"));
        Assert.Equal(
            ["Theirs: yes", "Theirs: rounded to the nearest", "Theirs: stock at the end of the days"], stale.Texts(".row .problem"));
        await admin.Submit(stale, "/masters/policy");

        var policy = await admin.GetJson("/api/reallocation-policy");
        Assert.Equal(("floor", "start", false), ((string?)policy["rounding_mode"], (string?)policy["deficit_basis"],
            (bool)policy["allow_overfill"]!));
    }

    private static IEnumerable<string?> Checked(HtmlPage page) =>
        page.Document.QuerySelectorAll("[name='Form.Weekdays'][checked]").Select(day => day.GetAttribute("value"));

    public sealed class OnSqlite(SqliteApp app) : CalendarPagesTests(app);

    public sealed class OnPostgres(PostgresApp app) : CalendarPagesTests(app);
}
