namespace PsiErp.Data;

/// <summary>
/// The ranks of a series before and after a change set. It names the series by its keys, since numbers change with imports.
/// </summary>
public sealed class RankChange
{
    public required Guid ChangeSetId { get; init; }
    public required Guid SessionId { get; init; }
    public required string SkuCode { get; init; }
    public required string WarehouseName { get; init; }
    public required string Channel { get; init; }
    public string? FwBefore { get; init; }
    public string? FwAfter { get; init; }
    public string? SsBefore { get; init; }
    public string? SsAfter { get; init; }
}
