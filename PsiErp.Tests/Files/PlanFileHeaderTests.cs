using PsiErp.Files;

namespace PsiErp.Tests.Files;

public class PlanFileHeaderTests
{
    [Theory]
    [InlineData("Date,PRODUCTION,Sales\n2026-01-01,1,2\n")]
    [InlineData(" sales , date ,production\n2,2026-01-01,1\n")]
    [InlineData("\uFEFFdate,production,sales\n2026-01-01,1,2\n")]
    [InlineData("\uFEFF\uFEFFdate,production,sales\n2026-01-01,1,2\n")]
    [InlineData("\"date\",\"production\",\"sales\"\n2026-01-01,1,2\n")]
    [InlineData("ｄａｔｅ,Ｐｒｏｄｕｃｔｉｏｎ,ｓａｌｅｓ\n2026-01-01,1,2\n")]
    [InlineData("date,note,production,,sales,\n2026-01-01,\"a,b\",1,x,2,\n")]
    [InlineData("date;production;sales\n2026-01-01;1;2\n")]
    [InlineData("date\tproduction\tsales\r\n2026-01-01\t1\t2\r\n")]
    [InlineData("sep=;\r\ndate;production;sales\r\n2026-01-01;1;2\r\n")]
    [InlineData("SEP=,\ndate,production,sales\n2026-01-01,1,2\n")]
    [InlineData("\"a;b;c;d\",date,production,sales\n;;;,2026-01-01,1,2")]
    [InlineData("date,production,sales,sku_code\n2026-01-01,1,2,TEA")]
    public void Header_HoweverWritten_IsUnderstood(string text)
    {
        var file = CsvText.Read(text);

        Assert.Empty(file.Problems);
        Assert.Equal(PlanFormat.Daily, file.Format);
        Assert.Equal((new DateOnly(2026, 1, 1), 1, 2), (file.Rows[0].Date, file.Rows[0].InboundQty, file.Rows[0].OutboundQty));
    }

    [Fact]
    public void Header_WideWithSpacesAndWithoutName_IsUnderstood()
    {
        var header = CsvText.WideHeader.Replace("sku_name,", "", StringComparison.Ordinal).Replace('_', ' ').ToUpperInvariant();
        var row = CsvText.WideRow().Replace(",Tea,", ",", StringComparison.Ordinal);

        var file = CsvText.Read($"{header}\n{row}\n");

        Assert.Empty(file.Problems);
        Assert.Equal(("TEA", null, "Drinks"), (file.Rows[0].SkuCode, file.Rows[0].SkuName, file.Rows[0].Category1));
    }

    [Fact]
    public void Header_WideWithExtraInventoryColumn_IsWide()
    {
        var file = CsvText.Read($"{CsvText.WideHeader},inventory\n{CsvText.WideRow()},not looked at\n");

        Assert.Empty(file.Problems);
        Assert.Equal(PlanFormat.Wide, file.Format);
    }

    [Theory]
    [InlineData("", CsvProblemCode.EmptyFile)]
    [InlineData("\n \n,,\n", CsvProblemCode.EmptyFile)]
    [InlineData("\uFEFF", CsvProblemCode.EmptyFile)]
    [InlineData("sep=;\n", CsvProblemCode.EmptyFile)]
    [InlineData("{\"sku\": 1}", CsvProblemCode.OtherFormat)]
    [InlineData("hello\nworld\n", CsvProblemCode.UnknownHeader)]
    [InlineData("date,production,sales,Date\n", CsvProblemCode.DuplicateColumn)]
    [InlineData("date,production,sales,sku code,warehouse_name,channel\n", CsvProblemCode.AmbiguousHeader)]
    [InlineData("date,production\n", CsvProblemCode.MissingColumns)]
    [InlineData("date,\"production,sales\n2026-01-01,1,2\n", CsvProblemCode.UnclosedQuote)]
    [InlineData("PK\u0003\u0004whatever", CsvProblemCode.DamagedPacking)]
    internal void Header_Unusable_IsTheOneProblemAndGivesNoRows(string text, CsvProblemCode code)
    {
        var file = CsvText.Read(text);

        Assert.Equal([code], file.Problems.Select(problem => problem.Code));
        Assert.Null(file.Format);
        Assert.Empty(file.Rows);
    }

    [Fact]
    public void Header_LackingColumns_IsOneProblemNamingAllOfThem()
    {
        var problem = Assert.Single(CsvText.ReadSample("bad-missing-columns.csv").Problems);

        Assert.Equal((1, CsvProblemCode.MissingColumns, "wide"), (problem.Line, problem.Code, problem.Expected));
        Assert.Equal("channel", problem.Value);
    }

    [Fact]
    public void Header_KeysDateAndOneQuantity_AreEnough()
    {
        var row = Assert.Single(CsvText.Read("date,channel,warehouse_name,sku_code,outbound_qty\n2026-01-05,EC,W,TEA,3\n").Rows);

        Assert.Equal(("TEA", "W", "EC", 3m, null), (row.SkuCode, row.WarehouseName, row.Channel, row.OutboundQty, row.InboundQty));
    }

    [Fact]
    public void Header_KeysAndDateWithoutAnyQuantity_IsRefused()
    {
        var problem = Assert.Single(CsvText.Read("sku_code,warehouse_name,channel,date,gap\nTEA,W,EC,2026-01-05,1\n").Problems);

        Assert.Equal(CsvProblemCode.NoQuantities, problem.Code);
        Assert.Equal("stock_at_anchor, inbound_qty, outbound_qty, stock_closing, safety_stock, stdstock", problem.Value);
    }

    [Fact]
    public void Header_BothFormatsInFull_IsRefused()
    {
        var file = CsvText.Read($"{CsvText.WideHeader},production,sales\n");

        Assert.Equal([(1, null, CsvProblemCode.AmbiguousHeader)], file.Findings);
    }

    [Fact]
    public void Header_WithoutRows_IsAProblem()
    {
        var file = CsvText.Read("date,production,sales");

        Assert.Equal([(1, null, CsvProblemCode.NoRows)], file.Findings);
        Assert.Equal(PlanFormat.Daily, file.Format);
    }
}
