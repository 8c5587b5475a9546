using System.Text;
using CsCheck;
using PsiErp.Files;

namespace PsiErp.Tests.Files;

public class PlanFileProblemTests
{
    [Fact]
    public void Read_SeveralBadCellsInARow_NamesThemAll()
    {
        var file = CsvText.Read(CsvText.Wide(CsvText.WideRow(sku: " ", rank: "A1", date: "soon", inbound: "much", gap: "wide")));

        Assert.Equal(
        [
            (2, "sku_code", CsvProblemCode.MissingValue),
            (2, "date", CsvProblemCode.DateFormat),
            (2, "fw_rank", CsvProblemCode.RankFormat),
            (2, "inbound_qty", CsvProblemCode.NumberFormat),
            (2, "gap", CsvProblemCode.NumberFormat),
        ], file.Findings);
        Assert.Empty(file.Rows);
    }

    [Fact]
    public void Read_SameBadTextTwice_IsNamedTwice()
    {
        var file = CsvText.Read(CsvText.Wide(CsvText.WideRow(rank: "ABC"), CsvText.WideRow(rank: "ABC"), CsvText.WideRow(rank: "")));

        Assert.Equal([2, 3], file.Problems.Select(problem => problem.Line));
        Assert.Null(Assert.Single(file.Rows).FwRank);
    }

    [Fact]
    public void Read_ManyProblems_KeepsTwentyAndCountsAll()
    {
        var file = CsvText.Read(CsvText.Daily([.. Enumerable.Repeat("tomorrow,1,2,3", 5000)]));

        Assert.Equal(5000, file.ProblemCount);
        Assert.Equal(Enumerable.Range(2, 20), file.Problems.Select(problem => (int)problem.Line));
    }

    [Theory]
    [InlineData("2026-01-01,1,2", "3")]
    [InlineData("2026-01-01,1,234,5,6", "5")]
    public void Read_WrongNumberOfCells_SaysHowManyWereExpected(string row, string found)
    {
        var problem = Assert.Single(CsvText.Read(CsvText.Daily("2026-01-01,1,2,3", row)).Problems);

        Assert.Equal((3, CsvProblemCode.CellCount, found, "4"), (problem.Line, problem.Code, problem.Value, problem.Expected));
    }

    [Fact]
    public void Read_LineBreakInsideAName_IsRefusedAndLaterLinesKeepTheirNumbers()
    {
        var file = CsvText.Read(CsvText.Wide(CsvText.WideRow(name: "\"Green\ntea\""), CsvText.WideRow()));

        Assert.Equal([(2, "sku_name", CsvProblemCode.ControlCharacter)], file.Findings);
        Assert.Equal("sku_name 'Green\uFFFDtea' has a line break, tab or other control character; remove it", file.Problems[0].Message);
        Assert.Equal(4, Assert.Single(file.Rows).Line);
    }

    [Fact]
    public void Read_MisplacedQuotesLateInTheFile_AreNamedInOrder()
    {
        string[] good = [.. Enumerable.Repeat(CsvText.WideRow(), 2000)];
        var file = CsvText.Read(CsvText.Wide(
            [
                CsvText.WideRow(date: "x"),
                .. good,
                CsvText.WideRow(name: "12\" pipe"),
                CsvText.WideRow(date: "y"),
                CsvText.WideRow(name: "\"a\"b"),
                .. good,
            ]));

        Assert.Equal(
        [
            (2, "date", CsvProblemCode.DateFormat),
            (2003, null, CsvProblemCode.MisplacedQuote),
            (2004, "date", CsvProblemCode.DateFormat),
            (2005, null, CsvProblemCode.MisplacedQuote),
        ], file.Findings);
        Assert.Equal(4000, file.Rows.Count);
    }

    [Fact]
    public void Read_MisplacedQuoteRightAfterTheHeader_LeavesTheHeaderAlone()
    {
        var file = CsvText.Read("date,production,sales\n2026-01-01,1\",2\n2026-01-02,1,2\n");

        Assert.Equal([(2, null, CsvProblemCode.MisplacedQuote)], file.Findings);
        Assert.Single(file.Rows);
    }

    [Fact]
    public void Read_QuoteNeverClosed_IsAProblemWhereItsRowBegins()
    {
        var file = CsvText.Read(CsvText.Daily("2026-01-01,1,2,3", "2026-01-02,\"1,2,3", "2026-01-03,1,2,3"));

        Assert.Equal([(3, null, CsvProblemCode.UnclosedQuote)], file.Findings);
        Assert.Single(file.Rows);
    }

    [Fact]
    public void Read_QuoteNeverClosedInALargeFile_StopsAtTheLimit()
    {
        string[] many = [.. Enumerable.Repeat("2026-01-03,1,2,3", 200_000)];

        var file = CsvText.Read(CsvText.Daily(["2026-01-01,1,2,3", "2026-01-02,\"1,2,3", .. many]));

        Assert.Equal([(3, null, CsvProblemCode.RecordTooLong)], file.Findings);
        Assert.Single(file.Rows);
    }

    [Fact]
    public void Read_LongValue_IsShortenedInTheMessage()
    {
        var problem = Assert.Single(CsvText.Read(CsvText.Wide(CsvText.WideRow(name: new string('x', 300)))).Problems);

        Assert.Equal($"sku_name '{new string('x', 40)}…' has more than 255 characters; shorten it", problem.Message);
    }

    [Fact]
    public void Read_AnyBytesWhatever_NeverThrows() =>
        Gen.Select(
            Gen.OneOf("", "date,production,sales\n", "date;production;sales\r\n", "\uFEFFdate\tproduction\tsales\n", CsvText.WideHeader
                + "\n"),
            Gen.OneOf<Encoding>(Encoding.UTF8, Encoding.Unicode, Encoding.BigEndianUnicode, CsvText.Cp932),
            Gen.OneOf(
                Gen.OneOf<byte[]>([(byte)'"'], [(byte)','], [(byte)'\n'], [(byte)'\r'], [0], [0xFF, 0xFE], [0xEF, 0xBB, 0xBF],
                    [0x83], [0xE6, 0x9D, 0xB1], "2026-01-05"u8.ToArray()),
                Gen.Byte.Array[1, 3]).Array[0, 40])
            .Sample((header, encoding, pieces) =>
            {
                var file = CsvText.Read([.. encoding.GetBytes(header), .. pieces.SelectMany(piece => piece)]);

                Assert.Equal(file.ProblemCount > 20 ? 20 : file.ProblemCount, file.Problems.Count);
                Assert.All(file.Problems, problem => Assert.True(problem.Line > 0, problem.Message));
                Assert.True(file.Format is not null || file.Problems.Count > 0);
            });

    [Fact]
    public void Message_EveryCode_FillsItsTemplate() =>
        Assert.All(Enum.GetValues<CsvProblemCode>(), code =>
        {
            var message = new CsvProblem(2, "gap", code, "x", "y").Message;

            Assert.DoesNotContain("{", message, StringComparison.Ordinal);
            Assert.DoesNotMatch(@"\.$", message);
        });
}
