namespace PsiErp.Data;

/// <summary>The imported values of a series on a day. Null is what the source left blank.</summary>
/// <remarks>
/// No foreign key to the series: checking it would cost more than loading the row. Series rows are deleted only
/// together with their days, under the session's lock.
/// </remarks>
public sealed class BaseRow
{
    public required Guid SessionId { get; init; }

    /// <summary>The version of the session's base data; only <see cref="PlanningSession.Version"/> is the plan.</summary>
    public required int Version { get; init; }

    public required int SeriesNo { get; init; }
    public required DateOnly Date { get; init; }
    public decimal? StockAtAnchor { get; init; }
    public decimal? InboundQty { get; init; }
    public decimal? OutboundQty { get; init; }

    /// <summary>The closing stock that the source reported.</summary>
    public decimal? StockClosing { get; init; }

    public decimal? SafetyStock { get; init; }
    public decimal? Stdstock { get; init; }

    /// <summary>True when the row is not of the version's file, but carried on from the version before; else null.</summary>
    public bool? IsCarried { get; init; }
}
