using System.Text;
using PsiErp.Files;

namespace PsiErp.Tests.Files;

public class PlanFileReaderTests
{
    [Theory]
    [InlineData("wide-utf8.csv", "UTF-8", ',')]
    [InlineData("wide-utf8-bom-semicolon.csv", "UTF-8", ';')]
    [InlineData("wide-utf16le-tableau.tsv", "UTF-16 LE", '\t')]
    [InlineData("wide-cp932-excel.csv", "CP932", ',')]
    public void Read_SampleInAnyEncoding_GivesTheSameRows(string sample, string encoding, char separator)
    {
        var file = CsvText.ReadSample(sample);

        Assert.Empty(file.Problems);
        Assert.Equal((PlanFormat.Wide, encoding, separator), (file.Format, file.Encoding, file.Separator));
        Assert.Equal(CsvText.ReadSample("wide-utf8.csv").Rows, file.Rows);
    }

    [Fact]
    public void Read_WideSample_GivesEveryCell()
    {
        var rows = CsvText.ReadSample("wide-utf8.csv").Rows;

        Assert.Equal(224, rows.Count);
        Assert.Equal(new PlanFileRow
        {
            Line = 2,
            SkuCode = "TEA-500",
            SkuName = "緑茶 500ml",
            Category1 = "飲料",
            Category2 = "茶",
            Category3 = "ペット",
            FwRank = "B",
            SsRank = "A",
            WarehouseName = "東京DC",
            Channel = "online",
            Date = new(2026, 12, 1),
            StockAtAnchor = 187.5m,
            InboundQty = 0,
            OutboundQty = 17,
            StockClosing = 170.5m,
            SafetyStock = 15,
            StdStock = 30,
        }, rows[0]);
        Assert.Equal(("Starter kit, blue", null, null), (rows[^1].SkuName, rows[^1].Category3, rows[^1].StdStock));
    }

    [Fact]
    public void Read_DailySample_FillsFlowsAndClosing()
    {
        var file = CsvText.ReadSample("daily.csv");

        Assert.Empty(file.Problems);
        Assert.Equal(PlanFormat.Daily, file.Format);
        Assert.Equal(new PlanFileRow
        {
            Line = 2,
            SkuCode = "",
            WarehouseName = "",
            Channel = "",
            Date = new(2024, 1, 1),
            InboundQty = 100,
            OutboundQty = 80,
            StockClosing = 150,
        }, file.Rows[0]);
        Assert.Null(file.Rows[3].StockClosing);
    }

    [Fact]
    public void Read_SampleWithFourProblems_NamesThemAndGivesTheOtherRows()
    {
        var file = CsvText.ReadSample("bad-four-problems.csv");

        Assert.Equal(
        [
            (6, "date", CsvProblemCode.DateNotInCalendar),
            (10, "outbound_qty", CsvProblemCode.NumberFormat),
            (18, "sku_code", CsvProblemCode.MissingValue),
            (22, "fw_rank", CsvProblemCode.RankFormat),
        ], file.Findings);
        Assert.Equal(4, file.ProblemCount);
        Assert.Equal(25, file.Rows.Count);
        Assert.Equal("date '2026-02-30' is not a date of the calendar; write YYYY-MM-DD", file.Problems[0].Message);
    }

    [Fact]
    public void Read_BlankLinesAndRowsOfSeparators_ArePassedOver()
    {
        var file = CsvText.Read("\n\ndate,production,sales\n\n2026-01-01,1,2\r\n  \n,,\n,\n2026-01-02,3,4\n,,,,\n\n");

        Assert.Empty(file.Problems);
        Assert.Equal([5, 9], file.Rows.Select(row => row.Line));
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public void Read_AnyLineEnd_CountsLinesAlike(string lineEnd)
    {
        var file = CsvText.Read(CsvText.Daily("2026-01-01,1,2,3", "2026-01-02,x,2,3", "2026-01-03,1,2,3")
            .Replace("\n", lineEnd, StringComparison.Ordinal));

        Assert.Equal([2, 4], file.Rows.Select(row => row.Line));
        Assert.Equal([(3, "production", CsvProblemCode.NumberFormat)], file.Findings);
    }

    [Fact]
    public void Read_QuotedThousands_AreNumbers()
    {
        var file = CsvText.Read(CsvText.Daily("2026-01-01,\"1,234.5\", \"-12,345\" ,"));

        Assert.Empty(file.Problems);
        Assert.Equal((1234.5m, -12345m), (file.Rows[0].InboundQty, file.Rows[0].OutboundQty));
    }

    [Fact]
    public void Read_CommaInUnquotedNumberBetweenCommas_IsRefusedRatherThanGuessed()
    {
        var file = CsvText.Read("date,production,sales\n2026-01-01,\"1,2\",5\n2026-01-02,\"0,750\",5\n2026-01-03,\"000,750\",5\n");

        Assert.Equal(
            [2, 3, 4], file.Problems.Where(problem => problem.Code == CsvProblemCode.NumberFormat).Select(problem => problem.Line));
    }

    [Theory]
    [InlineData("58,5", "1.250", "58.5", "1250")]
    [InlineData("1.234,50", "0,125", "1234.5", "0.125")]
    [InlineData("58.5", "1,250", "58.5", "1250")]
    [InlineData("1,234.50", "0.125", "1234.5", "0.125")]
    [InlineData("1.250", "1.250.000,5", "1250", "1250000.5")]
    public void Read_NumbersBetweenSemicolonsOrTabs_TakeTheMarkThatOneOfThemTells(string first, string second, string expected,
        string other)
    {
        foreach (var separator in ";\t")
        {
            using var stream = new MemoryStream(Encoding.UTF8.GetBytes(
                $"date{separator}production{separator}sales\n2026-01-01{separator}{first}{separator}{second}\n"));
            using var reader = new PlanFileReader(stream);

            Assert.True(reader.Read(out var row), $"{string.Join(';', reader.Problems)}");
            Assert.Equal((expected, other), ($"{row.InboundQty}", $"{row.OutboundQty}"));
            Assert.Null(reader.AmbiguousNumber);
        }
    }

    [Fact]
    public void Read_NumberAgainstTheMarkOfTheOthers_IsRefusedAtItsLine()
    {
        var file = CsvText.Read("date;production;sales\n2026-01-01;58,5;1\n2026-01-02;58.5;1\n");

        var problem = Assert.Single(file.Problems);
        Assert.Equal((3, CsvProblemCode.NumberOtherMark, "58.5", ","), (problem.Line, problem.Code, problem.Value, problem.Expected));
    }

    [Theory]
    [InlineData("1.250", "1.25")]
    [InlineData("1,250", "1250")]
    [InlineData("\"1,250\"", "1250")]
    public void Read_NothingTellsTheMark_ReadsThePointAndSaysSo(string number, string expected)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes($"date;production;sales\n2026-01-01;1;2\n2026-01-02;{number};1\n"));
        using var reader = new PlanFileReader(stream);

        Assert.Equal((3, number.Trim('"')), reader.AmbiguousNumber);
        Assert.True(reader.Read(out _));
        Assert.True(reader.Read(out var row));
        Assert.Equal(expected, $"{row.InboundQty}");
    }

    [Fact]
    public void Read_StreamNotAtItsStart_ReadsFromThere()
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes("前置き\n" + CsvText.Daily("2026-01-01,1,2,3")));
        stream.Position = Encoding.UTF8.GetByteCount("前置き\n");

        using var reader = new PlanFileReader(stream);

        Assert.True(reader.Read(out var row));
        Assert.Equal(2, row.Line);
    }

    [Fact]
    public void Read_RepeatedTexts_AreTheSameString()
    {
        var rows = CsvText.ReadSample("wide-utf8.csv").Rows;

        Assert.Same(rows[0].SkuCode, rows[1].SkuCode);
        Assert.Same(rows[0].Channel, rows.Last(row => row.Channel == rows[0].Channel).Channel);
    }

    [Fact]
    public void Constructor_StreamThatCannotSeek_Throws()
    {
        using var memory = new MemoryStream();
        using var gzip = new System.IO.Compression.GZipStream(memory, System.IO.Compression.CompressionMode.Compress);

        Assert.Throws<ArgumentException>(() => new PlanFileReader(gzip));
    }
}
