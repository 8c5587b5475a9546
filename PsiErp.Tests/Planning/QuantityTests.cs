using System.Globalization;
using System.Text;
using CsCheck;
using PsiErp.Planning;

namespace PsiErp.Tests.Planning;

public class QuantityTests
{
    [Theory]
    [InlineData("1.500000", "1.5")]
    [InlineData("100.000000", "100")]
    [InlineData("-0.000000", "0")]
    [InlineData("-12.340", "-12.34")]
    [InlineData("100", "100")]
    [InlineData("0.000001", "0.000001")]
    [InlineData("1234567890123456789012.340000", "1234567890123456789012.34")]
    public void Normalize_TrailingZeros_AreDropped(string value, string expected) =>
        Assert.Equal(expected, Quantity.Normalize(Parse(value)).ToString(CultureInfo.InvariantCulture));

    [Fact]
    public void Normalize_AnyDecimal_IsTheSameNumber() => Gen.Decimal.Sample(value => Quantity.Normalize(value) == value);

    [Fact]
    public void Format_AnyDecimal_IsItsShortestInvariantText() =>
        Gen.OneOf(Gen.Decimal, Plans.Units, Plans.Units.Select(q => -q)).Sample(value =>
    {
        Span<byte> text = stackalloc byte[Quantity.MaxFormatted];
        var written = Encoding.ASCII.GetString(text[..Quantity.Format(value, text)]);
        return written == Quantity.Normalize(value).ToString(CultureInfo.InvariantCulture);
    });

    [Theory]
    [InlineData("0.1234567", false)]
    [InlineData("0.1234560", true)]
    [InlineData("12", true)]
    public void FitsDecimals_SixPlaces_IsTheLimit(string value, bool fits) => Assert.Equal(fits, Quantity.FitsDecimals(Parse(value)));

    private static decimal Parse(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);
}
