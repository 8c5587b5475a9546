using System.IO.Compression;
using PsiErp.Files;

namespace PsiErp.Tests.Files;

/// <summary>Workbooks: the column decides how a cell is read, and not the format that it happens to have.</summary>
public sealed class SheetTests
{
    private static readonly DateOnly Day = new(2026, 1, 5);
    private const double Serial = 46027;

    public static TheoryData<string> DateFormats =>
    [
        "14", "22", "27", "30", "31", "36", "50", "57", "58", "0", "2",
        "yyyy/m/d", "[$-411]ggge\"年\"m\"月\"d\"日\";@", "[$-ja-JP-x-gannen]ggge\"年\"m\"月\"d\"日\"",
        "m\"月\"d\"日\"(aaa)", "[$-F800]dddd\\, mmmm dd\\, yyyy",
    ];

    [Theory]
    [MemberData(nameof(DateFormats))]
    public void DateColumn_IsReadFromTheDaysThatItCounts_WhateverItsFormat(string format)
    {
        var book = new Sheets();
        var style = int.TryParse(format, out var id) ? book.Style(id) : book.Style(format);

        var file = CsvText.ReadSheet(book.Row("日付", "生産", "販売").Row((Serial, style), 5, 2.5).ToBytes());

        Assert.Empty(file.Problems);
        var row = Assert.Single(file.Rows);
        Assert.Equal((Day, 5, 2.5m, 2L), (row.Date, row.InboundQty, row.OutboundQty, row.Line));
        Assert.Equal("xlsx", file.Encoding);
    }

    [Fact]
    public void DateColumn_OfA1904Workbook_OfTexts_AndOfNumbersThatLookLikeDates()
    {
        var mac = new Sheets { Is1904 = true };
        var texts = new Sheets().Row("date", "production", "sales")
            .Row("2026/1/5", 1, 2).Row(20260106, 1, 2).Row("<c t=\"d\"><v>2026-01-07T00:00:00</v></c>", 1, 2).Row(Serial + 3 + 1e-10, 1, 2);

        mac.Row("date", "production", "sales").Row((Serial - 1462, mac.Style(14)), 1, 2);
        Assert.Equal(Day, Assert.Single(CsvText.ReadSheet(mac.ToBytes()).Rows).Date);
        var file = CsvText.ReadSheet(texts.ToBytes());
        Assert.Empty(file.Problems);
        Assert.Equal([Day, Day.AddDays(1), Day.AddDays(2), Day.AddDays(3)], file.Rows.Select(row => row.Date));
    }

    [Fact]
    public void DateColumn_WithATimeOrAnotherNumber_IsRefusedByItsRow()
    {
        var book = new Sheets();
        book.Row("date", "production", "sales")
            .Row((46027.5, book.Style(22)), 1, 2).Row(2026, 1, 2).Row((60, book.Style(14)), 1, 2).Row("soon", 1, 2);

        Assert.Equal(
            [
                (2, "date", CsvProblemCode.DateWithTime), (3, "date", CsvProblemCode.DateFormat), (4, "date", CsvProblemCode.DateFormat),
                (5, "date", CsvProblemCode.DateFormat),
            ],
            CsvText.ReadSheet(book.ToBytes()).Findings);
    }

    [Fact]
    public void Codes_AreReadAsShown()
    {
        var book = new Sheets();
        var zeros = book.Style("00000");
        var parts = book.Style("000\\-0000");
        book.Row("商品コード", "倉庫", "チャネル", "日付", "入庫")
            .Row((770, zeros), (1234567, parts), "EC", (Serial, book.Style(14)), 1)
            .Row("0000770", 4901000012345, "東京 ＤＣ", (Serial, book.Style(14)), (12, zeros))
            .Row((123456, zeros), (12.5, zeros), "A_x000D_B", (Serial, book.Style(14)), 1e3);

        var file = CsvText.ReadSheet(book.ToBytes());

        Assert.Equal([(4, "channel", CsvProblemCode.ControlCharacter)], file.Findings);
        Assert.Equal([("00770", "123-4567", "EC", 1), ("0000770", "4901000012345", "東京 ＤＣ", 12)],
            file.Rows.Select(row => (row.SkuCode, row.WarehouseName, row.Channel, (int)row.InboundQty!)));
    }

    [Fact]
    public void Codes_ThatTheSheetHasSpoilt_AreRefused()
    {
        var book = new Sheets();
        var day = (Serial, book.Style(14));
        book.Row("sku", "warehouse", "channel", "date", "入庫")
            .Row(day, "W", "C", day, 1).Row(4.9010000123456789e18, "W", "C", day, 1).Row("<c t=\"e\"><v>#N/A</v></c>", "W", "C", day, 1)
            .Row("A", "W", "C", day, "<c t=\"e\"><v>#DIV/0!</v></c>")
            .Row("A", "W", "C", day, "<c><f>A1+1</f></c>").Row("A", "W", "C", day, "<c><f>1+1</f><v>2</v></c>");

        var file = CsvText.ReadSheet(book.ToBytes());

        Assert.Equal(
            [
                (2, "sku_code", CsvProblemCode.CodeBecameDate), (3, "sku_code", CsvProblemCode.DigitsLost),
                (4, "sku_code", CsvProblemCode.FailedLookUp), (5, "inbound_qty", CsvProblemCode.NumberUnknown),
                (6, "inbound_qty", CsvProblemCode.NumberUnknown),
            ],
            file.Findings);
        Assert.Equal(2, Assert.Single(file.Rows).InboundQty);
    }

    [Fact]
    public void Numbers_AreWhatTheSheetShows_AndTextsAreReadAsInAnyFile()
    {
        var book = new Sheets().Row("date", "production", "sales", "inventory")
            .Row(Serial, 0.1 + 0.2, "1.250,5", -5).Row(Serial, 1.125, "▲12", 1E-7 * 10).Row(Serial, null, "（３）", 1e5);

        var file = CsvText.ReadSheet(book.ToBytes());

        Assert.Empty(file.Problems);
        Assert.Equal([(0.3m, 1250.5m, -5m), (1.125m, -12m, 0.000001m), (null, -3m, 100000m)],
            file.Rows.Select(row => (row.InboundQty, row.OutboundQty!.Value, row.StockClosing!.Value)));
    }

    [Fact]
    public void Title_BlankRows_NotesBeside_WrappedHeaders_AndTotals_AreNoTrouble()
    {
        var book = new Sheets().Row("在庫推移表").Gap(2)
            .Row("商品コード", "倉庫", "販路", "日付", "期首\n在庫", "Safety\nstock", null, null)
            .Row("A", "W", "C", Serial, 10, 3, null, "check!").Gap(1).Row("B", "W", "C", Serial, 20).Row("合計", null, null, null, 30);

        var file = CsvText.ReadSheet(book.ToBytes());

        Assert.Empty(file.Problems);
        Assert.Equal([(5L, "A", 10m, (decimal?)3m), (7L, "B", 20m, null)],
            file.Rows.Select(row => (row.Line, row.SkuCode, row.StockAtAnchor!.Value, row.SafetyStock)));
    }

    [Fact]
    public void WhatIsNoWorkbookInside_IsRefusedWithASentence()
    {
        var whole = new Sheets().Row("date", "production", "sales").Row(Serial, 1, 2).ToBytes();

        Assert.Equal(CsvProblemCode.DamagedPacking, CsvText.ReadSheet(whole[..(whole.Length / 2)]).Problems[0].Code);
        Assert.Equal(CsvProblemCode.DamagedPacking, CsvText.ReadSheet(Zip("xl/workbook.xml", 0)).Problems[0].Code);
        Assert.Equal(CsvProblemCode.UnpackedTooLarge, CsvText.ReadSheet(Zip("xl/media/bomb", 65 * 1024 * 1024)).Problems[0].Code);
        Assert.Equal(CsvProblemCode.UnknownHeader, CsvText.ReadSheet(new Sheets().Row("Hello").Row("World").ToBytes()).Problems[0].Code);
        Assert.Equal(CsvProblemCode.EmptyFile, CsvText.ReadSheet(new Sheets().ToBytes()).Problems[0].Code);
    }

    private static byte[] Zip(string name, int length)
    {
        var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        using (var entry = zip.CreateEntry(name).Open())
            entry.Write(new byte[length]);
        return bytes.ToArray();
    }
}
