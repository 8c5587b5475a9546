using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using PsiErp.Data;
using PsiErp.Hosting;
using PsiErp.Web;

namespace PsiErp.Sessions;

/// <summary>A session to create.</summary>
/// <param name="Title">1 to 255 characters.</param>
/// <param name="Description">Free text.</param>
[RequestBody]
public sealed record NewSession([property: Required] string? Title, string? Description);

/// <summary>A session to copy to.</summary>
/// <param name="Title">1 to 255 characters.</param>
[RequestBody]
public sealed record SessionCopy([property: Required] string? Title);

/// <summary>Members to change; those left out stay.</summary>
public sealed class ChangedSession
{
    /// <summary>1 to 255 characters.</summary>
    public string? Title
    {
        get;
        set
        {
            field = value;
            ChangesTitle = true;
        }
    }

    /// <summary>Free text; null for none.</summary>
    public string? Description
    {
        get;
        set
        {
            field = value;
            ChangesDescription = true;
        }
    }

    public bool? IsLeader { get; set; }

    /// <summary>The day up to which stock figures are counted facts; null for none.</summary>
    public DateOnly? AsOf
    {
        get;
        set
        {
            field = value;
            ChangesAsOf = true;
        }
    }

    [JsonIgnore]
    public bool ChangesAsOf { get; private set; }

    [JsonIgnore]
    public bool ChangesTitle { get; private set; }

    [JsonIgnore]
    public bool ChangesDescription { get; private set; }

    internal SessionChange ToChange() => new()
    {
        Title = Title?.Trim(),
        ChangesDescription = ChangesDescription,
        Description = Description,
        IsLeader = IsLeader,
        ChangesAsOf = ChangesAsOf,
        AsOf = AsOf,
    };
}

/// <summary>A session as the wire has it.</summary>
public sealed record SessionBody
{
    public required Guid Id { get; init; }
    public required string Title { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Description { get; init; }

    public required bool IsLeader { get; init; }

    /// <summary>The day up to which stock figures are counted facts; left out without one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateOnly? AsOf { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? CreatedByUsername { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? UpdatedByUsername { get; init; }

    /// <summary>User ids, with <c>EXPOSE_AUDIT_FIELDS</c> only.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Guid? CreatedBy { get; init; }

    /// <inheritdoc cref="CreatedBy"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Guid? UpdatedBy { get; init; }

    internal static SessionBody Of(PlanningSession session, Settings settings) => new()
    {
        Id = session.Id,
        Title = session.Title,
        Description = session.Description,
        IsLeader = session.IsLeader,
        AsOf = session.AsOf,
        CreatedAt = session.CreatedAt,
        UpdatedAt = session.UpdatedAt,
        CreatedByUsername = session.Creator?.Username,
        UpdatedByUsername = session.Updater?.Username,
        CreatedBy = settings.ExposeAuditFields ? session.CreatedBy : null,
        UpdatedBy = settings.ExposeAuditFields ? session.UpdatedBy : null,
    };
}

/// <summary>A deleted session as the wire has it.</summary>
public sealed record DeletedSessionBody(
    Guid Id, string Title, DateTimeOffset DeletedAt, string? DeletedByUsername, DateTimeOffset RestorableUntil)
{
    internal static DeletedSessionBody Of(DeletedSession deleted) => new(
        deleted.Session.Id, deleted.Session.Title, deleted.Session.DeletedAt!.Value, deleted.Session.DeletedBy, deleted.Until);
}

/// <summary>A session as a row of a file, with what it holds.</summary>
/// <param name="FirstDate">First and last day of its data; blank while it is empty.</param>
/// <param name="Series">Number of series.</param>
/// <param name="StockOuts">Series that run out within the horizon.</param>
/// <param name="Shortages">Series that go under safety stock, but do not run out.</param>
public sealed record SessionRow(
    Guid Id, string Title, string? Description, bool IsLeader, DateOnly? AsOf, DateOnly? FirstDate, DateOnly? LastDate, int Series,
    int StockOuts, int Shortages, DateTimeOffset CreatedAt, string? CreatedByUsername, DateTimeOffset UpdatedAt, string? UpdatedByUsername)
{
    internal static SessionRow Of(SessionOverview overview) => new(
        overview.Session.Id, overview.Session.Title, overview.Session.Description, overview.Session.IsLeader, overview.Session.AsOf,
        overview.FirstDate, overview.LastDate, overview.Series, overview.StockOuts, overview.Shortages, overview.Session.CreatedAt,
        overview.Session.Creator?.Username, overview.Session.UpdatedAt, overview.Session.Updater?.Username);
}
