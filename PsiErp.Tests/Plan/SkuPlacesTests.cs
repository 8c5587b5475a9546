using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PsiErp.Data;
using PsiErp.Plan;
using PsiErp.Tests.Pages;
using static PsiErp.Tests.Fixtures.Wire;

namespace PsiErp.Tests.Plan;

/// <summary>Which SKU is beside which in a worklist: what the grid goes through that is opened from it.</summary>
public abstract class SkuPlacesTests(PsiApp app)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Places_InEveryOrder_AreThoseOfTheList(bool isBySku)
    {
        using var client = await app.SignedInClient();
        var session = await Plan(client);
        await using var scope = app.Services.CreateAsyncScope();
        var skus = scope.ServiceProvider.GetRequiredService<SkuWorklist>();
        var plan = await scope.ServiceProvider.GetRequiredService<PsiDb>().Sessions.SingleAsync(one => one.Id == session, Ct);
        var columns = isBySku ? SkuWorklist.Columns : SeriesOrder.Columns;

        foreach (var sort in columns.SelectMany(column => new[] { column, $"-{column}" }))
        {
            var order = SeriesOrder.Of(sort);
            var rows = (await client.GetJson($"/api/psi/{session}/series?sort={sort}{(isBySku ? "&group_by=sku" : "")}"))
                .AsArray().Select(row => row!["sku_code"]!.GetValue<string>()).ToList();
            string[] codes = [.. rows.Distinct()];

            Assert.Equal(codes, await skus.FirstAsync(plan, SeriesSelection.All, order, isBySku, null, 30, Ct));
            for (var i = 0; i < codes.Length; i++)
            {
                var expected = new SkuPlace(
                    codes.ElementAtOrDefault(i - 1), codes.ElementAtOrDefault(i + 1), i + 1, isBySku ? i : rows.IndexOf(codes[i]));
                var place = await skus.PlaceAsync(plan, SeriesSelection.All, order, isBySku, codes[i], Ct);
                Assert.Equal((sort, expected), (sort, isBySku ? place with { Row = place.Number - 1 } : place));
            }
        }
    }

    [Fact]
    public async Task Grid_OpenedFromAWorklist_KnowsItsOrderFiltersAndTheWayBack()
    {
        using var client = await app.SignedInClient();
        var session = await Plan(client);

        var worklist = await client.GetPage($"/sessions/{session}?warehouse_name=%3D東&sort=-closing");
        var first = worklist.Find(".worklist .list-name > a").GetAttribute("href")!;
        var grid = await client.GetPage(first);

        Assert.Equal($"/sessions/{session}/psi?sku=C&list=warehouse_name%3D%253D%25E6%259D%25B1%26sort%3D-closing", first);
        Assert.Equal("1 of 3", grid.Find(".of-list").TextContent);
        Assert.Null(grid.Document.QuerySelector("a[rel=prev]"));
        var next = grid.Find("a[rel=next]").GetAttribute("href")!;
        Assert.Equal(first.Replace("sku=C", "sku=B%20%C3%A9", StringComparison.Ordinal), next);
        Assert.All(
            grid.Document.QuerySelectorAll(".segments a").Select(link => link.GetAttribute("href")),
            link => Assert.Contains("&list=warehouse_name", link, StringComparison.Ordinal));
        Assert.Equal("warehouse_name=%3D%E6%9D%B1&sort=-closing", grid.Find(".menu-form input[name=list]").GetAttribute("value"));
        var second = await client.GetPage(next + "&bucket=week");
        Assert.Equal("2 of 3", second.Find(".of-list").TextContent);
        Assert.Equal(["C", "A"], new[] { "prev", "next" }.Select(rel => second.Find($"a[rel={rel}]").GetAttribute("title")));
        var back = second.Find(".of-list").GetAttribute("href")!;
        Assert.Equal($"/sessions/{session}?warehouse_name=%3D%E6%9D%B1&sort=-closing#sku-B%20%C3%A9", back);
        Assert.NotNull((await client.GetPage(back)).Document.GetElementById("sku-B%20%C3%A9"));
        var hits = await client.GetPage(
            $"/sessions/{session}/psi?handler=Skus&list=warehouse_name%3D%253D%25E6%259D%25B1%26sort%3D-closing");
        Assert.Equal(["C", "B é", "A", "D"], hits.Document.QuerySelectorAll("b").Select(hit => hit.TextContent));
        var found = await client.GetPage($"/sessions/{session}/psi?handler=Skus&sku=b&list=sort%3D-closing");
        Assert.Equal("B é", Assert.Single(found.Document.QuerySelectorAll("b")).TextContent);
    }

    [Fact]
    public async Task Grid_OfASkuThatLeftTheList_SaysSo_AndGoesOnAtItsTop()
    {
        using var client = await app.SignedInClient();
        var session = await Plan(client);

        var grid = await client.GetPage($"/sessions/{session}/psi?sku=C&list=alert%3Dstock_out");
        var plain = await client.GetPage($"/sessions/{session}/psi?sku=B%20%C3%A9");

        Assert.Equal("no longer in the list", grid.Find(".of-list").TextContent);
        Assert.Contains("?sku=A&", grid.Find("a[rel=next]").GetAttribute("href")!, StringComparison.Ordinal);
        Assert.Null(plain.Document.QuerySelector(".of-list"));
        Assert.EndsWith("?sku=C", plain.Find("a[rel=next]").GetAttribute("href")!, StringComparison.Ordinal);
    }

    private static async Task<Guid> Plan(PsiClient client)
    {
        var session = await client.CreatePlan(
            Row("A", "2026-12-01", anchor: "30", inbound: "9.5", warehouse: "西", safety: "50"),
            Row("A", "2026-12-01", anchor: "1", outbound: "3", warehouse: "東"), Row("A", "2026-12-02", outbound: "1", warehouse: "東"),
            Row("B é", "2026-12-01", anchor: "-3", inbound: "3", safety: "7", warehouse: "東"),
            Row("B é", "2026-12-01", anchor: "-9", inbound: "3", safety: "7", warehouse: "西"),
            Row("C", "2026-12-01", anchor: "100", warehouse: "東", standard: "10"), Row("D", "2026-12-03", anchor: "100", warehouse: "西"));
        await client.Apply(session, new
        {
            sku_code = "C",
            warehouse_name = "東",
            channel = "online",
            date = "2026-12-01",
            outbound_qty = 1,
        });
        return session;
    }

    public sealed class OnSqlite(SqliteApp app) : SkuPlacesTests(app);

    public sealed class OnPostgres(PostgresApp app) : SkuPlacesTests(app);
}
