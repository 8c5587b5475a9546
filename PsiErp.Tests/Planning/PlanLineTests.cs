using CsCheck;
using PsiErp.Planning;

namespace PsiErp.Tests.Planning;

/// <summary>A line holds what its days say, to the last decimal.</summary>
public sealed class PlanLineTests
{
    private static readonly Gen<decimal> Amount = Gen.OneOf(
        Gen.Const(0m), Gen.Int[0, 5000].Select(whole => (decimal)whole),
        Gen.Long[0, 1_000_000_000_000].Select(millionths => millionths / 1_000_000m), Gen.Const(1_000_000_000m));

    private static readonly Gen<PlanDay[]> Series = Gen.Select(Gen.Int[1, 40], Amount, Amount, Amount, Gen.Int[0, 3], Gen.Bool)
        .Array[1, 60].Select(days =>
        {
            var date = new DateOnly(2026, 1, 1);
            return days.Select(day =>
            {
                date = date.AddDays(day.Item1 < 30 ? 1 : day.Item1);
                return new PlanDay(date, null, day.Item2, day.Item3, 0, null, day.Item6 ? day.Item4 : null, day.Item5 * 10.5m);
            }).ToArray();
        });

    [Fact]
    public void Line_OfAnyDays_ReadsBackExactly() => Series.Sample(days =>
    {
        var projected = Projection.Roll(days);

        var line = new PlanLineReader(PlanLine.Of(projected));

        Assert.Equal(projected[0].Opening, line.ToQuantity(line.Opening));
        foreach (var day in projected)
        {
            Assert.True(line.Read(out var number));
            Assert.Equal(
                (day.Date.DayNumber, day.Production, day.Sales, day.Closing, day.Safety ?? 0, day.Standard ?? 0),
                (number, line.ToQuantity(line.Production), line.ToQuantity(line.Sales), line.ToQuantity(line.Closing),
                    line.ToQuantity(line.Safety), line.ToQuantity(line.Standard)));
        }
        Assert.False(line.Read(out _));
    }, iter: 300);

    [Fact]
    public void Line_OfAnOrdinaryPlan_TakesAFewBytesADay()
    {
        var days = Projection.Roll([.. Enumerable.Range(0, 60).Select(day => new PlanDay(
            new DateOnly(2026, 1, 1).AddDays(day), day == 0 ? 500 : null, day % 7 == 0 ? 120 : 0, 15 + day % 5, 0, null, 40, 200))]);

        Assert.InRange(PlanLine.Of(days)!.Length, 60, 60 * 3);
        Assert.Null(PlanLine.Of([]));
    }
}
