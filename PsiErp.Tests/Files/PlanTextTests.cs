using PsiErp.Files;

namespace PsiErp.Tests.Files;

public class PlanTextTests
{
    [Theory]
    [InlineData("Tea", "Tea")]
    [InlineData("　緑茶 500ml ", "緑茶 500ml")]
    [InlineData("'=x", "=x")]
    [InlineData("''=x", "'=x")]
    [InlineData("'90s", "'90s")]
    [InlineData("🍵", "🍵")]
    [InlineData("Tea\n", "Tea")]
    [InlineData("  ", null)]
    [InlineData("", null)]
    public void Read_Text_IsTrimmedAndUnmarked(string cell, string? expected)
    {
        Assert.Null(PlanText.Read(cell, out var text));
        Assert.Equal(expected, text);
    }

    [Theory]
    [InlineData("a\tb")]
    [InlineData("a\nb")]
    [InlineData("a\0b")]
    [InlineData("a\u007F")]
    [InlineData("'\tx")]
    public void Read_ControlCharacter_IsRefused(string cell) =>
        Assert.Equal(CsvProblemCode.ControlCharacter, PlanText.Read(cell, out _));

    [Fact]
    public void Read_LongText_IsRefusedFromOneOverTheLimit()
    {
        Assert.Null(PlanText.Read(new string('茶', 255), out _));
        Assert.Equal(CsvProblemCode.TextTooLong, PlanText.Read(new string('茶', 256), out _));
    }

    [Theory]
    [InlineData("a", "A")]
    [InlineData(" Ab ", "AB")]
    [InlineData("ａ", "A")]
    [InlineData("特", "特")]
    [InlineData(" ", null)]
    public void ReadRank_Letters_AreUpperCased(string cell, string? expected)
    {
        Assert.Null(PlanText.ReadRank(cell, out var rank));
        Assert.Equal(expected, rank);
    }

    [Theory]
    [InlineData("ABC")]
    [InlineData("A1")]
    [InlineData("A+")]
    [InlineData("a b")]
    [InlineData("-")]
    public void ReadRank_AnythingElse_IsRefused(string cell) =>
        Assert.Equal(CsvProblemCode.RankFormat, PlanText.ReadRank(cell, out _));
}
