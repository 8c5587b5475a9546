using PsiErp.Files;

namespace PsiErp.Tests.Files;

/// <summary>Files as systems write them, where only one reading is possible.</summary>
public sealed class FileAsItIsTests
{
    [Theory]
    [InlineData("商品コード,倉庫,チャネル,日付,期首在庫,入庫,出庫,期末在庫,安全在庫,標準在庫\nTEA,東京DC,EC,2026年12月1日,100,5,10,95,20,50\n")]
    [InlineData("品番,拠点,販路,年月日,前日在庫,生産,販売,当日在庫,安全在庫,標準在庫\nTEA,東京DC,EC,20261201,100,5,10,95,20,50\n")]
    [InlineData("ＳＫＵコード|倉庫名|チャネル|日付|期首在庫|仕入|売上|在庫|安全在庫|標準在庫\nTEA|東京DC|EC|2026.12.1|100|5|10|95|20|50\n")]
    [InlineData("SKU\tWarehouse\tChannel\tDate\tStock at anchor\tInbound\tOutbound\tStock closing\tSafety stock\tStdstock\n"
        + "TEA\t東京DC\tEC\t1-Dec-2026\t100\t5\t10\t95\t20\t50\n")]
    public void Header_InTheWordsOfTheTrade_IsUnderstood(string text)
    {
        var file = CsvText.Read(text);

        Assert.Empty(file.Problems);
        var row = Assert.Single(file.Rows);
        Assert.Equal(("TEA", "東京DC", "EC", new DateOnly(2026, 12, 1)), (row.SkuCode, row.WarehouseName, row.Channel, row.Date));
        Assert.Equal((100, 5, 10, 95, 20, 50),
            (row.StockAtAnchor, row.InboundQty, row.OutboundQty, row.StockClosing, row.SafetyStock, row.StdStock));
    }

    [Fact]
    public void Header_OfTheDailyFormatInJapanese_IsUnderstood()
    {
        var file = CsvText.Read("日付,生産,販売,在庫\n2026/12/1,5,3,10\n");

        var row = Assert.Single(file.Rows);
        Assert.Equal(PlanFormat.Daily, file.Format);
        Assert.Equal((5, 3, 10), (row.InboundQty, row.OutboundQty, row.StockClosing));
    }

    [Theory]
    [InlineData("日別在庫一覧\n出力日: 2026/12/01, 担当: 佐藤\n\ndate,production,sales\n2026-12-01,1,2\n", 2)]
    [InlineData("sep=;\ndate;production;sales\n2026-12-01;1;2\n", 0)]
    [InlineData("\"sep=;\"\ndate;production;sales\n2026-12-01;1;2\n", 0)]
    [InlineData("sep=,\ndate;production;sales\n2026-12-01;1;2\n", 0)]
    [InlineData("\"Report \"\"A\"\"\"\nx\ndate\tproduction\tsales\n2026-12-01\t1\t2\n", 2)]
    public void LinesAboveTheHeader_AreSkippedAndSaid(string text, int skipped)
    {
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text));
        using var reader = new PlanFileReader(stream);

        Assert.True(reader.Read(out var row), string.Join(';', reader.Problems));
        Assert.Equal((1, 2), (row.InboundQty, row.OutboundQty));
        Assert.False(reader.Read(out _));
        Assert.Empty(reader.Problems);
        Assert.Equal((skipped, skipped), (reader.SkippedCount, reader.Skipped.Count(line => line.Reason == SkipReason.AboveHeader)));
    }

    [Theory]
    [InlineData("date,production,sales\n2026-12-01,1,2\n合計,1,2\n", SkipReason.Total)]
    [InlineData("date,production,sales\n2026-12-01,1,2\nGrand Total,1,2\n", SkipReason.Total)]
    [InlineData("date,production,sales\n2026-12-01,1,2\ndate,production,sales\n", SkipReason.RepeatedHeader)]
    [InlineData("sku_code,warehouse_name,channel,date,inbound_qty\nA,W,C,2026-12-01,1\n小計,,,2026-12-01,1\n", SkipReason.Total)]
    [InlineData("sku_code,warehouse_name,channel,date,inbound_qty\nA,W,C,2026-12-01,1\nA,小計,,,1\n", SkipReason.Total)]
    [InlineData("sku_code,warehouse_name,channel,date,inbound_qty\nA,W,C,2026-12-01,1\nSumme,,,,1\n", SkipReason.Total)]
    public void LinesThatAreNoData_AreSkippedAndSaid(string text, SkipReason reason)
    {
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text));
        using var reader = new PlanFileReader(stream);

        Assert.True(reader.Read(out _), string.Join(';', reader.Problems));
        Assert.False(reader.Read(out _));

        Assert.Empty(reader.Problems);
        Assert.Equal([new SkippedLine(3, reason)], reader.Skipped);
    }

    [Theory]
    [InlineData("date,production,sales\n2026-12-01,1,2,,\n")]
    [InlineData("date,production,sales\n2026-12-01,1,2\n\u001a")]
    [InlineData("date,production,sales\n2026-12-01,1,2\u001a")]
    public void BlankCellsAndEndMarkBehindARow_AreNothing(string text)
    {
        var file = CsvText.Read(text);

        Assert.Empty(file.Problems);
        Assert.Equal(2, Assert.Single(file.Rows).OutboundQty);
    }

    [Theory]
    [InlineData("sku_code,warehouse_name,channel,date,inbound_qty\n合計,W,C,2026-12-01,1\n")]
    [InlineData("sku_code,warehouse_name,channel,date,inbound_qty\nTotal,合計,C,2026-12-01,1\n")]
    public void ATotalsWordBesideOtherKeys_IsAKey(string text) => Assert.Single(CsvText.Read(text).Rows);

    [Fact]
    public void ABlankDateWithoutAWordForATotal_IsRefused() =>
        Assert.Equal([(3, "date", CsvProblemCode.MissingValue)], CsvText.Read("date,production,sales\n2026-12-01,1,2\n,5,0\n").Findings);

    [Fact]
    public void ProblemsAboveAHeaderThatNeverComes_AreThoseOfTheLineClosestToOne()
    {
        var problem = Assert.Single(CsvText.Read("一覧\n商品コード,日付,入庫\nA,2026-12-01,1\n").Problems);

        Assert.Equal((2, CsvProblemCode.MissingColumns, "warehouse_name, channel"), (problem.Line, problem.Code, problem.Value));
    }
}
