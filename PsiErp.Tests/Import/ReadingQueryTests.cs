using System.Net;
using static PsiErp.Tests.Fixtures.Wire;

namespace PsiErp.Tests.Import;

/// <summary>What scripts say of the file that they upload.</summary>
public abstract class ReadingQueryTests(PsiApp app)
{
    [Fact]
    public async Task Upload_OfAFileThatNeedsToBeExplained_IsReadAsTold()
    {
        using var client = await app.SignedInClient();
        var session = await client.CreateSession();

        using var answer = await client.UploadTo(
            $"/api/psi/{session}/upload?decimal=comma&dates=dmy&header_line=2&blank=%23N/A,-&column.sku_code=Artikel"
            + "&value.warehouse_name=%E6%9D%B1%E4%BA%AC&value.channel=EC",
            "sku_code;date;outbound_qty\nArtikel;date;outbound_qty\nA;1.2.2026;1.250\nA;2.2.2026;#N/A\n");

        var report = await answer.Json(HttpStatusCode.OK);
        Assert.Equal((2, 1), ((int)report["rows_imported"]!, (int)report["read_as_blank"]!));
        Assert.Equal("東京", (string?)(await client.GetJson($"/api/psi/{session}/series"))[0]!["warehouse_name"]);
        Assert.Equal(["1250", "0"], (await client.Days(session, "")).Column("outbound_qty"));
    }

    [Fact]
    public async Task Upload_OfTheDailyFormat_TakesTheSame()
    {
        using var client = await app.SignedInClient();
        var session = await client.CreateSession();

        using var answer = await client.UploadTo($"/api/psi/upload?session_id={session}&dates=mdy&column.sales=Out",
            "date,production,Out\n1/2/2026,1,2\n");

        Assert.Equal("2026-01-02", (string?)(await answer.Json(HttpStatusCode.OK))["dates"]![0]);
    }

    [Fact]
    public async Task Preview_SaysHowTheFileWasRead_AndWhichColumnsMayBeMeant()
    {
        using var client = await app.SignedInClient();
        var session = await client.CreateSession();

        using var answer = await client.UploadTo($"/api/psi/{session}/upload?preview=true",
            "在庫表\n商品コード;倉庫;チャネル;日付;入庫;出庫予定;担当\nA;W;C;31.1.2026;1,5;2;佐\n");

        var report = await answer.Json(HttpStatusCode.OK);
        Assert.Equal((";", "comma", "dmy", 2), ((string?)report["separator"], (string?)report["decimal"], (string?)report["date_order"],
            (int)report["header_line"]!));
        Assert.Equal(["sku_code", "warehouse_name", "channel", "date", "inbound_qty", null, null],
            report["columns"]!.AsArray().Select(column => (string?)column!["field"]));
        var warning = Assert.Single(report["warnings"]!.AsArray(), one => (string?)one!["kind"] == "likely_column")!;
        Assert.Contains("column.outbound_qty=出庫予定", (string?)warning["message"], StringComparison.Ordinal);
        Assert.Equal((0, 0), ((int)report["gone"]!, (int)report["alerts"]!["stock_out"]!["after"]!));
    }

    [Fact]
    public async Task Upload_InAnEncodingThatIsTold_AndWithoutItsBadRows()
    {
        using var client = await app.SignedInClient();
        var session = await client.CreateSession();
        var file = System.Text.CodePagesEncodingProvider.Instance.GetEncoding(51932)!.GetBytes(
            WideHeader + Row("A", "2026-12-01", "5") + Row("B", "soon", "1") + "C,too,short\n");

        using var refused = await client.Upload(session, file);
        using var answer = await client.UploadTo($"/api/psi/{session}/upload?encoding=euc-jp&bad_rows=leave_out", file);
        using var nothing = await client.UploadTo(
            $"/api/psi/{session}/upload?bad_rows=leave_out&mode=replace-all", WideHeader + Row("B", "soon", "1"));

        Assert.False(refused.IsSuccessStatusCode);
        var report = await answer.Json(HttpStatusCode.OK);
        Assert.Equal((1, 2), ((int)report["rows_imported"]!, (int)report["left_out"]!));
        Assert.Equal(["3 left_out", "4 left_out"], report["skipped"]!.AsArray().Select(line => $"{line!["line"]} {line["reason"]}"));
        Assert.Contains("not a date", await nothing.Problem(HttpStatusCode.UnprocessableEntity), StringComparison.Ordinal);
        Assert.Equal(["5"], (await client.Days(session, "")).Column("stock_closing"));
    }

    [Theory]
    [InlineData("encoding=latin1", "encoding", "'latin1' is not known; write one of utf-8, utf-16le, utf-16be, cp932,")]
    [InlineData("decimal=colon", "decimal", "'colon' is not known; write one of point, comma.")]
    [InlineData("dates=german", "dates", "'german' is not known; write one of ymd, dmy, mdy.")]
    [InlineData("header_line=0", "header_line", "'0' is not a whole number from 1 to 1000000.")]
    [InlineData("column.sku=A", "column.sku", "'sku' is no field of a plan; write one of sku_code, ")]
    [InlineData("column.gap=A", "column.gap", "'gap' is no field of a plan; write one of sku_code, ")]
    [InlineData("column.sku_code=", "column.sku_code", "column.sku_code takes one text, and not a blank one.")]
    [InlineData("column.sku_code=A&column.sku_code=B", "column.sku_code", "column.sku_code takes one text, and not a blank one.")]
    [InlineData("column.sku_code=A&column.channel=a", "column.channel", "'a' is the header of sku_code already.")]
    [InlineData("column.sales=A&column.outbound_qty=B", "column.outbound_qty", "column.outbound_qty says the same as another parameter")]
    [InlineData("column.channel=A&value.channel=B", "value.channel", "channel is both a column and a value; leave one out.")]
    [InlineData("value.date=1/2/2026", "value.date", "date '1/2/2026' may be several days")]
    [InlineData("value.channel=%23N/A", "value.channel", "channel '#N/A' is what a failed look-up leaves behind")]
    [InlineData("value.safety_stock=some", "value.safety_stock", "safety_stock 'some' is not a number")]
    public async Task Upload_WithAWrongParameter_NamesItAndWhatItMayBe(string query, string parameter, string message)
    {
        using var client = await app.SignedInClient();
        var session = await client.CreateSession();

        using var answer = await client.UploadTo($"/api/psi/{session}/upload?{query}", "date,production,sales\n2026-01-02,1,2\n");

        var errors = (await answer.Json(HttpStatusCode.UnprocessableEntity))["errors"]!;
        Assert.StartsWith(message, (string?)errors[parameter]![0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sku_code,date,outbound_qty\nA,2026-01-02,1\n", "value.warehouse_name=")]
    [InlineData("date,production,sales\n1/2/2026,1,2\n", "dates=mdy")]
    [InlineData("date,production,sales\n2026-01-02,#N/A,2\n", "blank=#N/A,-,NULL")]
    [InlineData("date;production;sales\n2026-01-02;1,5;2.5\n", "decimal=comma")]
    [InlineData("Tag;Zugang;Abgang\n2026-01-02;1;2\n", "column.<name>=")]
    public async Task Refusal_SaysHowToGoOn(string file, string parameter)
    {
        using var client = await app.SignedInClient();
        var session = await client.CreateSession();

        using var answer = await client.Upload(session, file);

        Assert.Contains(parameter, (string?)(await answer.Json(answer.StatusCode))["detail"], StringComparison.Ordinal);
        Assert.InRange((int)answer.StatusCode, 400, 422);
    }

    public sealed class OnSqlite(SqliteApp app) : ReadingQueryTests(app);

    public sealed class OnPostgres(PostgresApp app) : ReadingQueryTests(app);
}
