using System.Globalization;
using System.Text;
using CsCheck;
using PsiErp.Files;
using PsiErp.Planning;

namespace PsiErp.Tests.Files;

public class QuantityTextTests
{
    private const long MaxMillionths = (long)Quantity.Max * 1_000_000;

    [Theory]
    [InlineData("0", "0")]
    [InlineData("-0", "0")]
    [InlineData("187.5", "187.5")]
    [InlineData("-12", "-12")]
    [InlineData("+3", "3")]
    [InlineData(".25", "0.25")]
    [InlineData("7.", "7")]
    [InlineData("007", "7")]
    [InlineData("1.500", "1.5")]
    [InlineData("0.123456", "0.123456")]
    [InlineData("0.1234560000", "0.123456")]
    [InlineData("  5\t", "5")]
    [InlineData("１２．５", "12.5")]
    [InlineData("－３", "-3")]
    [InlineData("−3", "-3")]
    [InlineData("　4　", "4")]
    [InlineData("1000000000000", "1000000000000")]
    [InlineData("1 250", "1250")]
    [InlineData("12\u00A0345\u202F678.5", "12345678.5")]
    [InlineData("12.5-", "-12.5")]
    [InlineData("(12.5)", "-12.5")]
    [InlineData("▲12.5", "-12.5")]
    [InlineData("△ 3", "-3")]
    [InlineData("1E+05", "100000")]
    [InlineData("1.5e-3", "0.0015")]
    [InlineData("¥1200", "1200")]
    [InlineData("￥1200", "1200")]
    [InlineData("-$5", "-5")]
    [InlineData("€ 5", "5")]
    [InlineData("５個", "5")]
    [InlineData("12 pcs", "12")]
    [InlineData("0.30000000000000004", "0.3")]
    [InlineData("-1.0000000000001", "-1")]
    [InlineData("-1000000000000.0", "-1000000000000")]
    public void Read_PlainNumber_IsExactWithoutTrailingZeros(string cell, string expected)
    {
        Assert.Null(Read(cell, quoted: false, out var quantity));
        Assert.Equal(expected, quantity!.Value.ToString(CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("1,234.5", "1234.5")]
    [InlineData("-12,345,678", "-12345678")]
    [InlineData("１，２３４", "1234")]
    public void Read_QuotedThousands_AreTaken(string cell, string expected)
    {
        Assert.Null(Read(cell, quoted: true, out var quantity));
        Assert.Equal(expected, quantity!.Value.ToString(CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("　")]
    public void Read_Blank_IsNotKnown(string cell)
    {
        Assert.Null(Read(cell, quoted: false, out var quantity));
        Assert.Null(quantity);
    }

    [Theory]
    [InlineData("twelve")]
    [InlineData("-(5)")]
    [InlineData("-5-")]
    [InlineData("▲-5")]
    [InlineData("1 00")]
    [InlineData("0 750")]
    [InlineData("12 34 567")]
    [InlineData("1 000 ,5")]
    [InlineData("5 kg")]
    [InlineData("¥")]
    [InlineData("–")]
    [InlineData("#N/A")]
    [InlineData("1e")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("10²")]
    [InlineData("①")]
    [InlineData("1_000")]
    [InlineData("--5")]
    [InlineData("1.2.3")]
    [InlineData("0x10")]
    [InlineData(".")]
    [InlineData("-")]
    [InlineData("'5")]
    [InlineData("12,34")]
    [InlineData("1234,567")]
    [InlineData(",123")]
    [InlineData("1,")]
    [InlineData("1,,234")]
    [InlineData("1,234.5,6")]
    [InlineData("187,5")]
    [InlineData("0,750")]
    [InlineData("012,750")]
    [InlineData("5\0")]
    public void Read_AnythingElse_IsRefused(string cell)
    {
        Assert.Equal(CsvProblemCode.NumberFormat, Read(cell, quoted: true, out var quantity));
        Assert.Null(quantity);
    }

    [Theory]
    [InlineData("1,234", CsvProblemCode.NumberGroupsUnquoted)]
    [InlineData("0.1234567", CsvProblemCode.NumberTooFine)]
    [InlineData("1000000000001", CsvProblemCode.NumberTooLarge)]
    [InlineData("-1000000000000.000001", CsvProblemCode.NumberTooLarge)]
    [InlineData("99999999999999999999999999999999999999", CsvProblemCode.NumberTooLarge)]
    internal void Read_BeyondTheContract_IsRefusedWithTheReason(string cell, CsvProblemCode code)
    {
        Assert.Equal(code, Read(cell, quoted: false, out var quantity));
        Assert.Null(quantity);
    }

    [Fact]
    public void Read_EveryQuantityOfAPlan_IsExact() =>
        Gen.Select(Gen.Long[-MaxMillionths, MaxMillionths], Gen.Int[0, 6])
            .Select((units, scale) => units / 1_000_000m / (decimal)Math.Pow(10, scale))
            .Where(quantity => decimal.Round(quantity, 6) == quantity)
            .Sample(quantity =>
            {
                Assert.Null(Read(quantity.ToString(CultureInfo.InvariantCulture), quoted: false, out var read));
                Assert.Equal(quantity, read);
            });

    private static CsvProblemCode? Read(string cell, bool quoted, out decimal? quantity) =>
        QuantityText.Read(Encoding.UTF8.GetBytes(cell), '.', quoted, out quantity);
}
