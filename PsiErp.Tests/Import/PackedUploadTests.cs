using System.IO.Compression;
using System.Net;
using System.Text;
using PsiErp.Import;
using PsiErp.Tests.Files;
using static PsiErp.Tests.Fixtures.Wire;

namespace PsiErp.Tests.Import;

/// <summary>Files that were packed with gzip are read as what they hold.</summary>
public abstract class PackedUploadTests(PsiApp app)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Gzip_IsReadAsWhatItHolds()
    {
        using var client = await app.SignedInClient();
        var (packed, plain) = (await client.CreateSession(), await client.CreateSession());
        var file = await File.ReadAllBytesAsync(Path.Combine(AppContext.BaseDirectory, "Samples", "wide-cp932-excel.csv"), Ct);

        using var answer = await client.Upload(packed, Gzip(file));
        using var other = await client.Upload(plain, file);

        Assert.Equal((await other.Json(HttpStatusCode.OK))["rows_imported"]!.ToString(),
            (await answer.Json(HttpStatusCode.OK))["rows_imported"]!.ToString());
        Assert.Equal((await client.GetJson($"/api/psi/{plain}/daily")).ToJsonString(),
            (await client.GetJson($"/api/psi/{packed}/daily")).ToJsonString());
    }

    [Fact]
    public async Task Gzip_OfSeveralMembers_IsReadToItsEnd()
    {
        using var client = await app.SignedInClient();
        var session = await client.CreateSession();

        using var answer = await client.Upload(session, [
            .. Gzip("date,production,sales\n2026-12-01,1,2\n"u8.ToArray()), .. Gzip("2026-12-02,1,2\n"u8.ToArray())]);

        Assert.Equal(2, (int)(await answer.Json(HttpStatusCode.OK))["rows_imported"]!);
    }

    [Fact]
    public async Task Gzip_ThatBreaksOff_IsRefusedAndNothingChanges()
    {
        using var client = await app.SignedInClient();
        var session = await client.CreatePlan(Row("A", "2026-12-01", "1"));
        var rows = string.Concat(Enumerable.Range(0, 2000).Select(i => $"2026-12-{i % 28 + 1},{i},{i * 7 % 13}\n"));
        var packed = Gzip(Encoding.UTF8.GetBytes("date,production,sales\n" + rows));

        using var cut = await client.Upload(session, packed[..(packed.Length / 2)]);
        using var broken = await client.Upload(session, [.. packed[..100], .. new byte[100], .. packed[200..]]);

        Assert.Contains("damaged", await cut.Problem(HttpStatusCode.BadRequest), StringComparison.Ordinal);
        Assert.Contains("damaged", await broken.Problem(HttpStatusCode.BadRequest), StringComparison.Ordinal);
        Assert.Single((await client.Days(session)).Column("inbound_qty"));
    }

    [Fact]
    public async Task Workbook_IsReadAsItsFirstSheet()
    {
        using var client = await app.SignedInClient();
        var (session, book) = (await client.CreateSession(), new Sheets());
        book.Row("在庫表").Row("商品コード", "倉庫", "チャネル", "日付", "期首在庫", "出庫")
            .Row((770, book.Style("0000000")), "東京DC", "EC", (46027, book.Style(57)), 100, 12.5);

        using var answer = await client.Upload(session, book.ToBytes());
        using var locked = await client.Upload(session, [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[2000]]);

        Assert.Equal("xlsx", (string?)(await answer.Json(HttpStatusCode.OK))["encoding"]);
        var day = Assert.Single((await client.GetJson($"/api/psi/{session}/daily"))!.AsArray())!;
        Assert.Equal("0000770", (string?)day["sku_code"]);
        Assert.Equal(["87.5"], (await client.Days(session)).Column("stock_closing"));
        Assert.Contains(".xlsx", await locked.Problem(HttpStatusCode.BadRequest), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Gzip_ToNoSession_IsNotFound()
    {
        using var client = await app.SignedInClient();

        using var answer = await client.Upload(Guid.NewGuid(), Gzip([1])[..12]);

        await answer.Problem(HttpStatusCode.NotFound);
    }

    public sealed class OnSqlite(SqliteApp app) : PackedUploadTests(app);

    public sealed class OnPostgres(PostgresApp app) : PackedUploadTests(app);

    internal static byte[] Gzip(byte[] bytes)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(bytes);
        return packed.ToArray();
    }
}

/// <summary>What comes out of a packed file is bounded.</summary>
public sealed class SentFileTests
{
    [Theory]
    [InlineData(100_000, false)]
    [InlineData(99_999, true)]
    public async Task Unpacked_CountsAgainstTheLimit(long limit, bool isRefused)
    {
        using var packed = new MemoryStream(PackedUploadTests.Gzip(new byte[100_000]));

        await using var file = await SentFile.OpenAsync(packed, limit, TestContext.Current.CancellationToken);

        Assert.Equal(isRefused ? "the file holds more than 99999 bytes when unpacked; upload it in parts" : null, file.Problem?.Message);
        Assert.True(file.Content.Length <= limit);
    }
}
