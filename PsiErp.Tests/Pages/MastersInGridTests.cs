using System.Net.Http.Json;
using PsiErp.Planning;
using static PsiErp.Tests.Fixtures.Wire;

namespace PsiErp.Tests.Pages;

/// <summary>What master data makes of the grid.</summary>
public abstract class MastersInGridTests(PsiApp app)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Grid_OfAKnownProduct_HasItsDecimalsLevelsAndPlaces()
    {
        using var client = await app.SignedInClient();
        var (sku, place) = ($"G{Guid.NewGuid():N}", $"東京{Guid.NewGuid():N}");
        await Post(client, "/api/masters/products", new { data = new { code = sku, decimals = 0, safety_stock_days = 3 } });
        await Post(client, "/api/warehouses", new { warehouse_name = place, region = "関東<b>" });
        await Post(client, "/api/channels", new { channel = place, display_name = "通販 & shop" });
        var session = await client.CreatePlan(Row(sku, "2026-12-01", outbound: "2.4", anchor: "9", warehouse: place, channel: place));

        var page = await client.GetPage($"/sessions/{session}/psi?sku={sku}");
        var series = ("series", page.Find(".block[data-warehouse]").Id!);
        await client.Submit(page, "handler=Cell", series, ("date", "2026-12-01"), ("field", "OutboundQty"), ("entry", "*1.5"));
        await client.Submit(page, "handler=Cell", series, ("date", "2026-12-01"), ("field", "SafetyStock"), ("entry", "7.25"));
        var after = await client.GetPage($"/sessions/{session}/psi?sku={sku}");

        Assert.Equal($"{place} / 通販 & shop", page.Find("tbody tr.group th").TextContent);
        Assert.Contains("関東<b>", page.Find("tbody tr.group td").TextContent, StringComparison.Ordinal);
        Assert.Equal("2", page.Find("tr[data-field=OutboundQty] td").TextContent);
        Assert.Equal("2.4", page.Find("tr[data-field=OutboundQty] td").GetAttribute("data-v"));
        var derived = page.Find("tr[data-field=SafetyStock] td");
        Assert.Equal("7", derived.TextContent);
        Assert.Contains("d", derived.ClassList);
        Assert.Contains("= 3 days", page.Find("tr[data-field=SafetyStock] th").TextContent, StringComparison.Ordinal);
        Assert.Equal("4", after.Find("tr[data-field=OutboundQty] td").TextContent);
        var typed = after.Find("tr[data-field=SafetyStock] td");
        Assert.Equal(("7", "7.25"), (typed.TextContent, typed.GetAttribute("data-v")));
        Assert.Contains("e", typed.ClassList);
        Assert.DoesNotContain("d", typed.ClassList);
    }

    [Fact]
    public async Task Grid_OfAProductWithALeadTime_MarksAndNamesTheLastDayToOrder()
    {
        using var client = await app.SignedInClient();
        var (sku, first) = ($"L{Guid.NewGuid():N}", DateOnly.FromDateTime(MovedClock.Now.UtcDateTime.AddDays(1)));
        await Post(client, "/api/masters/products", new { data = new { code = sku, lead_time_days = 4 } });
        var session = await client.CreatePlan([.. Enumerable.Range(0, 30).Select(day => Row(
            sku, first.AddDays(day).ToString("O"), outbound: "5", anchor: day == 0 ? "100" : ""))]);
        // Stock lasts for twenty days; nobody works at the weekend
        var due = LastOrderDay.Of(
            new() { StockOutDate = first.AddDays(20) }, 4, day => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday));

        var page = await client.GetPage($"/sessions/{session}/psi?sku={sku}");
        var weeks = await client.GetPage($"/sessions/{session}/psi?sku={sku}&bucket=week");

        var marked = Assert.Single(page.Document.QuerySelectorAll("td.o"));
        Assert.Equal("InboundQty", marked.ParentElement!.GetAttribute("data-field"));
        Assert.Equal(due!.Value.DayNumber - first.DayNumber + 1, Array.IndexOf([.. marked.ParentElement.Children], marked));
        Assert.StartsWith("⚑ Order by", page.Find(".group .tag.order").TextContent, StringComparison.Ordinal);
        Assert.Single(weeks.Document.QuerySelectorAll("td.o"));
    }

    [Fact]
    public async Task Metrics_DecideWhichRowsThereAre_InWhichOrder_AndWhichMayBeEdited()
    {
        await using var own = app.WithEmptyDatabase();
        using var client = await own.SignedInClient();
        var session = await client.CreatePlan(Row("A", "2026-12-01", outbound: "2", anchor: "9"));
        await Post(client, "/api/psi-metrics", new { name = "margin/% 😀", display_order = 1 });
        foreach (var (name, body) in new (string, object)[]
        {
            ("outbound_qty", new { is_editable = false }), ("stock_closing", new { display_order = 2 }),
        })
        {
            using var put = await client.PutAsJsonAsync($"/api/psi-metrics/{name}", body, Ct);
            Assert.Equal(200, (int)put.StatusCode);
        }
        using var hidden = await client.DeleteAsync("/api/psi-metrics/gap", Ct);

        var page = await client.GetPage($"/sessions/{session}/psi?sku=A");
        var refused = await client.Submit(page, "handler=Cell", ("series", page.Find(".block[data-warehouse]").Id!),
            ("date", "2026-12-01"), ("field", "OutboundQty"), ("entry", "5"));
        await client.Apply(session, new
        {
            sku_code = "A",
            warehouse_name = "東京DC",
            channel = "online",
            date = "2026-12-01",
            outbound_qty = 3,
        });

        var rows = page.Texts("tbody tr:not(.group) th").ToList();
        Assert.Equal("margin/% 😀 no figures", rows[0]);
        Assert.Equal("", page.Find("tr.blank td").TextContent);
        Assert.Contains("no figures for", page.Find("tr.blank th").GetAttribute("title"), StringComparison.Ordinal);
        Assert.Equal("Closing stock", rows[1]);
        Assert.DoesNotContain(rows, row => row.StartsWith("Gap", StringComparison.Ordinal));
        Assert.Equal(["InboundQty", "SafetyStock"],
            page.Document.QuerySelectorAll("tr[data-field]").Select(row => row.GetAttribute("data-field")));
        Assert.Equal("This row can’t be edited: the grid’s rows in the master data say so.", refused.Find(".problem").TextContent);

        foreach (var name in (await client.GetJson("/api/psi-metrics")).Column("name"))
        {
            using var gone = await client.DeleteAsync($"/api/psi-metrics/{Uri.EscapeDataString(name.Trim('"'))}", Ct);
        }
        using var last = await client.DeleteAsync($"/api/psi-metrics/{Uri.EscapeDataString("margin/% 😀")}", Ct);
        var empty = await client.GetPage($"/sessions/{session}/psi?sku=A");
        Assert.Equal("/masters/metrics", empty.Find(".notice a").GetAttribute("href"));
    }

    private static async Task Post(PsiClient client, string path, object body)
    {
        using var created = await client.PostAsJsonAsync(path, body, Ct);
        Assert.Equal(201, (int)created.StatusCode);
    }

    public sealed class OnSqlite(SqliteApp app) : MastersInGridTests(app);

    public sealed class OnPostgres(PostgresApp app) : MastersInGridTests(app);
}
