using PsiErp.Data;

namespace PsiErp.Prototype;

/// <summary><c>channel_transfers</c>: stock that went from one channel of a warehouse to another.</summary>
internal sealed class TransfersTable() : PrototypeTable(
    "channel_transfers",
    ["session_id", "sku_code", "warehouse_name", "transfer_date", "from_channel", "to_channel"],
    new SourceColumn("session_id", "uuid", IsRequired: true),
    new SourceColumn("sku_code", IsRequired: true),
    new SourceColumn("warehouse_name", IsRequired: true),
    new SourceColumn("transfer_date", IsRequired: true),
    new SourceColumn("from_channel", IsRequired: true),
    new SourceColumn("to_channel", IsRequired: true),
    new SourceColumn("qty", IsRequired: true),
    new SourceColumn("note"),
    new SourceColumn("created_at", "timestamptz", Otherwise: "now()"),
    new SourceColumn("updated_at", "timestamptz", Otherwise: "now()"),
    new SourceColumn("created_by"),
    new SourceColumn("updated_by"))
{
    /// <inheritdoc/>
    public override async Task TakeAsync(Takeover takeover, TableReport report, CancellationToken ct)
    {
        NoteUnread(takeover.Old, report);
        const string ByDay = "ORDER BY transfer_date, sku_code, warehouse_name, from_channel, to_channel, session_id";
        var moves = new Dictionary<Guid, List<StockMove>>();
        await foreach (var row in RowsAsync(takeover, report, ByDay, null, ct))
        {
            if (Read(row, takeover, report) is not { } move) continue;
            if (!moves.TryGetValue(move.SessionId, out var own)) moves[move.SessionId] = own = [];
            own.Add(move);
        }
        foreach (var (session, own) in moves)
        {
            await new PlanLoad(takeover.Db, takeover.Database, takeover.Plans, session).AddMovesAsync(own, ct);
            report.Taken += own.Count;
        }
    }

    private static StockMove? Read(PrototypeRow row, Takeover takeover, TableReport report)
    {
        var (session, warehouse) = (row.Id("session_id"), row.Key("warehouse_name"));
        var (date, qty, note) = (row.Date("transfer_date"), row.Quantity("qty"), row.Raw("note"));
        var move = new StockMove
        {
            SessionId = session,
            SkuCode = row.Key("sku_code"),
            FromWarehouse = warehouse,
            FromChannel = row.Key("from_channel"),
            ToWarehouse = warehouse,
            ToChannel = row.Key("to_channel"),
            LeavesOn = date,
            ArrivesOn = date,
            Qty = qty ?? 0,
            Note = string.IsNullOrWhiteSpace(note) ? null : note.Trim(),
            CreatedAt = row.Time("created_at"),
            UpdatedAt = row.Time("updated_at"),
            CreatedBy = takeover.UserOf(row, "created_by", report),
            UpdatedBy = takeover.UserOf(row, "updated_by", report),
        };
        if (move.Note?.Length > StockMove.MaxNote) row.Refuse($"the note has more than {StockMove.MaxNote} characters; shorten it");
        if (row.IsFlawed) return null;
        if (!takeover.Sessions.Contains(session)) return Leave("of no session");
        if (move.Qty <= 0) return Leave("of nothing");
        return move.From == move.To ? Leave("from a channel to itself") : move;

        StockMove? Leave(string why)
        {
            report.Note(1, $"transfers {why} (left out)");
            return null;
        }
    }
}
