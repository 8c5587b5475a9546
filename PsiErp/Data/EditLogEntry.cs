namespace PsiErp.Data;

/// <summary>
/// One changed value of one cell; only ever appended. It carries the keys and the user's name as text, so that it
/// stays readable when the series or the user is gone.
/// </summary>
public sealed class EditLogEntry
{
    public long Id { get; init; }
    public required Guid SessionId { get; init; }

    /// <summary>The change that it is a part of.</summary>
    public Guid? ChangeSetId { get; init; }

    public required DateTimeOffset At { get; init; }
    public Guid? UserId { get; init; }
    public string? Username { get; init; }
    public required string SkuCode { get; init; }
    public required string WarehouseName { get; init; }
    public required string Channel { get; init; }
    public required DateOnly Date { get; init; }

    /// <summary>
    /// <c>inbound_qty</c>, <c>outbound_qty</c> or <c>safety_stock</c>; or <c>channel_move</c>, whose values are what arrives less what
    /// leaves.
    /// </summary>
    public required string Field { get; init; }

    /// <summary>The override before; null when the imported value held.</summary>
    public decimal? OldValue { get; init; }

    /// <summary>The override after; null when the imported value holds again.</summary>
    public decimal? NewValue { get; init; }
}
