using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using PsiErp.Tests.Pages;
using static PsiErp.Tests.Fixtures.Wire;

namespace PsiErp.Tests.Security;

/// <summary>Texts that a spreadsheet would run, in every text column of every export.</summary>
public abstract class FormulaTests(PsiApp app)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("=HYPERLINK(0)")]
    [InlineData("+1+cmd")]
    [InlineData("-1+cmd")]
    [InlineData("@SUM(1)")]
    [InlineData("＝1+1")]
    [InlineData("＋1")]
    [InlineData("－1")]
    [InlineData("＠SUM(1)")]
    [InlineData("'=1+1")]
    [InlineData("$=1+1")]
    public async Task Export_HoldsTextOnly(string text)
    {
        using var client = await app.SignedInClient($"{text}{Guid.NewGuid():N}");
        using var created = await client.PostAsJsonAsync("/api/sessions", new { title = text }, Ct);
        var session = Guid.Parse((await created.Json(HttpStatusCode.Created))["id"]!.GetValue<string>());
        // As a file that was not exported has it: an apostrophe before a formula is taken for the export's mark
        var cell = text.StartsWith('\'') ? "'" + text : text;
        using var upload = await client.Upload(session,
            $"{WideHeader}{cell},{cell},{cell},{cell},{cell},A,B,{cell},{cell},2026-12-01,-5,1,9,,,3,,4,\n");
        await upload.Json(HttpStatusCode.OK);
        await client.Apply(session, new { sku_code = text, warehouse_name = text, channel = text, date = "2026-12-01", inbound_qty = 7 });

        var plan = await client.GetStringAsync($"/api/psi/{session}/export", Ct);
        var edits = await client.GetStringAsync($"/api/psi-edits/{session}/export?include_audit=true", Ct);
        var sheet = await Sheet(client, session);

        var cells = plan.TrimStart('\uFEFF').Split('\n')[1].Split(',').Concat(edits.TrimStart('\uFEFF').Split('\n')[1].Split(',')).ToList();
        Assert.Equal(text[0] == '$' ? 0 : 7 + 4 + 2, cells.Count(field => field.StartsWith('\'')));
        Assert.DoesNotContain(cells, field => field.Length > 0 && "=+@＝＋－＠\t\r".Contains(field[0]));
        Assert.DoesNotContain(cells, field => field.StartsWith('-') && !decimal.TryParse(field, out _));
        Assert.DoesNotContain("<f>", sheet, StringComparison.Ordinal);
        Assert.DoesNotContain(":f>", sheet, StringComparison.Ordinal);
    }

    private static async Task<string> Sheet(PsiClient client, Guid session)
    {
        await using var stream = await client.GetStreamAsync($"/api/psi/{session}/export?format=xlsx", Ct);
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes, Ct);
        await using var archive = new ZipArchive(bytes);
        var entry = archive.Entries.Single(entry => entry.FullName.Contains("worksheets/sheet", StringComparison.Ordinal));
        using var reader = new StreamReader(await entry.OpenAsync(Ct));
        return await reader.ReadToEndAsync(Ct);
    }

    public sealed class OnSqlite(SqliteApp app) : FormulaTests(app);

    public sealed class OnPostgres(PostgresApp app) : FormulaTests(app);
}
