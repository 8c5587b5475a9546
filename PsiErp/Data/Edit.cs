using PsiErp.Planning;

namespace PsiErp.Data;

/// <summary>A planner's override of a day. Null is "as imported"; a row with three nulls does not exist.</summary>
public sealed class Edit
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid SessionId { get; init; }
    public required int SeriesNo { get; init; }
    public Series? Series { get; init; }
    public required DateOnly Date { get; init; }
    public decimal? InboundQty { get; set; }
    public decimal? OutboundQty { get; set; }
    public decimal? SafetyStock { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; set; }
    public Guid? CreatedBy { get; init; }
    public Guid? UpdatedBy { get; set; }

    /// <summary>The override as the projection takes it.</summary>
    public DayEdit ToDayEdit() => new(Date, InboundQty, OutboundQty, SafetyStock);

    /// <summary>Takes an override over, with who made it and when.</summary>
    public void Set(in DayEdit edit, Guid by, DateTimeOffset now)
    {
        (InboundQty, OutboundQty, SafetyStock) = (edit.Production, edit.Sales, edit.Safety);
        (UpdatedBy, UpdatedAt) = (by, now);
    }
}
