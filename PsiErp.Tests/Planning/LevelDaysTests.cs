using CsCheck;
using PsiErp.Planning;

namespace PsiErp.Tests.Planning;

/// <summary>Levels that follow from sales where the source reports none.</summary>
public sealed class LevelDaysTests
{
    private static readonly Gen<LevelDays> Levels = Gen.Select(
        Gen.Int[-1, 60].Select(days => days < 0 ? (decimal?)null : days / 4m),
        Gen.Int[-1, 60].Select(days => days < 0 ? (decimal?)null : days / 4m), (safety, standard) => new LevelDays(safety, standard));

    [Fact]
    public void Fill_ASeriesWithAGap_CountsEveryDayOfTheCalendar()
    {
        PlanDay[] days = [Plans.Day(0, sales: 6), Plans.Day(1, sales: -4, safety: 1), Plans.Day(5, sales: 3, standard: 2)];

        new LevelDays(4, 10).Fill(days);

        // 9 sold in 6 days; what comes back does not make less needed
        Assert.Equal([6, 1, 6], days.Select(day => day.Safety));
        Assert.Equal([15, 15, 2], days.Select(day => day.Standard));
        Assert.Equal(
            [DerivedLevels.Safety | DerivedLevels.Standard, DerivedLevels.Standard, DerivedLevels.Safety], days.Select(day => day.Derived));
    }

    [Fact]
    public void Overlay_WithLevels_ChangesBlankLevelsOnly() => Gen.Select(Plans.Imported, Plans.Edits, Levels).Sample(
        (days, edits, levels) =>
    {
        var plain = PlanDay.Overlay(days, edits).ToArray();
        var filled = PlanDay.Overlay(days, edits, levels).ToArray();
        var average = LevelDays.AverageSales(plain);
        for (var i = 0; i < plain.Length; i++)
        {
            var expected = plain[i] with
            {
                Safety = plain[i].Safety ?? Level(levels.Safety),
                Standard = plain[i].Standard ?? Level(levels.Standard),
                Derived = (plain[i].Safety is null && levels.Safety is not null ? DerivedLevels.Safety : 0)
                    | (plain[i].Standard is null && levels.Standard is not null ? DerivedLevels.Standard : 0),
            };
            Assert.Equal(expected, filled[i]);
        }

        decimal? Level(decimal? of) => of is { } known ? Math.Round(average * known, 6) : null;
    });

    [Fact]
    public void Fill_Twice_ChangesNothingMore() => Gen.Select(Plans.Imported, Levels).Sample((days, levels) =>
    {
        var once = PlanDay.Overlay(days, [], levels).ToArray();
        PlanDay[] twice = [.. once];
        levels.Fill(twice);
        Assert.Equal(once, twice);
    });

    [Fact]
    public void Fill_FewerDaysOfStock_NeverAsksForMore() => Gen.Select(Plans.Imported, Levels).Sample((days, levels) =>
    {
        var full = PlanDay.Overlay(days, [], levels).ToArray();
        var half = PlanDay.Overlay(days, [], new LevelDays(levels.Safety / 2, levels.Standard / 2)).ToArray();
        Assert.All(full.Zip(half), pair => Assert.False(
            pair.Second.Safety > pair.First.Safety || pair.Second.Standard > pair.First.Standard));
    });
}
