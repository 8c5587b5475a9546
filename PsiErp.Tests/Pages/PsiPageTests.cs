using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace PsiErp.Tests.Pages;

public abstract class PsiPageTests(PsiApp app)
{
    private const string Sku = "TEA-500";

    private static string NewTitle() => $"PSI {Guid.NewGuid():N}";

    private static decimal[] Figures(HtmlPage page, string row) =>
    [
        .. page.Document.QuerySelectorAll(".block[data-channel]")[0].QuerySelectorAll("tr")
            .First(tr => tr.Children[0].TextContent == row).QuerySelectorAll("td")
            .Select(td => decimal.Parse(td.TextContent, NumberStyles.Number, CultureInfo.InvariantCulture)),
    ];

    /// <summary>Posts entries into production as the page's script does.</summary>
    private static async Task<HtmlPage> Enter(
        PsiClient client, HtmlPage page, bool isPasted, params (string Date, string Entry, string Seen)[] entries)
    {
        var blocks = page.Document.QuerySelectorAll(".block").Select(block => new
        {
            id = block.Id,
            stamps = string.Join(' ', block.QuerySelectorAll("tr").Select(row => row.GetAttribute("data-stamp"))
                .Prepend(block.GetAttribute("data-stamp"))),
        });
        var body = new
        {
            blocks,
            way = isPasted ? "Pasted" : "Typed",
            entries = entries.Select(entry => new
            {
                warehouse = "東京DC",
                channel = "online",
                field = "InboundQty",
                date = entry.Date,
                entry = entry.Entry,
                seen = entry.Seen,
            }),
        };
        using var headers = JsonDocument.Parse(page.Find("body").GetAttribute("hx-headers:inherited")!);
        using var request = new HttpRequestMessage(HttpMethod.Post, page.Answer.RequestMessage!.RequestUri + "&handler=Cells")
        {
            Content = JsonContent.Create(body),
            Headers =
            {
                { "HX-Request", "true" },
                { "RequestVerificationToken", headers.RootElement.GetProperty("RequestVerificationToken").GetString() },
            },
        };
        return await Html.Parse(await client.SendAsync(request, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Grid_EmptySession_SaysWhatToDoNext()
    {
        using var client = await app.SignedInClient();
        var id = await client.CreateSession(NewTitle());

        var page = await client.GetPage($"/sessions/{id}/psi");

        Assert.Equal($"/sessions/{id}/upload", page.Find("main .button.primary").GetAttribute("href"));
    }

    [Fact]
    public async Task Grid_ThousandsOfUnitsAreSeparated_DaysOfSupplyAreNot()
    {
        using var client = await app.SignedInClient();
        var id = await client.CreatePlan(Wire.Row(Sku, "2026-12-01", anchor: "12345"), Wire.Row(Sku, "2030-12-01"));

        var page = await client.GetPage($"/sessions/{id}/psi?sku={Sku}&from=2026-12-01&to=2026-12-02");

        Assert.Equal("12,345", page.Find("[data-metric='stock_closing'] > td").TextContent);
        Assert.Equal("> 1461", page.Find("[data-metric='days_of_supply'] > td").TextContent);
    }

    [Fact]
    public async Task Grid_EveryDay_ClosesWhereTheNextOneOpens()
    {
        using var client = await app.SignedInClient();
        var id = await client.CreateSession(NewTitle(), "wide-utf8.csv");

        var page = await client.GetPage($"/sessions/{id}/psi?sku={Sku}");

        var (opening, closing) = (Figures(page, "Opening stock"), Figures(page, "Closing stock"));
        Assert.Equal(14, page.Document.QuerySelectorAll("thead [data-date]").Length);
        Assert.Equal(opening[1..], closing[..^1]);
        Assert.Equal(11, page.Document.QuerySelectorAll(".block")[0].QuerySelectorAll("tr:not(.group):not(.blank)").Length);
    }

    [Theory]
    [InlineData("week", 2)]
    [InlineData("month", 1)]
    public async Task Grid_InBuckets_AddsFlowsUp(string bucket, int columns)
    {
        using var client = await app.SignedInClient();
        var id = await client.CreateSession(NewTitle(), "wide-utf8.csv");

        var days = await client.GetPage($"/sessions/{id}/psi?sku={Sku}");
        var gathered = await client.GetPage($"/sessions/{id}/psi?sku={Sku}&bucket={bucket}");

        Assert.InRange(gathered.Document.QuerySelectorAll("thead [data-date]").Length, columns, columns + 1);
        Assert.Equal(Figures(days, "Sales").Sum(), Figures(gathered, "Sales").Sum());
        Assert.Equal(Figures(days, "Closing stock")[^1], Figures(gathered, "Closing stock")[^1]);
    }

    [Fact]
    public async Task Grid_OfMoreThanAPageHolds_SaysSo_AndOffersWiderColumns()
    {
        using var client = await app.SignedInClient();
        var rows = from warehouse in Enumerable.Range(0, 20)
                   from day in Enumerable.Range(0, 1000)
                   select Wire.Row("BIG", new DateOnly(2026, 1, 1).AddDays(day).ToString("O", CultureInfo.InvariantCulture), "1",
                       warehouse: $"W{warehouse:00}");
        var id = await client.CreatePlan([.. rows]);

        var usual = await client.GetPage($"/sessions/{id}/psi?sku=BIG");
        var large = await client.GetPage($"/sessions/{id}/psi?sku=BIG&from=0001-01-01&to=9999-12-31");

        Assert.Equal(21, usual.Document.QuerySelectorAll(".grid .block").Length);
        Assert.Null(large.Document.QuerySelector(".grid"));
        Assert.Contains("200,000", large.Find(".empty").TextContent, StringComparison.Ordinal);
        Assert.InRange((await large.Answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Length, 1, 100_000);
        foreach (var link in large.Document.QuerySelectorAll(".empty a").Select(link => link.GetAttribute("href")!).ToList())
            Assert.NotNull((await client.GetPage(link)).Find(".grid"));
        Assert.Equal("Week", large.Find(".empty .button.primary").TextContent);
    }

    [Fact]
    public async Task Grid_PartOfASku_LeadsToItAndNonsenseSaysSo()
    {
        using var client = await app.SignedInClient();
        var id = await client.CreateSession(NewTitle(), "wide-utf8.csv");

        var part = await client.GetPage($"/sessions/{id}/psi?sku=tea-5");
        var none = await client.GetPage($"/sessions/{id}/psi?sku=nonsense");

        Assert.EndsWith($"?sku={Sku}", part.Answer.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Equal(404, (int)none.Answer.StatusCode);
        Assert.Contains("nonsense", none.Find(".empty h1").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cells_Entered_AnswerWithTheRowsThatDifferOnly()
    {
        using var client = await app.SignedInClient();
        var id = await client.CreateSession(NewTitle(), "wide-utf8.csv");
        var page = await client.GetPage($"/sessions/{id}/psi?sku={Sku}");

        var answer = await Enter(client, page, false, ("2026-12-02", "+90", "0"));

        Assert.Equal(200, (int)answer.Answer.StatusCode);
        var rows = answer.Document.QuerySelectorAll("tr[data-row]");
        Assert.Equal(["s", "t", "w"], rows.Select(row => row.GetAttribute("data-block")![..1]).Distinct().Order());
        Assert.Equal("90", rows[1].QuerySelectorAll("td")[1].TextContent);
        Assert.DoesNotContain(rows, row => row.QuerySelector("th")!.TextContent == "Sales");
        Assert.NotNull(answer.Document.QuerySelector("#figures"));
        var after = await client.GetPage($"/sessions/{id}/psi?sku={Sku}");
        var edited = after.Find("td.e");
        Assert.Equal("90", edited.TextContent);
        Assert.Equal("Imported: 0", edited.GetAttribute("title"));
    }

    [Fact]
    public async Task Cells_OneOfThemBad_AreAllRefusedWithItsPlace()
    {
        using var client = await app.SignedInClient();
        var id = await client.CreateSession(NewTitle(), "wide-utf8.csv");
        var page = await client.GetPage($"/sessions/{id}/psi?sku={Sku}");

        var answer = await Enter(client, page, true, ("2026-12-02", "5", "0"), ("2026-12-03", "(1)", "0"));

        Assert.Equal(422, (int)answer.Answer.StatusCode);
        Assert.Equal("1", answer.Find(".problem").GetAttribute("data-refused"));
        Assert.Contains("under 0", answer.Find(".problem").TextContent, StringComparison.Ordinal);
        Assert.Equal("東京DC / online, Production, 3 Dec", answer.Find("li b").TextContent);
        Assert.Empty((await client.GetPage($"/sessions/{id}/psi?sku={Sku}")).Document.QuerySelectorAll("td.e"));
    }

    [Fact]
    public async Task Cells_ChangedBySomeoneElse_ShowBothValues()
    {
        using var other = await app.SignedInClient();
        using var client = await app.SignedInClient();
        var id = await client.CreateSession(NewTitle(), "wide-utf8.csv");
        var page = await client.GetPage($"/sessions/{id}/psi?sku={Sku}");
        await Enter(other, await other.GetPage($"/sessions/{id}/psi?sku={Sku}"), false, ("2026-12-02", "77", "0"));

        var answer = await Enter(client, page, false, ("2026-12-02", "33", "0"));

        Assert.Equal(409, (int)answer.Answer.StatusCode);
        Assert.StartsWith(other.Username!, answer.Find("p").TextContent, StringComparison.Ordinal);
        Assert.Equal(["77", "33"], answer.Texts("dd"));
        Assert.Equal("0=77", answer.Find("[data-contested]").GetAttribute("data-contested"));
    }

    [Fact]
    public async Task Grid_OfTwentySeriesAndSixtyDays_IsSmallOnTheWire()
    {
        using var client = await app.SignedInClient();
        var id = await client.CreateSession(NewTitle());
        await UploadLarge(client, id);

        using var request = new HttpRequestMessage(HttpMethod.Get, $"/sessions/{id}/psi?sku=BIG");
        request.Headers.AcceptEncoding.ParseAdd("br");
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        var bytes = await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);

        Assert.Equal(["br"], answer.Content.Headers.ContentEncoding);
        Assert.InRange(bytes.Length, 10_000, 80 * 1024);
    }

    private static async Task UploadLarge(PsiClient client, string id)
    {
        var random = new Random(7);
        var csv = new StringBuilder("sku_code,warehouse_name,channel,date,category_1,category_2,category_3,fw_rank,ss_rank,"
            + "stock_at_anchor,inbound_qty,outbound_qty,net_flow,stock_closing,safety_stock,movable_stock,stdstock,gap\n");
        for (var series = 0; series < 20; series++)
            for (var day = 0; day < 60; day++)
                csv.AppendLine(CultureInfo.InvariantCulture, $"BIG,DC{series / 4},ch{series % 4},"
                    + $"{new DateOnly(2026, 12, 1).AddDays(day):O},,,,,,{random.Next(500, 5000)},"
                        + $"{(day % 5 == 0 ? random.Next(100, 900) : 0)},{random.Next(0, 2000) / 10m},,,{50 + series},,{100 + series},");
        using var content = new MultipartFormDataContent { { new StringContent(csv.ToString()), "file", "large.csv" } };
        using var answer = await client.PostAsync($"/api/psi/{id}/upload", content, TestContext.Current.CancellationToken);
        Assert.Equal(200, (int)answer.StatusCode);
    }

    public sealed class OnSqlite(SqliteApp app) : PsiPageTests(app);

    public sealed class OnPostgres(PostgresApp app) : PsiPageTests(app);
}
