using System.Text;
using PsiErp.Files;

namespace PsiErp.Tests.Files;

public class PlanFileEncodingTests
{
    // Enough rows of plain ASCII to fill several buffers before the first Japanese name
    private static readonly string[] AsciiRows = [.. Enumerable.Range(0, 3000).Select(i => CsvText.WideRow(sku: $"SKU-{i}"))];

    public static TheoryData<string, string> Encodings => new()
    {
        { "utf-8", "UTF-8" },
        { "utf-16", "UTF-16 LE" },
        { "utf-16BE", "UTF-16 BE" },
        { "shift_jis", "CP932" },
    };

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Read_JapaneseOnlyAtTheEnd_IsDecodedByTheWholeFile(string encoding, string expected)
    {
        var file = CsvText.Read(CsvText.Wide([.. AsciiRows, CsvText.WideRow(name: "緑茶")]), ByName(encoding));

        Assert.Empty(file.Problems);
        Assert.Equal(expected, file.Encoding);
        Assert.Equal("緑茶", file.Rows[^1].SkuName);
    }

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Read_ByteOrderMarkOrNot_MakesNoDifference(string name, string expected)
    {
        var encoding = ByName(name);
        var text = CsvText.Daily("2026-01-01,1,2,3");

        var without = CsvText.Read(encoding.GetBytes(text));
        var with = CsvText.Read([.. encoding.Preamble, .. encoding.GetBytes(text)]);

        Assert.Equal(without.Rows, with.Rows);
        Assert.Equal(name == "shift_jis" ? "UTF-8" : expected, with.Encoding);
    }

    [Fact]
    public void Read_CharactersSplitAtEveryBufferBorder_AreKept()
    {
        for (var shift = 0; shift < 4; shift++)
        {
            var names = new string('A', shift) + string.Concat(Enumerable.Repeat("🍵茶é", 40));
            var rows = Enumerable.Repeat(CsvText.WideRow(name: names), 1200).ToArray();

            foreach (var encoding in (Encoding[])[Encoding.UTF8, Encoding.Unicode, Encoding.BigEndianUnicode])
            {
                var file = CsvText.Read(CsvText.Wide(rows), encoding);

                Assert.Empty(file.Problems);
                Assert.All(file.Rows, row => Assert.Equal(names, row.SkuName));
            }
        }
    }

    [Fact]
    public void Read_Cp932SecondBytesThatLookLikeAscii_AreText()
    {
        var file = CsvText.Read(CsvText.Wide(CsvText.WideRow(name: "ソ表予―ｱ①髙")), CsvText.Cp932);

        Assert.Equal("CP932", file.Encoding);
        Assert.Equal("ソ表予―ｱ①髙", file.Rows[0].SkuName);
    }

    [Fact]
    public void Read_BytesOfNeitherEncoding_AreAProblemOnTheirLine()
    {
        var bytes = Encoding.ASCII.GetBytes(CsvText.Wide([.. AsciiRows, CsvText.WideRow(name: "caf?!"), CsvText.WideRow()]));
        bytes[Array.IndexOf(bytes, (byte)'?')] = 0x85;

        var file = CsvText.Read(bytes);

        Assert.Equal([(3002, null, CsvProblemCode.UndecodableBytes)], file.Findings);
        Assert.Equal("the line has bytes that are not CP932 text; save the file as UTF-8", file.Problems[0].Message);
    }

    [Fact]
    public void Read_DamagedUtf8_IsNotTakenForCp932()
    {
        var bytes = Encoding.UTF8.GetBytes(CsvText.Wide(CsvText.WideRow(name: "東京都千代田区"), CsvText.WideRow(name: "緑茶"), CsvText.WideRow()));
        bytes = [.. bytes[..^1], 0xE6, 0x9D];

        var file = CsvText.Read(bytes);

        Assert.Equal("UTF-8", file.Encoding);
        Assert.Equal([(4, null, CsvProblemCode.UndecodableBytes)], file.Findings);
    }

    [Fact]
    public void Read_DamagedUtf8WithByteOrderMark_IsAProblem()
    {
        var file = CsvText.Read([.. Encoding.UTF8.Preamble, .. Encoding.ASCII.GetBytes(CsvText.Daily("2026-01-01,1,2,3")), 0x83, 0x65]);

        Assert.Equal([(3, null, CsvProblemCode.UndecodableBytes)], file.Findings);
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    public void Read_Utf16CutInTheMiddleOfACharacter_IsAProblem(string encoding)
    {
        var file = CsvText.Read(ByName(encoding).GetBytes(CsvText.Daily("2026-01-01,1,2,3"))[..^1]);

        Assert.Equal([(2, null, CsvProblemCode.UndecodableBytes)], file.Findings);
    }

    [Fact]
    public void Read_Cp932CutInTheMiddleOfACharacter_IsAProblem()
    {
        var file = CsvText.Read([.. CsvText.Cp932.GetBytes(CsvText.Wide([CsvText.WideRow(name: "緑茶"), .. AsciiRows])), 0x97]);

        Assert.Equal("CP932", file.Encoding);
        Assert.Equal([(3003, null, CsvProblemCode.UndecodableBytes)], file.Findings);
    }

    [Fact]
    public void Read_StrayZeroByte_IsNotTakenForUtf16()
    {
        var file = CsvText.Read(CsvText.Wide(CsvText.WideRow(), CsvText.WideRow(name: "T\0ea")));

        Assert.Equal("UTF-8", file.Encoding);
        Assert.Equal([(3, "sku_name", CsvProblemCode.ControlCharacter)], file.Findings);
    }

    private static Encoding ByName(string name) => name == "shift_jis" ? CsvText.Cp932 : Encoding.GetEncoding(name);
}
