using System.Net;
using System.Net.Http.Json;
using static PsiErp.Tests.Fixtures.Wire;

namespace PsiErp.Tests.Import;

/// <summary>Saved ways to read the files of a system.</summary>
public abstract class ImportProfilesTests(PsiApp app)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Profile_IsSaved_UsedByItsName_Changed_Forgotten_AndOnRecord()
    {
        using var client = await app.SignedInClient(admin: true);
        var (session, name) = (await client.CreateSession(), $"ERP/夜間 {Guid.NewGuid():N}");
        var address = $"/api/import-profiles/{Uri.EscapeDataString(name)}";
        const string File = "Artikel;Tag;Zugang;Ort\nA;1.2.2026;1.250;X\nGesamt;2.2.2026;1.250;X\n;3.2.2026;9;\nA;4.2.2026;-;X\n";

        using var saved = await client.PutAsJsonAsync(address, new
        {
            header = new[] { "Artikel", "Tag" },
            columns = new Dictionary<string, string>
            {
                ["sku_code"] = "Artikel",
                ["date"] = "Tag",
                ["inbound_qty"] = "Zugang",
                ["warehouse_name"] = "Ort",
            },
            values = new Dictionary<string, string> { ["channel"] = "EC" },
            @decimal = "comma",
            dates = "dmy",
            blank = new[] { "-" },
            skip = new { blank_keys = true, totals = new[] { "Gesamt" } },
        }, Ct);
        Assert.Equal(name, (string?)(await saved.Json(HttpStatusCode.OK))["name"]);

        using var upload = await client.UploadTo($"/api/psi/{session}/upload?profile={Uri.EscapeDataString(name)}", File);
        var report = await upload.Json(HttpStatusCode.OK);
        Assert.Equal(["3 total", "4 no_keys"], report["skipped"]!.AsArray().Select(line => $"{line!["line"]} {line["reason"]}"));
        Assert.Equal(["1250", "0"], (await client.Days(session, "")).Column("inbound_qty"));
        using var told = await client.UploadTo(
            $"/api/psi/{session}/upload?mode=replace-all&decimal=point&profile={Uri.EscapeDataString(name)}", File);
        await told.Json(HttpStatusCode.OK);
        Assert.Equal(["1.25", "0"], (await client.Days(session, "")).Column("inbound_qty"));

        Assert.Contains(name, (await client.GetJson("/api/import-profiles")).AsArray().Select(one => (string?)one!["name"]));
        Assert.Equal("comma", (string?)(await client.GetJson(address))["decimal"]);
        using var gone = await client.DeleteAsync(address, Ct);
        Assert.Equal(HttpStatusCode.NoContent, gone.StatusCode);
        using var again = await client.DeleteAsync(address, Ct);
        await again.Problem(HttpStatusCode.NotFound);
        var audit = (await client.GetJson("/api/audit?limit=500")).AsArray()
            .Select(entry => $"{entry!["kind"]} {entry["subject"]}").ToList();
        Assert.Contains($"master_created import_profiles/{name}", audit);
        Assert.Contains($"master_deleted import_profiles/{name}", audit);
    }

    [Theory]
    [InlineData("""{"decimal":"colon"}""", "decimal")]
    [InlineData("""{"dates":"german"}""", "dates")]
    [InlineData("""{"encoding":"latin1"}""", "encoding")]
    [InlineData("""{"header_line":0}""", "header_line")]
    [InlineData("""{"columns":{"gap":"x"}}""", "columns")]
    [InlineData("""{"values":{"safety_stock":"some"}}""", "values")]
    public async Task Profile_ThatSaysWhatCannotBe_IsRefusedByItsMember(string body, string member)
    {
        using var client = await app.SignedInClient();

        using var answer = await client.PutAsync(
            "/api/import-profiles/wrong", new StringContent(body, System.Text.Encoding.UTF8, "application/json"), Ct);

        Assert.NotNull((await answer.Json(HttpStatusCode.UnprocessableEntity))["errors"]![member]);
    }

    [Fact]
    public async Task Upload_ByAProfileThatIsNotThere_SaysSo()
    {
        using var client = await app.SignedInClient();
        var session = await client.CreateSession();

        using var answer = await client.UploadTo($"/api/psi/{session}/upload?profile=nothing", "date,production,sales\n2026-01-02,1,2\n");

        var errors = (await answer.Json(HttpStatusCode.UnprocessableEntity))["errors"]!;
        Assert.Equal("There is no import profile 'nothing'.", (string?)errors["profile"]![0]);
    }

    public sealed class OnSqlite(SqliteApp app) : ImportProfilesTests(app);

    public sealed class OnPostgres(PostgresApp app) : ImportProfilesTests(app);
}
