using PsiErp.Data.Providers;

namespace PsiErp.Prototype;

/// <summary><c>psi_edit_log</c>: who changed which value when. Entries keep their numbers.</summary>
internal sealed class EditLogTable() : PrototypeTable(
    "psi_edit_log",
    PlanTable.KeyNames,
    new SourceColumn("id", "bigint", Otherwise: "row_number() OVER (ORDER BY old.edited_at)"),
    new SourceColumn("session_id", "uuid", IsRequired: true),
    new SourceColumn("sku_code", IsRequired: true, Otherwise: "''"),
    new SourceColumn("warehouse_name", IsRequired: true, Otherwise: "''"),
    new SourceColumn("channel", IsRequired: true, Otherwise: "''"),
    new SourceColumn("date", IsRequired: true),
    new SourceColumn("field", IsRequired: true, Otherwise: "''"),
    new SourceColumn("old_value"),
    new SourceColumn("new_value"),
    new SourceColumn("edited_at", "timestamptz", IsRequired: true, Otherwise: "now()"),
    new SourceColumn("edited_by"))
{
    private const int MaxField = 32;

    private static readonly BulkColumn[] Columns =
    [
        new("id", BulkType.BigInteger),
        new("session_id", BulkType.Uuid),
        new("change_set_id", BulkType.Uuid),
        new("at", BulkType.Time),
        new("user_id", BulkType.Uuid),
        new("username", BulkType.Text),
        new("sku_code", BulkType.Text),
        new("warehouse_name", BulkType.Text),
        new("channel", BulkType.Text),
        new("date", BulkType.Date),
        new("field", BulkType.Text),
        new("old_value", BulkType.Quantity),
        new("new_value", BulkType.Quantity),
    ];

    /// <inheritdoc/>
    public override async Task TakeAsync(Takeover takeover, TableReport report, CancellationToken ct)
    {
        var sessions = takeover.Sessions.ToHashSet();
        await using (var writer = await takeover.Database.BulkWriteAsync(takeover.Db, "psi_edit_log", Columns, ct))
        {
            await foreach (var row in RowsAsync(takeover, report, "ORDER BY 1", null, ct))
            {
                if (!sessions.Contains(row.Id("session_id"))) report.Note(1, "rows of no session (left out)");
                else if (Write(writer, row, takeover, report)) report.Taken++;
            }
            await writer.CompleteAsync(ct);
        }
        takeover.Db.ChangeSets.AddRange(takeover.Changes.Values);
        await takeover.Db.SaveChangesAsync(ct);
        takeover.Db.ChangeTracker.Clear();
        NoteUnread(takeover.Old, report);
    }

    private static bool Write(BulkWriter writer, PrototypeRow row, Takeover takeover, TableReport report)
    {
        var (sku, warehouse, channel) = (row.Key("sku_code"), row.Key("warehouse_name"), row.Key("channel"));
        var (date, field) = (row.Date("date"), row.Raw("field")!);
        var (before, after) = (row.Quantity("old_value"), row.Quantity("new_value"));
        if (field.Length > MaxField) row.Refuse($"field '{field[..MaxField]}…' has more than {MaxField} characters; shorten it");
        if (row.IsFlawed) return false;

        var user = takeover.UserOf(row, "edited_by", report);
        writer.StartRow();
        writer.Write(row.Number("id"));
        var name = user is { } id ? takeover.Users[id] : NameIn(row.Raw("edited_by"));
        var change = takeover.ChangeOf(row.Id("session_id"), row.Time("edited_at"), user, name, sku);
        writer.Write(change.SessionId);
        writer.Write(change.Id);
        writer.Write(change.At);
        writer.WriteIdOrNull(user);
        writer.Write(name);
        writer.Write(sku);
        writer.Write(warehouse);
        writer.Write(channel);
        writer.Write(date);
        writer.Write(field);
        writer.Write(before);
        writer.Write(after);
        return true;
    }

    /// <summary>The name of somebody who isn't there any more; an id says nothing to anybody.</summary>
    private static string? NameIn(string? editedBy) => Guid.TryParse(editedBy, out _) ? null : editedBy;
}
