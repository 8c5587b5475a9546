using PsiErp.Planning;

namespace PsiErp.Plan;

/// <summary>Reads what the stored lines of series say, without their days.</summary>
internal static class PlanLines
{
    /// <summary>Closing stock and standard of a series on a day: of the last day up to it; null before the first.</summary>
    public static (decimal Stock, decimal Standard)? On(DateOnly day, byte[]? stored)
    {
        if (stored is null) return null;
        var line = new PlanLineReader(stored);
        (long Stock, long Standard)? level = null;
        while (line.Read(out var number) && number <= day.DayNumber) level = (line.Closing, line.Standard);
        return level is { } found ? (line.ToQuantity(found.Stock), line.ToQuantity(found.Standard)) : null;
    }
}
