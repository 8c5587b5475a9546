using PsiErp.Planning;

namespace PsiErp.Tests.Planning;

/// <summary>What moves between the channels of a warehouse could cover.</summary>
public class ChannelCoverTests
{
    private static readonly DateOnly Today = new(2026, 12, 1);

    [Fact]
    public void Of_AnotherChannelHasPlenty_CoversAllThatIsMissing()
    {
        var cover = Assert.Single(Cover(new(), ("EC", [0, 5, -4, -9.5m], 0), ("shop", [50, 50, 50, 50], 20)));

        Assert.Equal(("EC", Today.AddDays(2), 9.5m, CoverEnd.Whole), (cover.Channel, cover.StockOut, cover.Missing, cover.End));
        Assert.Equal([new CoverMove("shop", 10)], cover.Moves);
        Assert.Equal((Today.AddDays(3), false), (cover.CoveredUntil, cover.IsLate));
    }

    [Fact]
    public void Of_TheOthersHaveTooLittle_CoversAsLongAsItLasts()
    {
        var cover = Assert.Single(Cover(new(), ("EC", [5, 5, -4, -9], 0), ("shop", [50, 50, 25.5m, 90], 20)));

        Assert.Equal((CoverEnd.UsedUp, Today.AddDays(2)), (cover.End, cover.CoveredUntil));
        Assert.Equal([new CoverMove("shop", 5)], cover.Moves);
    }

    [Fact]
    public void Of_ItRunsOutBeforeAnythingCouldBeThere_SaysSo()
    {
        var cover = Assert.Single(Cover(new() { LeadTimeDays = 3 }, ("EC", [1, -4, -4, -4], 0), ("shop", [50, 50, 50, 50], 0)));

        Assert.True(cover.IsLate);
        Assert.Equal((Today.AddDays(3), Today.AddDays(3)), (cover.ArrivesOn, cover.CoveredUntil));
    }

    [Fact]
    public void Of_MovesWouldBeTooSmall_OrThereIsNothing()
    {
        (string, decimal[], decimal) ec = ("EC", [1, 1, -4], 0);

        Assert.Equal(CoverEnd.TooLittle, Assert.Single(Cover(new() { MinMoveQty = 6 }, ec, ("shop", [5, 5, 5], 0))).End);
        Assert.Equal(CoverEnd.NothingToMove, Assert.Single(Cover(new(), ec, ("shop", [5, 5, 5], 5))).End);
        Assert.Null(Assert.Single(Cover(new(), ec)).CoveredUntil);
        Assert.Empty(Cover(new(), ("shop", [5, 5, 5], 9)));
    }

    [Fact]
    public void Of_TwoRunOut_ThePriorityIsHelpedFirst()
    {
        var covers = Cover(new() { PriorityChannels = ["B2B"] },
            ("EC", [5, 5, -10], 0), ("B2B", [5, 5, 5, -8], 0), ("shop", [10, 10, 10, 10], 0));

        Assert.Equal(["B2B", "EC"], covers.Select(cover => cover.Channel));
        Assert.Equal([8m, 2m], covers.Select(cover => cover.Moves[0].Qty));
    }

    private static IReadOnlyList<ChannelCover> Cover(
        CoverSettings settings, params (string Name, decimal[] Stock, decimal Safety)[] channels)
    {
        var days = channels.Select(channel => new ChannelDays(channel.Name, DaysOf(channel.Stock, channel.Safety)));
        return ChannelCover.Of([.. days], Today, settings);
    }

    /// <summary>Days that end with these stocks.</summary>
    private static ProjectedDay[] DaysOf(decimal[] stock, decimal safety)
    {
        var plan = new PlanDay[stock.Length];
        for (var i = 0; i < stock.Length; i++)
        {
            var flow = i == 0 ? 0 : stock[i] - stock[i - 1];
            plan[i] = new PlanDay(Today.AddDays(i), i == 0 ? stock[0] : null, Math.Max(flow, 0), Math.Max(-flow, 0), 0, null, safety, null);
        }
        return Projection.Roll(plan);
    }
}
