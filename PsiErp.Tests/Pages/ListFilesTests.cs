using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.RegularExpressions;
using PsiErp.Tests.Edits;
using PsiErp.Tests.Moves;

namespace PsiErp.Tests.Pages;

/// <summary>Whatever is listed is a file, too, as CSV and as a workbook: exactly what the filters of the page leave.</summary>
public abstract partial class ListFilesTests(PsiApp app)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Lists_AsFiles_HoldWhatThePageShows()
    {
        await using var own = app.WithEmptyDatabase();
        using var admin = await own.SignedInClient("=cmd()", admin: true);
        var (plan, other) = await Fill(admin);
        var extract = Wire.WideHeader + Wire.Row("TEA-500", "2026-12-02", outbound: "7") + Wire.Row("NEW", "2026-12-02", inbound: "4");
        using var staged = await admin.UploadTo($"/api/psi/{plan}/upload?preview=true", extract);
        var import = (await staged.Json(HttpStatusCode.OK))["import_id"];

        foreach (var (page, rows) in new (string Page, int? Rows)[]
        {
            ("/sessions?search=Autumn", null), ("/sessions/deleted", null), ("/admin/users?search=cmd", null),
            ("/admin/audit?name=cmd&kind=MasterCreated&address=127", null), ($"/admin/audit/{plan}?sku=TEA", null),
            ($"/sessions/{plan}/imports", null), ($"/sessions/{plan}/moves?sku=TEA", null), ($"/sessions/{plan}/log?sku=TEA", 4),
            ($"/sessions/{plan}/compare?with={other}&q=TEA", null), ("/masters/calendar", 3), ("/masters/products?search=TEA", null),
            ($"/masters/ranks/skus?session={plan}&which=Fw", null), ("/masters/lanes", null), ("/masters/ranks", null),
            ("/account", null), ($"/sessions/{plan}/proposals", null), ($"/sessions/{plan}/imports/{import}", 2),
        })
        {
            var shown = await admin.GetPage(page);
            var listed = rows ?? shown.Document.QuerySelectorAll(".list tbody tr").Length;
            var csv = await Csv(admin, AddressOf(shown, "csv"));
            var sheet = await Sheet(admin, AddressOf(shown, "xlsx"));

            Assert.True(listed > 0, $"{page} lists nothing");
            Assert.True(listed == Records(csv) - 1, $"{page} lists {listed}, but the file is {csv}");
            Assert.True(Records(csv) == InSheet().Count(sheet), $"{page} is another workbook than {csv}");
            Assert.StartsWith("\uFEFF", csv, StringComparison.Ordinal);
            // What a spreadsheet would run
            Assert.DoesNotMatch("(^|,|\n)\"?[=@]", csv);
            Assert.DoesNotContain("<f>", sheet, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Proposals_AsAFile_AreTheLinesOfTheDraft()
    {
        using var client = await app.SignedInClient();
        var session = await client.CreateSession("Proposals", "wide-utf8.csv");
        var found = await client.Submit(await client.GetPage($"/sessions/{session}/proposals"), "handler=Find", ("Mode", "MoveThenMake"));
        var page = await client.GetPage(found.Answer.Headers.Location!.ToString());

        var csv = await Csv(client, AddressOf(page, "csv"));

        Assert.StartsWith("\uFEFFkind,chosen,sku_code,", csv, StringComparison.Ordinal);
        Assert.Equal(Records(csv), InSheet().Count(await Sheet(client, AddressOf(page, "xlsx"))));
    }

    [Fact]
    public async Task WhatStaysShort_AsAFile_IsTheTableBelowTheProposals()
    {
        await using var own = app.WithEmptyDatabase();
        using var client = await own.SignedInClient();
        var session = await Demo(client);
        var found = await client.Submit(await client.GetPage($"/sessions/{session}/proposals"), "handler=Find", ("Mode", "Move"));
        var page = await client.GetPage(found.Answer.Headers.Location!.ToString());

        var csv = await Csv(client, page.Find("#unmet a[href$='format=csv']").GetAttribute("href")!);

        Assert.StartsWith("\uFEFFsku_code,warehouse_name,channel,alert,date,reason,first_possible", csv, StringComparison.Ordinal);
        Assert.Equal(page.Document.QuerySelectorAll("#unmet tbody tr").Length, Records(csv) - 1);
        using var unknown = await client.GetAsync($"/api/transfer-plans/{Guid.NewGuid()}/unmet", Ct);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Fact]
    public async Task TablesBelowCharts_AsFiles_HoldTheSame()
    {
        await using var own = app.WithEmptyDatabase();
        using var client = await own.SignedInClient();
        var session = await Demo(client);
        var other = await client.CreateSession("Beside", "wide-utf8.csv");

        foreach (var (page, columns) in new[]
        {
            ($"/sessions/{session}?handler=Totals&q=tea", "date,production,sales,closing,safety,standard"),
            ($"/sessions/{session}/compare?handler=Totals&with={other}", "date,closing,with_closing,closing_difference"),
        })
        {
            var shown = await client.GetPage(page);
            var csv = await Csv(client, shown.Find("a[href$='format=csv']").GetAttribute("href")!);
            var sheet = await Sheet(client, shown.Find("a[href$='format=xlsx']").GetAttribute("href")!);

            Assert.StartsWith($"\uFEFF{columns}", csv, StringComparison.Ordinal);
            Assert.Equal(shown.Document.QuerySelectorAll("tbody tr").Length, Records(csv) - 1);
            Assert.Equal(Records(csv), InSheet().Count(sheet));
        }
    }

    [Fact]
    public async Task Files_OfPeopleAndOfWhatTheyDid_AreForAdmins()
    {
        using var client = await app.SignedInClient();

        foreach (var path in new[] { "/api/users?format=csv", "/api/audit?format=xlsx" })
        {
            using var answer = await client.GetAsync(path, Ct);
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        }
        using var unknown = await client.GetAsync("/api/sessions?format=pdf", Ct);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, unknown.StatusCode);
    }

    /// <summary>A plan and a variant of it that differ, with something in every list.</summary>
    private static async Task<(Guid Plan, Guid Other)> Fill(PsiClient admin)
    {
        var plan = Guid.Parse(await admin.CreateSession("Autumn, 計画", "wide-utf8.csv"));
        var other = Guid.Parse(await admin.CreateSession("Other", "wide-utf8.csv"));
        using var gone = await admin.DeleteAsync($"/api/sessions/{await admin.CreateSession("=gone")}", Ct);
        await admin.Apply(plan, ChangeSetsTests.Edit("TEA-500", "2026-12-02", 1), ChangeSetsTests.Edit("TEA-500", "2026-12-03", 1));
        await admin.Submit(await admin.GetPage($"/sessions/{plan}/proposals"), "handler=Find", ("Mode", "MoveThenMake"));
        await admin.Move(plan, 1, "2026-12-03", "2026-12-05", "TEA-500", to: "大阪DC/online");
        foreach (var (path, body) in new (string, object)[]
        {
            ("/api/masters/products", new { data = new { code = "TEA-500", name = "=1+1" } }),
            ("/api/lanes", new { from_warehouse = "東京DC", to_warehouse = "大阪DC", transit_days = 2 }),
            ("/api/category-rank-parameters", new { rank_type = "A", category_1 = "飲料", category_2 = "茶", threshold = 0.5 }),
        })
        {
            using var created = await admin.PostAsJsonAsync(path, body, Ct);
            Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        }
        using var calendar = await admin.PutAsJsonAsync(
            "/api/calendars/@home", new { non_working_dates = new[] { "2026-12-31", "2027-01-01" } }, Ct);
        using var empty = await admin.PutAsJsonAsync("/api/calendars/none", new { non_working_weekdays = Array.Empty<string>() }, Ct);
        return (plan, other);
    }

    private static async Task<string> Demo(PsiClient client)
    {
        using var demo = await client.PostAsync("/api/demo", null, Ct);
        return $"{(await demo.Json(HttpStatusCode.Created))["id"]}";
    }

    private static string AddressOf(HtmlPage page, string format) =>
        page.Find($"main a[download][href$='format={format}']").GetAttribute("href")!;

    /// <summary>Lines that end outside of quotes.</summary>
    private static int Records(string csv) => Quoted().Replace(csv, "").Split('\n', StringSplitOptions.RemoveEmptyEntries).Length;

    /// <summary>With its byte order mark, which clients take off.</summary>
    private static async Task<string> Csv(PsiClient client, string address) =>
        Encoding.UTF8.GetString(await client.GetByteArrayAsync(address, Ct));

    private static async Task<string> Sheet(PsiClient client, string address)
    {
        using var bytes = new MemoryStream(await client.GetByteArrayAsync(address, Ct));
        await using var archive = new ZipArchive(bytes);
        var entry = archive.Entries.Single(entry => entry.FullName.Contains("worksheets/sheet", StringComparison.Ordinal));
        using var reader = new StreamReader(await entry.OpenAsync(Ct));
        return await reader.ReadToEndAsync(Ct);
    }

    [GeneratedRegex("<row[ >]")]
    private static partial Regex InSheet();

    [GeneratedRegex("\"[^\"]*\"")]
    private static partial Regex Quoted();

    public sealed class OnSqlite(SqliteApp app) : ListFilesTests(app);

    public sealed class OnPostgres(PostgresApp app) : ListFilesTests(app);
}
