using CsCheck;
using PsiErp.Planning;
using static PsiErp.Tests.Planning.Plans;

namespace PsiErp.Tests.Planning;

/// <summary>Up to the as-of date what was counted holds; after it the plan rolls on.</summary>
public class AsOfTests
{
    private static readonly Gen<(PlanDay[] Days, DateOnly AsOf)> Counted =
        from imported in Imported
        from edits in Plans.Edits
        from day in Gen.Int[-5, 130]
        select (PlanDay.Overlay(imported, edits).ToArray(), FirstDay.AddDays(day));

    [Fact]
    public void Roll_CountsUpToTheAsOfDate_WinOverTheChain()
    {
        var days = RolledAsOf(FirstDay.AddDays(2),
            Day(0, sales: 10, anchor: 100), Day(1, sales: 10, anchor: 85), Day(2, sales: 5) with { Reported = 71 },
            Day(3, sales: 20, anchor: 99));

        Assert.Equal([100m, 85m, 75m, 71m], days.Select(day => day.Opening));
        Assert.Equal([90m, 75m, 71m, 51m], days.Select(day => day.Closing));
        Assert.Equal([0m, -5m, 1m, 0m], days.Select(day => day.Adjustment));
        Assert.Equal([true, true, true, false], days.Select(day => day.IsFact));
        Assert.Equal([false, false, false, true], days.Select(day => day.CountDiffers));
    }

    [Fact]
    public void Roll_StockOutThatWas_CallsForNothing()
    {
        var days = RolledAsOf(FirstDay.AddDays(1),
            Day(0, sales: 5, anchor: 0), Day(1, production: 9), Day(2, sales: 1, safety: 4), Day(3, sales: 9));

        var summary = SeriesSummary.Of(days);

        Assert.Equal(Alert.None, days[0].Alert);
        Assert.Equal((FirstDay.AddDays(3), FirstDay.AddDays(2)), (summary.StockOutDate, summary.ShortageDate));
        Assert.Equal((-6m, FirstDay.AddDays(3)), (summary.LowestStock, summary.LowestDate));
        Assert.Equal((9m, 15m, 4), (summary.TotalProduction, summary.TotalSales, summary.Days));
        // 3 are left after the first day of the plan, a third of what the next one sells
        Assert.Equal(0.333333m, summary.DaysOfSupply);
    }

    [Fact]
    public void Summary_EverythingWasCounted_TellsTheLastDay()
    {
        var summary = SeriesSummary.Of(RolledAsOf(FirstDay.AddDays(9), Day(0, sales: 5, anchor: 3), Day(1, production: 4)));

        Assert.Equal((2m, FirstDay.AddDays(1)), (summary.LowestStock, summary.LowestDate));
        Assert.Equal((null, 0m, true), (summary.StockOutDate, summary.DaysOfSupply, summary.DaysOfSupplyBeyond));
    }

    [Fact]
    public void Bucket_OfFactsAndPlan_CallsForWhatItsPlanDoes()
    {
        var days = RolledAsOf(FirstDay, Day(0, sales: 5, anchor: 1), Day(1, production: 9), Day(2, sales: 6));

        var week = Assert.Single(Buckets.Gather(days, Bucket.Week));

        Assert.Equal((Alert.StockOut, FirstDay.AddDays(2)), (week.Worst!.Value.Alert, week.Worst.Value.Date));
    }

    [Fact]
    public void Roll_AnyPlan_LastClosingIsTheFirstOpeningWithFlowsAndAdjustments() => Counted.Sample(plan =>
    {
        if (plan.Days.Length == 0) return true;
        var days = RolledAsOf(plan.AsOf, plan.Days);
        return days[^1].Closing == days[0].Opening + days.Sum(day => day.NetFlow + day.Adjustment);
    });

    [Fact]
    public void Roll_AnyPlan_CountsAreFactsUpToTheAsOfDate_AndNothingElseIsAfterIt() => Counted.Sample(plan =>
        RolledAsOf(plan.AsOf, plan.Days).All(day => day.IsFact
            ? day.Date <= plan.AsOf && day.Opening == (day.Anchor ?? day.Opening) && day.Closing == (day.Reported ?? day.Closing)
            : day.Date > plan.AsOf && day.Adjustment == 0 && day.Closing == day.Opening + day.NetFlow));

    [Fact]
    public void Roll_AsOfBeforeTheFirstDay_ChangesNothing() => Counted.Sample(plan =>
        RolledAsOf(FirstDay.AddDays(-100), plan.Days).SequenceEqual(Rolled(plan.Days)));

    [Fact]
    public void Totals_OfAnySeries_AddAdjustmentsUp() => Counted.Array[1, 4].Sample(plans =>
    {
        var asOf = plans[0].AsOf;
        var series = plans.Where(plan => plan.Days.Length > 0).Select(plan => RolledAsOf(asOf, plan.Days)).ToArray();
        var total = Totals.Sum(series);
        return total.Sum(day => day.Adjustment) == series.Sum(days => days.Sum(day => day.Adjustment))
            && total.All(day => day.IsFact == day.Date <= asOf);
    });

    [Fact]
    public void Line_OfAnyPlan_KeepsWhatWasCounted() => Counted.Sample(plan =>
    {
        if (plan.Days.Length == 0) return true;
        var days = RolledAsOf(plan.AsOf, plan.Days);
        var line = new PlanLineReader(PlanLine.Of(days)!);
        foreach (var day in days)
        {
            if (!line.Read(out var number) || number != day.Date.DayNumber || line.ToQuantity(line.Closing) != day.Closing) return false;
        }
        return true;
    });
}
