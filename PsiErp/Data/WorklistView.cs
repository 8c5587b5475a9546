namespace PsiErp.Data;

/// <summary>
/// What the worklist shows, kept under a name: filters, thresholds, order, columns and grouping, for any planning session.
/// </summary>
public sealed class WorklistView
{
    /// <summary>Longest name, in characters.</summary>
    public const int MaxName = 100;

    /// <summary>Longest query, in characters.</summary>
    public const int MaxQuery = 4000;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid OwnerId { get; init; }
    public User? Owner { get; init; }
    public required string Name { get; set; }

    /// <summary>Whether everybody may use it; only its owner and admins change it.</summary>
    public bool IsShared { get; set; }

    /// <summary>The part of the worklist's address behind the question mark.</summary>
    public required string Query { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; set; }
}
