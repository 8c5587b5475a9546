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

    /// <summary>When its summaries were last made anew because products have other levels: nobody has changed the session itself.</summary>
    public DateTimeOffset? LevelsAt { get; set; }

    /// <summary>The version of its base data that is the plan; see <see cref="BaseVersion"/>.</summary>
    public int Version { get; set; } = BaseData.FirstVersion;

    /// <summary>The day up to which its stock figures are counted facts (基準日); after it the plan rolls on. Null for none.</summary>
    public DateOnly? AsOf { get; set; }

    /// <summary>What its plan rests on.</summary>
    public PlanBase RestsOn => new(Version, AsOf);

    /// <summary>When it was deleted; null while it is there. Queries leave deleted sessions out unless they ask for them.</summary>
    public DateTimeOffset? DeletedAt { get; set; }

    /// <summary>The name of who deleted it.</summary>
    public string? DeletedBy { get; set; }

    /// <summary>Whether its plan has gone for good, so that only its edit log is left.</summary>
    public bool IsRemoved { get; set; }

    /// <summary>Notes who changed the session or its plan last.</summary>
    public void Touch(Guid userId, DateTimeOffset now) => (UpdatedBy, UpdatedAt) = (userId, now);
}

/// <summary>What a plan rests on.</summary>
/// <param name="Version">The version of the base data.</param>
/// <param name="AsOf">The day up to which stock figures are counted facts; null for none.</param>
public readonly record struct PlanBase(int Version, DateOnly? AsOf);
