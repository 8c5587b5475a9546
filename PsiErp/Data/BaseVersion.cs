namespace PsiErp.Data;

/// <summary>
/// A version of a session's base data, and the import that made it. Exactly one is current: the session's row names it. The first
/// one has no file: it is what the session had before its first import.
/// </summary>
public sealed class BaseVersion
{
    /// <summary>The import's id.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required Guid SessionId { get; init; }

    /// <summary>Number of the version within its session, ascending.</summary>
    public required int Version { get; init; }

    /// <summary>The version that it was compared with, whose rows it carries on; undoing the import leads back to it.</summary>
    public int? Before { get; set; }

    public required BaseVersionStatus Status { get; set; }

    /// <summary>Whether it can become the plan again. Old versions can't.</summary>
    public bool IsKept { get; set; } = true;

    /// <summary>Whether its rows are there still; those of versions that are not kept go.</summary>
    public bool HasRows { get; set; } = true;

    /// <summary>The name of the file; null for the first version.</summary>
    public string? FileName { get; init; }

    /// <summary><c>merge</c>, <c>replace-dates</c> or <c>replace-all</c>; null for the first version.</summary>
    public string? Mode { get; set; }

    /// <summary>What the file was read as.</summary>
    public string? Encoding { get; set; }

    /// <summary>The quantities and descriptions that the file has columns for, comma separated: the others stay as they were.</summary>
    public string? Columns { get; set; }

    /// <summary>What there was to say about the file when it was read, as JSON; null for the first version.</summary>
    public string? Notes { get; set; }

    /// <summary>Data rows of the file.</summary>
    public long FileRows { get; set; }

    /// <summary>Series that the file is about.</summary>
    public int Series { get; set; }

    /// <summary>Days of series that the version before did not have.</summary>
    public long Inserted { get; set; }

    /// <summary>Days of series that took other values.</summary>
    public long Updated { get; set; }

    /// <summary>Days of series that the file repeats as they were.</summary>
    public long Unchanged { get; set; }

    /// <summary>Days of series of the version before that this one does not have.</summary>
    public long Deleted { get; set; }

    /// <summary>Days of series in this version, those carried on included.</summary>
    public long Rows { get; set; }

    /// <summary>
    /// The last entry of the session's edit log when the series were last projected: those edited later are projected again
    /// when the version becomes current.
    /// </summary>
    public long EditsUntil { get; set; }

    /// <summary>As <see cref="EditsUntil"/>, for the series as they were before.</summary>
    public long BeforeEditsUntil { get; set; }

    /// <summary>The <see cref="Planning.SeriesSummary.Rules"/> that the summaries of its images were made by.</summary>
    public int SummaryRules { get; set; }

    /// <summary>
    /// The as-of date that the summaries of its images were made with, and that the session takes from it; null for none.
    /// </summary>
    public DateOnly? AsOf { get; set; }

    /// <summary>Whether the as-of date was told with the file; otherwise it is that of the session.</summary>
    public bool SetsAsOf { get; init; }

    /// <summary>The session's as-of date before, to which an undo goes back.</summary>
    public DateOnly? BeforeAsOf { get; set; }

    /// <summary>Whether its images are of all series, rather than of those of the file.</summary>
    public bool TouchesAll => Deleted > 0 || AsOf != BeforeAsOf;

    public required DateTimeOffset CreatedAt { get; init; }
    public Guid? CreatedBy { get; init; }

    /// <summary>The name of who imported, also when the user is gone.</summary>
    public string? CreatedByUsername { get; init; }

    /// <summary>When it goes unless somebody takes it over; null once it was.</summary>
    public DateTimeOffset? ExpiresAt { get; set; }
}

/// <summary>What has become of an import.</summary>
public enum BaseVersionStatus
{
    /// <summary>Its rows are being written; nobody else reads them.</summary>
    Loading,

    /// <summary>It is whole, and waits to be taken over or discarded.</summary>
    Staged,

    /// <summary>It is what everybody reads.</summary>
    Current,

    /// <summary>Later imports have followed it.</summary>
    Past,

    /// <summary>It was current, and was taken back.</summary>
    Undone,
}
