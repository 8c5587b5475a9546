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
    public void Format_AnyDecimal_IsItsShortestInvariantText() => Gen.OneOf(Gen.Decimal, Plans.Units, Plans.Units.Select(q => -q)).Sample(value =>
    {
        Span<byte> text = stackalloc byte[Quantity.MaxFormatted];
        var written = Encoding.ASCII.GetString(text[..Quantity.Format(value, text)]);
        return written == Quantity.Normalize(value).ToString(CultureInfo.InvariantCulture);
    });

    [Theory]
    [InlineData("1", "3", "0.333333")]
    [InlineData("-2", "3", "-0.666667")]
    [InlineData("0.000001", "2", "0")]
    [InlineData("0.000003", "2", "0.000002")]
    [InlineData("-0.000003", "2", "-0.000002")]
    [InlineData("10", "4", "2.5")]
    [InlineData("900000000000", "0.000001", "900000000000000000")]
    public void Divide_SixPlaces_HalvesGoToEven(string dividend, string divisor, string expected) =>
        Assert.Equal(expected, Quantity.Divide(Parse(dividend), Parse(divisor)).ToString(CultureInfo.InvariantCulture));

    [Fact]
    public void Divide_AnyQuantities_IsWhatDecimalsSay() =>
        Gen.Select(Gen.OneOf(Plans.Units, Gen.Long[-50, 50].Select(millionths => millionths / 1_000_000m)), Plans.Units, Gen.Bool)
            .Where((_, divisor, _) => divisor != 0)
            .Sample((dividend, divisor, isNegative) =>
            {
                if (isNegative) divisor = -divisor;
                return Quantity.Divide(dividend, divisor) == Math.Round(dividend / divisor, Quantity.Decimals);
            });

    [Fact]
    public void Divide_ByZero_IsRefused() => Assert.Throws<DivideByZeroException>(() => Quantity.Divide(1, 0));

    [Theory]
    [InlineData("0.1234567", false)]
    [InlineData("0.1234560", true)]
    [InlineData("12", true)]
    public void FitsDecimals_SixPlaces_IsTheLimit(string value, bool fits) => Assert.Equal(fits, Quantity.FitsDecimals(Parse(value)));

    private static decimal Parse(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);
}
