namespace PsiErp.Planning;

/// <summary>Up to which level production is proposed.</summary>
public enum ProductionAim
{
    /// <summary>As much as keeps stock at the safety level for the days that are covered at once.</summary>
    Safety,

    /// <summary>At least up to the standard stock, whenever stock would go under the safety level.</summary>
    Standard,
}

/// <summary>How a SKU is produced.</summary>
/// <param name="Today">The day on which it is ordered.</param>
/// <param name="IsWorking">Whether somebody works on a day.</param>
/// <param name="LeadTimeDays">Working days from the order to the stock.</param>
/// <param name="Minimum">The least that is produced at a time, in units.</param>
/// <param name="Lot">What is produced is a multiple of it.</param>
/// <param name="Aim">Up to which level.</param>
/// <param name="CoverDays">Calendar days that one production is to last for at least, so that there is not one every day.</param>
public sealed record ProductionTerms(
    DateOnly Today, Func<DateOnly, bool> IsWorking, int LeadTimeDays = 0, decimal Minimum = 0, decimal Lot = 1,
    ProductionAim Aim = ProductionAim.Safety, int CoverDays = 7)
{
    /// <summary>Days after which no working day is looked for any more.</summary>
    private const int FarAhead = 3660;

    /// <summary>The first day on which something that is ordered today can be in stock; null when nobody works for years.</summary>
    public DateOnly? Earliest { get; } = EarliestOf(Today, IsWorking, LeadTimeDays);

    /// <summary>The least that is produced for what is lacking: not under the minimum, in whole lots.</summary>
    public decimal QuantityFor(decimal lacking)
    {
        var lot = Lot > 0 ? Lot : 1;
        return decimal.Ceiling(Math.Max(Minimum, lacking) / lot) * lot;
    }

    /// <summary>The last working day that is not after another one; null when there is none from the earliest on.</summary>
    public DateOnly? LastBefore(DateOnly day)
    {
        for (; day >= Earliest; day = day.AddDays(-1))
        {
            if (IsWorking(day)) return day;
        }
        return null;
    }

    private static DateOnly? EarliestOf(DateOnly today, Func<DateOnly, bool> isWorking, int leadTime)
    {
        var (left, day) = (leadTime, today);
        for (var i = 0; i < FarAhead; i++, day = day.AddDays(1))
        {
            // Today is no day of the lead time: it begins when the order is placed
            if (!isWorking(day) || (leadTime > 0 && day == today)) continue;
            if (--left <= 0) return day;
        }
        return null;
    }
}
