using PsiErp.Pages.Sessions;

namespace PsiErp.Tests.Pages;

public sealed class CellInputTests
{
    [Theory]
    [InlineData("80", "80")]
    [InlineData("=80", "80")]
    [InlineData(" 1,234.5 ", "1234.5")]
    [InlineData("１，２３４．５", "1234.5")]
    [InlineData(".5", "0.5")]
    [InlineData("1,250", "1250")]
    [InlineData("*1,250", "25000")]
    [InlineData("0", "0")]
    [InlineData("+10", "30")]
    [InlineData("＋１０", "30")]
    [InlineData("-5", "15")]
    [InlineData("−5", "15")]
    [InlineData("- 5", "15")]
    [InlineData("*1.1", "22")]
    [InlineData("×1.5", "30")]
    [InlineData("/3", "6.666667")]
    [InlineData("1000000000000", "1000000000000")]
    public void Read_NumberOrStep_IsTheNewValue(string typed, string expected)
    {
        Assert.Null(CellInput.Read(typed, 20, out var value));
        Assert.Equal(decimal.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), value);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" 　")]
    public void Read_Blank_IsBackToImported(string? typed)
    {
        Assert.Null(CellInput.Read(typed, 20, out var value));
        Assert.Null(value);
    }

    [Theory]
    [InlineData("twelve", "Cell.NotANumber")]
    [InlineData("=A1+2", "Cell.NotANumber")]
    [InlineData("=-5", "Cell.NotANumber")]
    [InlineData("++5", "Cell.NotANumber")]
    [InlineData("1e3", "Cell.NotANumber")]
    [InlineData("=", "Cell.NotANumber")]
    [InlineData("/0", "Cell.NotANumber")]
    [InlineData("-21", "Cell.Negative")]
    [InlineData("0.1234567", "Cell.TooFine")]
    [InlineData("1000000000001", "Cell.TooLarge")]
    [InlineData("*999999999999", "Cell.TooLarge")]
    [InlineData("+1000000000000", "Cell.TooLarge")]
    [InlineData("99999999999999999999999999999999", "Cell.TooLarge")]
    [InlineData("12,5", "Cell.Comma")]
    [InlineData("1,2", "Cell.Comma")]
    [InlineData("0,5", "Cell.Comma")]
    [InlineData("0,500", "Cell.Comma")]
    [InlineData("1,23,4", "Cell.Comma")]
    [InlineData("1.250,5", "Cell.Comma")]
    [InlineData("*1,1", "Cell.Comma")]
    [InlineData("+12,5", "Cell.Comma")]
    [InlineData("8,", "Cell.Comma")]
    [InlineData("５，５", "Cell.Comma")]
    [InlineData("3、5", "Cell.Comma")]
    [InlineData("10²", "Cell.NotANumber")]
    [InlineData("①", "Cell.NotANumber")]
    [InlineData("½", "Cell.NotANumber")]
    [InlineData("12個", "Cell.NotANumber")]
    public void Read_Nonsense_SaysWhy(string typed, string problem) =>
        Assert.Equal(problem, CellInput.Read(typed, 20, out _));

    [Fact]
    public void Read_StepFromBlank_StartsFromZero()
    {
        Assert.Null(CellInput.Read("+10", null, out var value));
        Assert.Equal(10, value);
    }
}
