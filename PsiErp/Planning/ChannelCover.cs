namespace PsiErp.Planning;

/// <summary>What a report about moves between the channels of a warehouse assumes.</summary>
public sealed record CoverSettings
{
    /// <summary>Days until what is decided today has arrived.</summary>
    public int LeadTimeDays { get; init; } = 2;

    /// <summary>Days of its own sales that a channel keeps above its safety stock.</summary>
    public int SafetyBufferDays { get; init; }

    /// <summary>Units that a move has at least.</summary>
    public decimal MinMoveQty { get; init; }

    /// <summary>Days from a stock-out on that are to be covered.</summary>
    public int TargetDaysAhead { get; init; } = 14;

    /// <summary>Channels that are helped first, in this order.</summary>
    public IReadOnlyList<string> PriorityChannels { get; init; } = [];
}

/// <summary>The projected days of a channel, ascending.</summary>
public sealed record ChannelDays(string Channel, ProjectedDay[] Days);

/// <summary>Why moves between channels do no more.</summary>
public enum CoverEnd
{
    /// <summary>They cover all that is missing.</summary>
    Whole,

    /// <summary>No channel has anything that it could give.</summary>
    NothingToMove,

    /// <summary>What the channels could give is less than a move has at least.</summary>
    TooLittle,

    /// <summary>All that the channels could give is given.</summary>
    UsedUp,
}

/// <summary>Units that another channel could give.</summary>
public sealed record CoverMove(string From, decimal Qty);

/// <summary>A channel that runs out, and what moves within its warehouse could do.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="StockOut">The first day that it is out, from today on.</param>
/// <param name="Missing">Units that it lacks at worst in the days that are to be covered.</param>
/// <param name="Moves">What the other channels could give.</param>
/// <param name="ArrivesOn">When that could be there.</param>
/// <param name="CoveredUntil">The last day on which the channel is not out then; null when it still is on the first.</param>
/// <param name="End">Why no more.</param>
public sealed record ChannelCover(
    string Channel, DateOnly StockOut, decimal Missing, IReadOnlyList<CoverMove> Moves, DateOnly ArrivesOn, DateOnly? CoveredUntil,
    CoverEnd End)
{
    /// <summary>Whether the channel is out before anything could be there.</summary>
    public bool IsLate => ArrivesOn > StockOut;

    /// <summary>The channels of one warehouse that run out, those that are helped first at the front.</summary>
    /// <param name="channels">All channels of the warehouse.</param>
    /// <param name="today">The day on which moves are decided.</param>
    /// <param name="settings">What is assumed.</param>
    public static IReadOnlyList<ChannelCover> Of(IReadOnlyList<ChannelDays> channels, DateOnly today, CoverSettings settings)
    {
        var arrives = today.AddDays(settings.LeadTimeDays);
        var empty = channels.Select(channel => (Channel: channel, StockOut: StockOutOf(channel, today)))
            .Where(one => one.StockOut is not null)
            .OrderBy(one => PriorityOf(one.Channel.Channel, settings)).ThenBy(one => one.StockOut)
            .ThenBy(one => one.Channel.Channel, StringComparer.Ordinal).ToList();
        var free = channels.Except(empty.Select(one => one.Channel))
            .ToDictionary(channel => channel.Channel, channel => FreeOf(channel, arrives, settings));
        return [.. empty.Select(one => Cover(one.Channel, one.StockOut!.Value, arrives, free, settings))];
    }

    private static ChannelCover Cover(
        ChannelDays channel, DateOnly stockOut, DateOnly arrives, Dictionary<string, decimal> free, CoverSettings settings)
    {
        var last = stockOut.AddDays(settings.TargetDaysAhead);
        var missing = channel.Days.Where(day => day.Date >= stockOut && day.Date <= last).Max(day => -day.Closing);
        var (moves, given, tooLittle) = (new List<CoverMove>(), 0m, false);
        foreach (var (donor, units) in free.OrderByDescending(donor => donor.Value).ThenBy(donor => donor.Key, StringComparer.Ordinal))
        {
            var quantity = Math.Min(units, Math.Ceiling(missing - given));
            if (quantity <= 0) continue;
            if (quantity < settings.MinMoveQty)
            {
                tooLittle = true;
                continue;
            }
            moves.Add(new CoverMove(donor, quantity));
            given += quantity;
            free[donor] -= quantity;
        }
        var end = given >= missing ? CoverEnd.Whole
            : moves.Count > 0 ? CoverEnd.UsedUp
            : tooLittle ? CoverEnd.TooLittle
            : CoverEnd.NothingToMove;
        return new ChannelCover(
            channel.Channel, stockOut, missing, moves, arrives, CoveredUntilOf(channel, stockOut, arrives, last, given), end);
    }

    private static DateOnly? CoveredUntilOf(ChannelDays channel, DateOnly stockOut, DateOnly arrives, DateOnly last, decimal given)
    {
        var from = arrives > stockOut ? arrives : stockOut;
        DateOnly? until = null;
        foreach (var day in channel.Days.Where(day => day.Date >= from && day.Date <= last))
        {
            if (given == 0 || day.Closing + given < 0) break;
            until = day.Date;
        }
        return until;
    }

    private static DateOnly? StockOutOf(ChannelDays channel, DateOnly today)
    {
        foreach (var day in channel.Days)
        {
            if (day.Date >= today && day.Closing < 0) return day.Date;
        }
        return null;
    }

    /// <summary>Whole units that leave the channel above its safety stock and buffer on every day to come.</summary>
    private static decimal FreeOf(ChannelDays channel, DateOnly from, CoverSettings settings)
    {
        // The stock of a day without a row is that of the day before
        var days = channel.Days.Skip(Math.Max(0, Array.FindLastIndex(channel.Days, day => day.Date <= from))).ToList();
        if (days.Count == 0) return 0;
        var buffer = settings.SafetyBufferDays * days.Average(day => day.Sales);
        return Math.Max(0, Math.Floor(days.Min(day => day.Movable) - buffer));
    }

    private static int PriorityOf(string channel, CoverSettings settings)
    {
        for (var i = 0; i < settings.PriorityChannels.Count; i++)
        {
            if (settings.PriorityChannels[i] == channel) return i;
        }
        return int.MaxValue;
    }
}
