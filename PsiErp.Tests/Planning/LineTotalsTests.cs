using CsCheck;
using PsiErp.Planning;
using static PsiErp.Tests.Planning.Plans;

namespace PsiErp.Tests.Planning;

/// <summary>Sums that are stored are those of the lines that they were made of.</summary>
public sealed class LineTotalsTests
{
    [Fact]
    public void Sums_OfParts_AddUpToTheSumOfAll_AndKnowTheirDays() => Projected.Array[2, 6].Sample(series =>
    {
        byte[][] lines = [.. series.Select(days => PlanLine.Of(days)).OfType<byte[]>()];
        var dates = series.SelectMany(days => days).Select(day => day.Date.DayNumber).ToList();
        var (first, last) = (dates.Min(), dates.Max());
        var (all, ofParts) = (new LineTotals(first, last), new LineTotals(first, last));

        foreach (var line in lines) all.Add(line);
        foreach (var part in new[] { lines[..1], lines[1..] }) ofParts.AddSum(Sum(part));

        Assert.Equal(all.Totals(), ofParts.Totals());
        Assert.Equal((first, last), LineTotals.ExtentOf(all.Write()));

        byte[] Sum(byte[][] part)
        {
            var sum = new LineTotals(first, last);
            foreach (var line in part) sum.Add(line);
            return sum.Write();
        }
    });

    [Fact]
    public void Sum_OfNothing_HasNoDays() => Assert.Null(LineTotals.ExtentOf(new LineTotals(1, 3).Write()));
}
