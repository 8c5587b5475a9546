namespace PsiErp.Data;

/// <summary>The days on which nobody works.</summary>
public sealed class WorkCalendar
{
    public required string Name { get; init; }

    /// <summary>The weekdays, a bit each: 1 for Sunday, 2 for Monday, … 64 for Saturday.</summary>
    public int NonWorkingWeekdays { get; set; }

    public List<NonWorkingDate> Dates { get; } = [];
    public required DateTimeOffset UpdatedAt { get; set; }

    /// <summary>Whether a day of the week is one of them.</summary>
    public bool IsNonWorking(DayOfWeek day) => (NonWorkingWeekdays & Bit(day)) != 0;

    /// <summary>The bits of weekdays.</summary>
    public static int BitsOf(IEnumerable<DayOfWeek> days) => days.Aggregate(0, (bits, day) => bits | Bit(day));

    private static int Bit(DayOfWeek day) => 1 << (int)day;
}

/// <summary>A day of a calendar on which nobody works, whatever weekday it is.</summary>
public sealed class NonWorkingDate
{
    public required string CalendarName { get; init; }
    public required DateOnly Date { get; init; }

    /// <summary>Which holiday it is.</summary>
    public string? Title { get; set; }
}
