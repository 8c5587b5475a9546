namespace PsiErp.Planning;

/// <summary>What a day's figures call for, the gravest first.</summary>
public enum Alert
{
    None,

    /// <summary>Closing stock under zero.</summary>
    StockOut,

    /// <summary>Closing stock under safety stock.</summary>
    Shortage,

    /// <summary>Closing stock over one and a half times the standard.</summary>
    Over,
}

/// <summary>How long stock lasts, in days; <see cref="Beyond"/> when it outlasts the horizon ("&gt; n").</summary>
public readonly record struct Coverage(decimal Days, bool Beyond);

/// <summary>A day, week or month of the plan, rolled forward. Quantities in units.</summary>
public readonly record struct ProjectedDay
{
    /// <summary>The day; of a bucket its first day.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>
    /// Whether the day is not after the session's as-of date: it tells what was, not what is planned, and calls for nothing.
    /// </summary>
    public bool IsFact { get; init; }

    /// <summary>Stock before the day's flows.</summary>
    public required decimal Opening { get; init; }

    public required decimal Production { get; init; }
    public required decimal Sales { get; init; }
    public required decimal ChannelMove { get; init; }

    /// <summary>
    /// Count differences (棚卸差異): by how much counted stock is more than what was there before the day and its flows explain. Zero
    /// after the as-of date.
    /// </summary>
    public decimal Adjustment { get; init; }

    /// <summary>Stock before the day as the source counted it; the chain may say something else.</summary>
    public decimal? Anchor { get; init; }

    /// <summary>Stock after the day as the source reported it.</summary>
    public decimal? Reported { get; init; }

    /// <summary>Whether the stock before the day was counted, and is not what the plan says.</summary>
    public bool CountDiffers => Anchor is { } counted && counted != Opening;

    public decimal? Safety { get; init; }
    public decimal? Standard { get; init; }

    /// <summary>Which of the two follow from sales; see <see cref="LevelDays"/>.</summary>
    public DerivedLevels Derived { get; init; }

    /// <summary>How many following days' sales the closing stock covers; null where it was not asked for.</summary>
    public Coverage? Supply { get; init; }

    /// <summary>The figure that a planner's override of a field would replace.</summary>
    public decimal? this[EditField field] => field switch
    {
        EditField.InboundQty => Production,
        EditField.OutboundQty => Sales,
        _ => Safety,
    };

    /// <summary>Production − sales + channel move.</summary>
    public decimal NetFlow => Production - Sales + ChannelMove;

    /// <summary>Stock after the day's flows: opening + net flow, or as it was counted up to the as-of date.</summary>
    public required decimal Closing { get; init; }

    /// <summary>What may be moved elsewhere without going under safety stock.</summary>
    public decimal Movable => Closing - (Safety ?? 0);

    /// <summary>Opening − standard; null without a standard.</summary>
    public decimal? Gap => Opening - Standard;

    /// <summary>Closing ÷ sales of the day, to 6 decimals; null when nothing is sold.</summary>
    public decimal? InventoryDays => Sales > 0 ? Quantity.Normalize(Math.Round(Closing / Sales, Quantity.Decimals)) : null;

    /// <summary>Of a week or month, the gravest of its days: stock that runs out on a Tuesday is not mended by Sunday.</summary>
    public FirstAlert? Worst { get; init; }

    public Alert Alert =>
        Worst is { } worst ? worst.Alert
        : IsFact ? Alert.None
        : Closing < 0 ? Alert.StockOut
        : Closing < Safety ? Alert.Shortage
        : Standard > 0 && Closing > 1.5m * Standard ? Alert.Over
        : Alert.None;
}
