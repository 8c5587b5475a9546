using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using PsiErp.Data;
using PsiErp.Tests.Edits;
using PsiErp.Tests.Moves;

namespace PsiErp.Tests.Pages;

/// <summary>Whoever reads a time sees off which clock.</summary>
public sealed class TimeZoneTests(SqliteApp app)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Times_OnEveryPageThatHasThem_SayTheirZone()
    {
        using var admin = await app.SignedInClient(admin: true);
        var id = Guid.Parse(await admin.CreateSession($"Zone {Guid.NewGuid():N}", "wide-utf8.csv"));
        await admin.Apply(id, ChangeSetsTests.Edit("TEA-500", "2026-12-02", 1));
        await admin.Move(id, 1, "2026-12-03", sku: "TEA-500");
        using var gone = await admin.DeleteAsync($"/api/sessions/{await admin.CreateSession($"Gone {id:N}")}", Ct);
        var file = await File.ReadAllBytesAsync(Html.SamplePath("wide-utf8.csv"), Ct);
        using var staged = await admin.UploadTo($"/api/psi/{id}/upload?preview=true", file);
        var import = (await staged.Json(HttpStatusCode.OK))["import_id"];
        using var calendar = await admin.PutAsJsonAsync(
            $"/api/calendars/zone-{id:N}", new { non_working_dates = new[] { "2026-12-31" } }, Ct);
        using var product = await admin.PostAsJsonAsync("/api/masters/products", new { data = new { code = $"zone-{id:N}" } }, Ct);

        var silent = new List<string>();
        foreach (var page in new[]
        {
            "/sessions", "/sessions/deleted", $"/sessions/{id}/log", $"/sessions/{id}/imports", $"/sessions/{id}/moves",
            $"/sessions/{id}/imports/{import}", $"/sessions/{id}?columns=edited", $"/admin/audit/{id}", "/admin/audit",
            "/admin/users", "/account", "/masters/calendar", "/masters/products?sort=-updated_at",
        })
        {
            var shown = await admin.GetPage(page);
            var times = shown.Document.QuerySelectorAll("time").Where(time => time.GetAttribute("datetime")!.Contains('T')).ToList();
            if (times.Count == 0) silent.Add($"{page} has no times");
            silent.AddRange(times.Where(time => !SaysItsZone(time)).Select(time => $"{page}: {time.OuterHtml}"));
        }
        Assert.Empty(silent);
    }

    [Fact]
    public async Task Times_WhereClocksArePutForwardInSummer_SayTheOffsetOfTheirMoment()
    {
        await using var berlin = app.With(("TIME_ZONE", "Europe/Berlin"));
        using var admin = await berlin.SignedInClient(admin: true);
        var name = Guid.NewGuid().ToString("N");
        await berlin.WithDb(async db =>
        {
            foreach (var at in new[] { "2026-01-15T12:00:00Z", "2026-07-15T12:00:00Z" })
            {
                var moment = DateTimeOffset.Parse(at, CultureInfo.InvariantCulture);
                db.Add(new AuditEntry { At = moment, Kind = AuditKind.SignedOut, Actor = name });
            }
            return await db.SaveChangesAsync(Ct);
        });

        var audit = await admin.GetPage($"/admin/audit?name={name}");

        Assert.Equal(["UTC+1/+2"], audit.Texts("th .zone"));
        Assert.StartsWith("Europe/Berlin (UTC+0", audit.Find("th .zone").GetAttribute("title"), StringComparison.Ordinal);
        Assert.Equal(["15 Jul 2026 14:00:00 UTC+2", "15 Jan 2026 13:00:00 UTC+1"], audit.Texts("#audit time"));
        Assert.Equal("2026-07-15T14:00:00.0000000+02:00", audit.Find("#audit time").GetAttribute("datetime"));
    }

    /// <summary>In its text or the heading of its column, and in full where it is pointed at.</summary>
    private static bool SaysItsZone(IElement time)
    {
        var cell = time.Closest("td");
        var column = cell?.ParentElement!.Children.TakeWhile(before => before != cell)
            .Sum(before => ((IHtmlTableCellElement)before).ColumnSpan) ?? 0;
        var heading = cell?.Closest("table")!.QuerySelectorAll("thead th")[column].TextContent.Trim();
        return time.GetAttribute("title")?.EndsWith(" UTC+9", StringComparison.Ordinal) == true
            && (time.TextContent.EndsWith(" UTC+9", StringComparison.Ordinal)
                || heading?.EndsWith(" UTC+9", StringComparison.Ordinal) == true);
    }
}
