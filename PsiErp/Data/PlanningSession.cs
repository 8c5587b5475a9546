namespace PsiErp.Data;

/// <summary>One version of the plan, with its own data. At most one is the leader, the official plan.</summary>
public sealed class PlanningSession
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string Title { get; set; }
    public string? Description { get; set; }
    public bool IsLeader { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; set; }
    public Guid? CreatedBy { get; init; }
    public User? Creator { get; init; }
    public Guid? UpdatedBy { get; set; }
    public User? Updater { get; init; }

    /// <summary>The <see cref="Planning.SeriesSummary.Rules"/> that the stored summaries of its series were made by.</summary>
    public int SummaryRules { get; set; }

    /// <summary>Notes who changed the session or its plan last.</summary>
    public void Touch(Guid userId, DateTimeOffset now) => (UpdatedBy, UpdatedAt) = (userId, now);
}
