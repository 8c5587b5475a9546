namespace PsiErp.Data;

/// <summary>
/// Something that happened to an account, to a planning session or to master data; only ever appended. People, sessions and
/// records are named as text, so that it stays readable when they are gone.
/// </summary>
public sealed class AuditEntry
{
    public long Id { get; init; }
    public required DateTimeOffset At { get; init; }
    public required AuditKind Kind { get; init; }

    /// <summary>Who did it; null when that is not known.</summary>
    public string? Actor { get; init; }

    /// <summary>
    /// Whose account it was done to, the title of the session, or the table and key of the master data; null when there is no
    /// account of the name that was given.
    /// </summary>
    public string? Subject { get; init; }

    /// <summary>The client's address; null for what was done on the command line.</summary>
    public string? Address { get; init; }

    public AuditDetail? Detail { get; init; }

    /// <summary>The planning session that it was done to, which may be gone.</summary>
    public Guid? SessionId { get; init; }

    /// <summary>Counts and names that belong to it: a JSON object, null when there are none.</summary>
    public string? Facts { get; init; }

    /// <summary>What master data was before, as JSON; null when it is new.</summary>
    public string? Before { get; init; }

    /// <summary>What it is now, as JSON; null when it is gone.</summary>
    public string? After { get; init; }
}
