using System.Globalization;
using System.Runtime.CompilerServices;
using PsiErp.Data;

namespace PsiErp.Prototype;

/// <summary><c>psi_edits</c>: planners' overrides.</summary>
internal sealed class EditsTable() : PlanTable(
    "psi_edits",
    new SourceColumn("id"),
    new SourceColumn("inbound_qty"),
    new SourceColumn("outbound_qty"),
    new SourceColumn("safety_stock"),
    new SourceColumn("created_at", "timestamptz", Otherwise: "now()"),
    new SourceColumn("updated_at", "timestamptz", Otherwise: "now()"),
    new SourceColumn("created_by"),
    new SourceColumn("updated_by"))
{
    /// <inheritdoc/>
    protected override async Task<long> TakeAsync(Takeover takeover, Guid sessionId, TableReport report, CancellationToken ct)
    {
        var edits = LastOfEachDay(EditsAsync(takeover, sessionId, report, ct), IsSameDay, report)
            .Where(edit => !IsEmpty(edit, report));
        var load = new PlanLoad(takeover.Db, takeover.Database, takeover.Plans, sessionId);
        var (taken, withoutBase) = await load.AddEditsAsync(edits, ct);
        report.Note(withoutBase, "overrides on days without an imported row (PsiErp shows them, with zeros beside them)");
        return taken;
    }

    /// <summary>
    /// PsiErp's overrides have UUIDs. One stays as it is; a number becomes the UUID that ends with its digits, so that who
    /// wrote the number down still finds the override.
    /// </summary>
    internal static Guid IdOf(PrototypeRow row)
    {
        if (row.Raw("id") is not { } id) return Guid.CreateVersion7();
        if (Guid.TryParse(id, out var uuid)) return uuid;
        if (ulong.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return Guid.ParseExact(number.ToString("D32", CultureInfo.InvariantCulture), "N");
        row.Refuse($"id '{id}' is neither a number nor a UUID; give it one");
        return default;
    }

    private async IAsyncEnumerable<OldEdit> EditsAsync(
        Takeover takeover, Guid sessionId, TableReport report, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var row in RowsAsync(takeover, sessionId, report, ct))
        {
            var edit = Read(row, takeover, report);
            if (!row.IsFlawed) yield return edit;
        }
    }

    private static OldEdit Read(PrototypeRow row, Takeover takeover, TableReport report) => new()
    {
        Id = IdOf(row),
        Series = new SeriesKey(row.Key("sku_code"), row.Key("warehouse_name"), row.Key("channel")),
        Date = row.Date("date"),
        InboundQty = row.Quantity("inbound_qty"),
        OutboundQty = row.Quantity("outbound_qty"),
        SafetyStock = row.Quantity("safety_stock"),
        CreatedAt = row.Time("created_at"),
        UpdatedAt = row.Time("updated_at"),
        CreatedBy = takeover.UserOf(row, "created_by", report),
        UpdatedBy = takeover.UserOf(row, "updated_by", report),
    };

    private static bool IsSameDay(OldEdit a, OldEdit b) => a.Date == b.Date && a.Series == b.Series;

    private static bool IsEmpty(OldEdit edit, TableReport report)
    {
        if (edit.InboundQty is not null || edit.OutboundQty is not null || edit.SafetyStock is not null) return false;
        report.Note(1, "overrides of nothing (left out)");
        return true;
    }
}
