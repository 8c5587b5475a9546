using System.Runtime.CompilerServices;
using PsiErp.Files;

namespace PsiErp.Prototype;

/// <summary><c>psi_base</c>: what was imported for each day.</summary>
internal sealed class BaseTable() : PlanTable(
    "psi_base",
    new SourceColumn("sku_name"),
    new SourceColumn("category_1"),
    new SourceColumn("category_2"),
    new SourceColumn("category_3"),
    new SourceColumn("fw_rank"),
    new SourceColumn("ss_rank"),
    new SourceColumn("stock_at_anchor"),
    new SourceColumn("inbound_qty"),
    new SourceColumn("outbound_qty"),
    new SourceColumn("stock_closing"),
    new SourceColumn("safety_stock"),
    new SourceColumn("stdstock"))
{
    /// <inheritdoc/>
    protected override Task<long> TakeAsync(Takeover takeover, Guid sessionId, TableReport report, CancellationToken ct)
    {
        var days = LastOfEachDay(DaysAsync(takeover, sessionId, report, ct), IsSameDay, report);
        var load = new PlanLoad(takeover.Db, takeover.Database, takeover.Plans, sessionId);
        return load.AddBaseAsync(WithNamesCompared(days, report), ct);
    }

    private async IAsyncEnumerable<PlanFileRow> DaysAsync(
        Takeover takeover, Guid sessionId, TableReport report, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var row in RowsAsync(takeover, sessionId, report, ct))
        {
            var day = Read(row, report.Read!.Value);
            if (!row.IsFlawed) yield return day;
        }
    }

    private static PlanFileRow Read(PrototypeRow row, long number) => new()
    {
        Line = number,
        SkuCode = row.Key("sku_code"),
        WarehouseName = row.Key("warehouse_name"),
        Channel = row.Key("channel"),
        Date = row.Date("date"),
        SkuName = row.Text("sku_name"),
        Category1 = row.Text("category_1"),
        Category2 = row.Text("category_2"),
        Category3 = row.Text("category_3"),
        FwRank = row.Rank("fw_rank"),
        SsRank = row.Rank("ss_rank"),
        StockAtAnchor = row.Quantity("stock_at_anchor"),
        InboundQty = row.Quantity("inbound_qty"),
        OutboundQty = row.Quantity("outbound_qty"),
        StockClosing = row.Quantity("stock_closing"),
        SafetyStock = row.Quantity("safety_stock"),
        StdStock = row.Quantity("stdstock"),
    };

    /// <summary>The prototype repeats the names of a series on each of its days; PsiErp has them once.</summary>
    private static async IAsyncEnumerable<PlanFileRow> WithNamesCompared(IAsyncEnumerable<PlanFileRow> days, TableReport report)
    {
        var (before, differs) = (default(PlanFileRow), false);
        await foreach (var day in days)
        {
            if (!IsSameSeries(before, day)) differs = false;
            else if (!differs && NamesOf(before) != NamesOf(day))
            {
                differs = true;
                report.Note(1, "series with other names, categories or ranks on some days (those of the last day hold)");
            }
            before = day;
            yield return day;
        }
    }

    private static bool IsSameDay(PlanFileRow a, PlanFileRow b) => a.Date == b.Date && IsSameSeries(a, b);

    private static bool IsSameSeries(in PlanFileRow a, in PlanFileRow b) =>
        a.Channel == b.Channel && a.WarehouseName == b.WarehouseName && a.SkuCode == b.SkuCode;

    private static (string?, string?, string?, string?, string?, string?) NamesOf(in PlanFileRow day) =>
        (day.SkuName, day.Category1, day.Category2, day.Category3, day.FwRank, day.SsRank);
}
