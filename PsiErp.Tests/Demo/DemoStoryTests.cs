using PsiErp.Demo;
using PsiErp.Files;

namespace PsiErp.Tests.Demo;

/// <summary>What the help walks through is to be seen on whatever weekday the demo is loaded.</summary>
public sealed class DemoStoryTests
{
    private static readonly DateOnly Sunday = new(2026, 11, 29);

    public static TheoryData<DayOfWeek> Weekdays => [.. Enum.GetValues<DayOfWeek>()];

    [Theory]
    [MemberData(nameof(Weekdays))]
    public void Promotion_EmptiesOneSeriesOfItsSku_AndTheEntryOfTheHelpMendsIt(DayOfWeek begin)
    {
        var today = Sunday.AddDays((int)begin);
        var series = new DemoExtract(today).Today().Where(line => line.SkuCode == DemoStory.Promotion.Sku)
            .GroupBy(line => (line.WarehouseName, line.Channel)).ToDictionary(lines => lines.Key, lines => Closings(today, lines).ToList());

        var runsOut = Assert.Single(series, one => one.Value.Any(day => day.Closing < 0));

        Assert.Equal((DemoStory.Promotion.Warehouse, DemoStory.Promotion.Channel), runsOut.Key);
        var first = runsOut.Value.First(day => day.Closing < 0).Date;
        Assert.InRange(first.DayNumber - today.DayNumber, 5, 12);
        // "to a day before the stock-out, and type +800"
        Assert.All(runsOut.Value.Where(day => day.Date >= first), day => Assert.True(day.Closing + 800 >= 0, $"{day.Date}: {day.Closing}"));
    }

    /// <summary>Stock as it is planned from the demo's day on.</summary>
    private static IEnumerable<(DateOnly Date, decimal Closing)> Closings(DateOnly today, IEnumerable<WidePlanLine> lines)
    {
        var stock = 0m;
        foreach (var line in lines.Where(line => line.Date >= today))
        {
            stock = (line.StockAtAnchor ?? stock) + (line.InboundQty ?? 0) - (line.OutboundQty ?? 0);
            yield return (line.Date, stock);
        }
    }
}
