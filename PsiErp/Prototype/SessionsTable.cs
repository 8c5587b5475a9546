using PsiErp.Data;
using PsiErp.Sessions;

namespace PsiErp.Prototype;

/// <summary><c>sessions</c>: the planning sessions, the leader among them.</summary>
internal sealed class SessionsTable() : PrototypeTable(
    "sessions",
    ["id"],
    new SourceColumn("id", "uuid", IsRequired: true),
    new SourceColumn("title", IsRequired: true),
    new SourceColumn("description"),
    new SourceColumn("is_leader", "boolean", Otherwise: "false"),
    new SourceColumn("created_at", "timestamptz", Otherwise: "now()"),
    new SourceColumn("updated_at", "timestamptz", Otherwise: "now()"),
    new SourceColumn("created_by"),
    new SourceColumn("updated_by"))
{
    /// <inheritdoc/>
    public override async Task TakeAsync(Takeover takeover, TableReport report, CancellationToken ct)
    {
        var leaders = 0;
        await foreach (var row in RowsAsync(takeover, report, "ORDER BY old.id", null, ct))
        {
            Check(row);
            if (row.Flag("is_leader") && ++leaders > 1) row.Refuse("a second session is the leader; let only one be");
            if (row.IsFlawed) continue;
            takeover.Sessions.Add(row.Id("id"));
            takeover.Db.Sessions.Add(Read(row, takeover, report));
        }
        report.Taken = await takeover.Db.SaveChangesAsync(ct);
        takeover.Db.ChangeTracker.Clear();
        NoteUnread(takeover.Old, report);
    }

    private static void Check(PrototypeRow row)
    {
        var (title, description) = (row.Raw("title") ?? "", row.Raw("description") ?? "");
        if (string.IsNullOrWhiteSpace(title)) row.Refuse("the title is blank; give it one");
        if (title.Length > PlanningSessions.MaxTitle)
            row.Refuse($"the title has more than {PlanningSessions.MaxTitle} characters; shorten it");
        if (description.Length > PlanningSessions.MaxDescription)
            row.Refuse($"the description has more than {PlanningSessions.MaxDescription} characters; shorten it");
    }

    private static PlanningSession Read(PrototypeRow row, Takeover takeover, TableReport report) => new()
    {
        Id = row.Id("id"),
        Title = row.Raw("title")!,
        Description = row.Raw("description"),
        IsLeader = row.Flag("is_leader"),
        CreatedAt = row.Time("created_at"),
        UpdatedAt = row.Time("updated_at"),
        CreatedBy = takeover.UserOf(row, "created_by", report),
        UpdatedBy = takeover.UserOf(row, "updated_by", report),
    };
}
