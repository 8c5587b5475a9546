namespace PsiErp.Data;

/// <summary>
/// What somebody noted at cells of a plan: a row of the grid and some of its days. A note on several rows has as many of these, which
/// share <see cref="NoteId"/>. It names its series by their keys, so that it stays with them through imports.
/// </summary>
public sealed class Comment
{
    /// <summary>Longest text, in characters.</summary>
    public const int MaxText = 1000;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid SessionId { get; init; }

    /// <summary>The note; of a copy of the session the same.</summary>
    public required Guid NoteId { get; init; }

    public required DateTimeOffset At { get; init; }
    public Guid? UserId { get; init; }

    /// <summary>Who wrote it, as text, so that it stays readable when the user is gone.</summary>
    public string? Username { get; init; }

    public required string SkuCode { get; init; }
    public required string WarehouseName { get; init; }
    public required string Channel { get; init; }

    /// <summary>The row, by its name among the metrics.</summary>
    public required string Metric { get; init; }

    /// <summary>The first of its days.</summary>
    public required DateOnly FromDate { get; init; }

    /// <summary>The last of its days.</summary>
    public required DateOnly ToDate { get; init; }

    public required string Text { get; init; }
}
