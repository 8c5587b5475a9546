namespace PsiErp.Planning;

/// <summary>Rolls the stock of a series forward (DESIGN: "The projection").</summary>
public static class Projection
{
    /// <summary>
    /// opening(d₀) = reported anchor of d₀, else <paramref name="startingInventory"/>; opening(dᵢ) = closing(dᵢ₋₁);
    /// closing = opening + production − sales + channel move. Later anchors do not break the chain.
    /// </summary>
    /// <param name="days">The days of one series, ascending, each once.</param>
    /// <param name="startingInventory">Opening stock in units where the first day reports none.</param>
    public static ProjectedDay[] Project(ReadOnlySpan<PlanDay> days, decimal startingInventory = 0)
    {
        var projected = Roll(days, startingInventory);
        DaysOfSupply.Fill(projected);
        return projected;
    }

    /// <summary>As <see cref="Project"/>, without days of supply: they look ahead from every day, and cost the most.</summary>
    public static ProjectedDay[] Roll(ReadOnlySpan<PlanDay> days, decimal startingInventory = 0)
    {
        var projected = new ProjectedDay[days.Length];
        var stock = days.Length > 0 ? days[0].Anchor ?? startingInventory : 0;
        for (var i = 0; i < projected.Length; i++)
        {
            ref readonly var day = ref days[i];
            projected[i] = new ProjectedDay
            {
                Date = day.Date,
                Opening = stock,
                Closing = stock += day.Production - day.Sales + day.ChannelMove,
                Production = day.Production,
                Sales = day.Sales,
                ChannelMove = day.ChannelMove,
                Anchor = day.Anchor,
                Reported = day.Reported,
                Safety = day.Safety,
                Standard = day.Standard,
            };
        }
        return projected;
    }
}
