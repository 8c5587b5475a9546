using PsiErp.Data;

namespace PsiErp.Prototype;

/// <summary>An override of the prototype, with the id that it gets.</summary>
internal sealed record OldEdit
{
    public required Guid Id { get; init; }
    public required SeriesKey Series { get; init; }
    public required DateOnly Date { get; init; }
    public decimal? InboundQty { get; init; }
    public decimal? OutboundQty { get; init; }
    public decimal? SafetyStock { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }
    public Guid? CreatedBy { get; init; }
    public Guid? UpdatedBy { get; init; }
}
