using PsiErp.Files;

namespace PsiErp.Tests.Files;

/// <summary>Files that need somebody to say how they are meant.</summary>
public sealed class ReadingOptionsTests
{
    private const string Wide = "sku_code,warehouse_name,channel,date,inbound_qty\n";

    [Theory]
    [InlineData("date;production;sales\n2026-01-05;1.250;0\n", ',', "1250")]
    [InlineData("date;production;sales\n2026-01-05;1.250;0\n", '.', "1.25")]
    [InlineData("date;production;sales\n2026-01-05;1,250;0\n", ',', "1.25")]
    [InlineData("date,production,sales\n2026-01-05,\"12,500\",0\n", ',', "12.5")]
    [InlineData("date,production,sales\n2026-01-05,1.250,0\n", ',', "1250")]
    public void DecimalSign_ThatIsTold_IsTakenAndNothingIsDoubted(string text, char sign, string inbound)
    {
        var file = CsvText.Read(text, new ReadingOptions { DecimalSign = sign });

        Assert.Empty(file.Problems);
        Assert.Equal(inbound, Assert.Single(file.Rows).InboundQty?.ToString(System.Globalization.CultureInfo.InvariantCulture));
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text));
        using var reader = new PlanFileReader(stream, new ReadingOptions { DecimalSign = sign });
        Assert.Null(reader.AmbiguousNumber);
    }

    [Fact]
    public void Cells_ThatAreCorrected_AreReadAsIfTheFileHadThem()
    {
        const string Text = "sku_code;warehouse_name;channel;date;inbound_qty;outbound_qty\n"
            + "\"A;1\";東京;EC;2026-13-05;1.250,5;x\nB;東京;EC;2026-12-05;2;3\nC;東京;;2026-12-05;y;3\n";
        var mended = new Dictionary<CellPlace, string>
        {
            [new(2, "date")] = "2026-12-04",
            [new(2, "outbound_qty")] = "1.000",
            [new(4, "channel")] = "店 \"本\"",
            [new(4, "inbound_qty")] = "z",
        };

        var file = CsvText.Read(Text, new ReadingOptions { DecimalSign = ',', Mended = mended });

        Assert.Equal(["A;1 2026-12-04 1250.5 1000", "B 2026-12-05 2 3"], file.Rows.Select(row => string.Create(
            System.Globalization.CultureInfo.InvariantCulture, $"{row.SkuCode} {row.Date:O} {row.InboundQty} {row.OutboundQty}")));
        var problem = Assert.Single(file.Problems);
        Assert.Equal((4, "inbound_qty", "z"), (problem.Line, problem.Column, problem.Value));
    }

    [Fact]
    public void Number_AgainstTheSignThatIsTold_IsRefusedAndTheParameterNamed()
    {
        var file = CsvText.Read("date;production;sales\n2026-01-05;58.5;0\n", new ReadingOptions { DecimalSign = ',' });

        Assert.Equal([(2, "production", CsvProblemCode.NumberOtherMark)], file.Findings);
        Assert.Contains("decimal=point", file.Problems[0].Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1/5/2026", DateOrder.MonthDayYear)]
    [InlineData("5/1/2026", DateOrder.DayMonthYear)]
    [InlineData("05.01.2026", DateOrder.DayMonthYear)]
    [InlineData("26/1/5", DateOrder.YearMonthDay)]
    public void Dates_InAnOrderThatIsTold_AreTaken(string date, DateOrder order)
    {
        var file = CsvText.Read($"date,production,sales\n{date},1,2\n", new ReadingOptions { Dates = order });

        Assert.Equal(new DateOnly(2026, 1, 5), Assert.Single(file.Rows).Date);
    }

    [Theory]
    [InlineData("1/5/2026")]
    [InlineData("05.01.2026")]
    [InlineData("26/1/5")]
    public void Dates_ThatNothingTells_AreRefusedAndTheParameterNamed(string date)
    {
        var problem = Assert.Single(CsvText.Read($"date,production,sales\n{date},1,2\n").Problems);

        Assert.Equal((CsvProblemCode.DateOrderUntold, date), (problem.Code, problem.Value));
        Assert.Contains("dates=dmy", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("12/1/2026", "12/31/2026", "2026-12-01", "2026-12-31")]
    [InlineData("1/12/2026", "31/12/2026", "2026-12-01", "2026-12-31")]
    [InlineData("01.12.2026", "31.12.2026", "2026-12-01", "2026-12-31")]
    [InlineData("2026-12-01", "13-12-2026", "2026-12-01", "2026-12-13")]
    public void Dates_OfWhichOneGoesOverTwelve_TellTheOrderOfAll(string first, string last, string expectedFirst, string expectedLast)
    {
        // The file is long enough that the reader is in the middle of it when the order is looked for
        var rows = string.Concat(Enumerable.Repeat($"{first},1,2\n", 20_000));

        var file = CsvText.Read($"date,production,sales\n{rows}{last},1,2\n");

        Assert.Empty(file.Problems);
        Assert.Equal(20_001, file.Rows.Count);
        Assert.Equal((DateOnly.Parse(expectedFirst), DateOnly.Parse(expectedLast)), (file.Rows[0].Date, file.Rows[^1].Date));
    }

    [Fact]
    public void Dates_AgainstTheOrderOfTheOthers_AreRefused() => Assert.Equal(
        [(4, "date", CsvProblemCode.DateOtherOrder)],
        CsvText.Read("date,production,sales\n1/2/2026,1,2\n1/31/2026,1,2\n31/1/2026,1,2\n").Findings);

    [Fact]
    public void HeaderLine_ThatIsTold_IsTakenThoughAnotherLooksLikeOne()
    {
        var file = CsvText.Read(
            "date,production,sales\n(as planned)\n\ndate,sales,production\n2026-01-05,1,2\n", new ReadingOptions { HeaderLine = 4 });

        Assert.Equal((2, 1), (Assert.Single(file.Rows).InboundQty, file.Rows[0].OutboundQty));
    }

    [Theory]
    [InlineData(2, CsvProblemCode.NoHeaderLine)]
    [InlineData(1, CsvProblemCode.UnknownHeader)]
    [InlineData(9, CsvProblemCode.NoHeaderLine)]
    public void HeaderLine_ThatIsNone_IsRefused(int line, CsvProblemCode code)
    {
        var file = CsvText.Read("Plan\n\ndate,production,sales\n2026-01-05,1,2\n", new ReadingOptions { HeaderLine = line });

        Assert.Equal([(line, null, code)], file.Findings);
    }

    [Theory]
    [InlineData("#N/A")]
    [InlineData("-")]
    [InlineData("–")]
    [InlineData("null")]
    [InlineData("NaN")]
    [InlineData("－")]
    public void TextsForUnknownNumbers_AreRefusedUntilSomebodySaysSo(string cell)
    {
        var text = $"date,production,sales\n2026-01-05,{cell},2\n";

        var problem = Assert.Single(CsvText.Read(text).Problems);
        var file = CsvText.Read(text, new ReadingOptions { Blank = ["#n/a", cell] });

        Assert.Equal(CsvProblemCode.NumberUnknown, problem.Code);
        Assert.Contains("blank=#N/A,-,NULL", problem.Message, StringComparison.Ordinal);
        Assert.Null(Assert.Single(file.Rows).InboundQty);
    }

    [Fact]
    public void Blank_IsCountedInNumbers_AndLeavesKeysAlone()
    {
        var text = Wide + "A,W,-,2026-01-05,-\nA,W,-,2026-01-06,#N/A\nA,W,-,2026-01-07,1\n";
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text));
        using var reader = new PlanFileReader(stream, new ReadingOptions { Blank = ["-", "#N/A"] });

        for (var i = 0; i < 3; i++)
        {
            Assert.True(reader.Read(out var row));
            Assert.Equal("-", row.Channel);
        }
        Assert.Equal(2, reader.ReadAsBlank);
    }

    [Theory]
    [InlineData("Artikel,Lager,Kanal,date,inbound_qty\n")]
    [InlineData("ARTIKEL,Lager,kanal,date,inbound_qty\n")]
    [InlineData("Artikel,Lager,Kanal,date,inbound_qty,sku_code\n")]
    public void Columns_ThatAreTold_AreTakenBeforeThoseThatAreKnown(string header)
    {
        var row = "A,W,C,2026-01-05,1" + (header.Contains("sku_code", StringComparison.Ordinal) ? ",other" : "") + "\n";

        var file = CsvText.Read(header + row, new ReadingOptions
        {
            Columns = new Dictionary<string, string> { ["sku_code"] = "Artikel", ["warehouse_name"] = "Lager", ["channel"] = "Kanal" },
        });

        Assert.Empty(file.Problems);
        Assert.Equal(("A", "W", "C"), (Assert.Single(file.Rows).SkuCode, file.Rows[0].WarehouseName, file.Rows[0].Channel));
    }

    [Fact]
    public void Column_ThatTheHeaderDoesNotHave_IsRefused()
    {
        var problem = Assert.Single(CsvText.Read(Wide, new ReadingOptions
        {
            Columns = new Dictionary<string, string> { ["sku_code"] = "Artikel" },
        }).Problems);

        Assert.Equal((1, CsvProblemCode.NoSuchColumn, "sku_code", "Artikel"), (problem.Line, problem.Code, problem.Column, problem.Value));
    }

    [Fact]
    public void TwoColumnsOfAField_AreAskedAboutAndTold()
    {
        const string Text = "date,生産,仕入,販売\n2026-01-05,1,2,3\n";

        var problem = Assert.Single(CsvText.Read(Text).Problems);
        var file = CsvText.Read(Text, new ReadingOptions { Columns = new Dictionary<string, string> { ["inbound_qty"] = "仕入" } });

        Assert.Contains("column.inbound_qty=", problem.Message, StringComparison.Ordinal);
        Assert.Equal(2, Assert.Single(file.Rows).InboundQty);
    }

    [Fact]
    public void MissingKeys_AreRefusedAndTheParametersNamed()
    {
        var problem = Assert.Single(CsvText.Read("sku_code,channel,date,inbound_qty\nA,C,2026-01-05,1\n").Problems);

        Assert.Contains("column.warehouse_name=", problem.Message, StringComparison.Ordinal);
        Assert.Contains("value.warehouse_name=", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sku_code,date,inbound_qty,outbound_qty\nA,2026-01-05,1,2\n")]
    [InlineData("sku_code,date,production,sales\nA,2026-01-05,1,2\n")]
    [InlineData("sku_code,channel,date,inbound_qty,outbound_qty\nA,other,2026-01-05,1,2\n")]
    public void Values_ThatAreTold_AreThoseOfAllRows(string text)
    {
        var file = CsvText.Read(text, new ReadingOptions
        {
            Values = new Dictionary<string, string>
            {
                ["warehouse_name"] = "東京DC",
                ["channel"] = "EC",
                ["safety_stock"] = "12.5",
                ["fw_rank"] = "a",
            },
        });

        Assert.Empty(file.Problems);
        var row = Assert.Single(file.Rows);
        Assert.Equal(("A", "東京DC", "EC", "A"), (row.SkuCode, row.WarehouseName, row.Channel, row.FwRank));
        Assert.Equal((1, 2, 12.5m), (row.InboundQty, row.OutboundQty, row.SafetyStock));
    }

    [Fact]
    public void Date_ThatIsTold_IsThatOfAStockList()
    {
        var file = CsvText.Read("sku_code,warehouse_name,channel,在庫\nA,W,C,5\n合計,,,5\n", new ReadingOptions
        {
            Values = new Dictionary<string, string> { ["date"] = "2026-01-05" },
        });

        Assert.Empty(file.Problems);
        Assert.Equal((new DateOnly(2026, 1, 5), 5), (Assert.Single(file.Rows).Date, file.Rows[0].StockClosing));
    }
}
