using CsCheck;
using PsiErp.Planning;

namespace PsiErp.Tests.Planning;

public sealed class SpreadTests
{
    private static readonly Gen<(decimal Total, decimal[] Before, bool[] IsWorking, int Decimals)> Entries =
        from days in Gen.Int[1, 31]
        from decimals in Gen.Int[0, 3]
        from total in Gen.Long[0, 10_000_000]
        from scale in Gen.Int[0, 6]
        from before in Gen.OneOf(
            Gen.Int[0, 500].Select(units => (decimal)units), Gen.Const(0m), Gen.Int[0, 9999].Select(units => units / 100m)).Array[days]
        from isWorking in Gen.Bool.Array[days]
        select (new decimal((int)total, 0, 0, false, (byte)scale), before, isWorking, decimals);

    [Fact]
    public void Over_Anything_AddsUpExactly_AndIsNeverNegative() => Entries.Sample(entry =>
    {
        var shares = Spread.Over(entry.Total, entry.Before, entry.IsWorking, entry.Decimals);

        Assert.Equal(entry.Total, shares.Sum());
        Assert.DoesNotContain(shares, share => share < 0);
    });

    [Fact]
    public void Over_DaysThatHadSomething_KeepsTheirProportionToAUnit() => Entries.Where(entry => entry.Before.Sum() > 0).Sample(entry =>
    {
        var shares = Spread.Over(entry.Total, entry.Before, entry.IsWorking, entry.Decimals);

        var unit = (decimal)Math.Pow(10, -entry.Decimals);
        foreach (var (share, had) in shares.Zip(entry.Before))
            Assert.True(Math.Abs(share - entry.Total * had / entry.Before.Sum()) <= 2 * unit, $"{share} of {had}");
    });

    [Fact]
    public void Over_DaysThatHadNothing_IsEvenOverWorkingDays() => Entries.Where(entry => entry.IsWorking.Contains(true)).Sample(entry =>
    {
        var shares = Spread.Over(entry.Total, new decimal[entry.Before.Length], entry.IsWorking, entry.Decimals);

        Assert.All(shares.Zip(entry.IsWorking).Where(day => !day.Second), day => Assert.Equal(0, day.First));
        var worked = shares.Zip(entry.IsWorking).Where(day => day.Second).Select(day => day.First).ToList();
        Assert.InRange(worked.Max() - worked.Min(), 0, 2 * (decimal)Math.Pow(10, -entry.Decimals));
    });

    [Theory]
    [InlineData("100", "10,10,20,0,0", "25,25,50,0,0")]
    [InlineData("10", "0,0,0,0,0,0,0", "2,2,2,2,2,0,0")]
    [InlineData("7", "0,0,0,0,0,0,0", "2,2,1,1,1,0,0")]
    [InlineData("1.5", "1,0,0,0,0,0,0", "1.5,0,0,0,0,0,0")]
    [InlineData("30", "0,0,0,0,0,10,20", "0,0,0,0,0,10,20")]
    public void Over_AWeek_AsAPlannerExpects(string total, string before, string expected)
    {
        var had = Array.ConvertAll(before.Split(','), text => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture));
        bool[] isWorking = [.. had.Select((_, day) => day < 5)];

        var shares = Spread.Over(decimal.Parse(total, System.Globalization.CultureInfo.InvariantCulture), had, isWorking, 0);

        Assert.Equal(expected, string.Join(',', shares.Select(share => share.ToString(System.Globalization.CultureInfo.InvariantCulture))));
    }
}
