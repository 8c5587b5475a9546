using System.Text.Json;
using PsiErp.Masters;

namespace PsiErp.Prototype;

/// <summary><c>master_records</c>: products, customers and suppliers.</summary>
internal sealed class MasterRecordsTable() : PrototypeTable(
    "master_records",
    ["id"],
    new SourceColumn("id", IsRequired: true),
    new SourceColumn("master_type", IsRequired: true),
    new SourceColumn("data", IsRequired: true),
    new SourceColumn("created_at", "timestamptz", Otherwise: "now()"),
    new SourceColumn("updated_at", "timestamptz", Otherwise: "now()"))
{
    /// <summary>Records saved at a time.</summary>
    private const int ChunkSize = 1000;

    /// <inheritdoc/>
    public override async Task TakeAsync(Takeover takeover, TableReport report, CancellationToken ct)
    {
        var waiting = 0;
        await foreach (var row in RowsAsync(takeover, report, "ORDER BY old.id", null, ct))
        {
            var type = row.Raw("master_type") ?? "";
            if (!MasterTypes.All.Contains(type))
            {
                report.Note(1, $"records that are neither {string.Join(" nor ", MasterTypes.All)} (not taken over)");
                continue;
            }
            if (Read(row) is not { } data) continue;
            if (!Guid.TryParse(row.Raw("id"), out var id))
            {
                id = Guid.CreateVersion7();
                report.Note(1, "ids that are no UUIDs (given new ones)");
            }
            takeover.Db.MasterRecords.Add(data.ToRecord(type, id, row.Time("created_at"), row.Time("updated_at")));
            if (++waiting % ChunkSize == 0) await SaveAsync(takeover, report, ct);
        }
        await SaveAsync(takeover, report, ct);
        NoteUnread(takeover.Old, report);
    }

    private static MasterData? Read(PrototypeRow row)
    {
        using var json = JsonDocument.Parse(row.Raw("data") ?? "null");
        var data = MasterData.Read(json.RootElement.Clone(), out var problem);
        if (problem is not null) row.Refuse(problem);
        return data;
    }

    private static async Task SaveAsync(Takeover takeover, TableReport report, CancellationToken ct)
    {
        report.Taken += await takeover.Db.SaveChangesAsync(ct);
        takeover.Db.ChangeTracker.Clear();
    }
}
