using Microsoft.EntityFrameworkCore;
using PsiErp.Data;
using PsiErp.Data.Providers;
using PsiErp.Plan;
using PsiErp.Planning;
using PsiErp.Sessions;

namespace PsiErp.Import;

/// <summary>
/// Recomputes the stored summaries of many series after an import, and writes the series rows with them.
/// </summary>
internal sealed class SeriesWriter(PsiDb db, IDatabase database, PlanReader plans, Guid sessionId)
{
    private const string Staging = "psi_series_import";
    private const int ChunkSize = 500;

    private static readonly BulkColumn[] Columns =
    [
        new("session_id", BulkType.Uuid),
        new("series_no", BulkType.Integer),
        .. Text("sku_code", "warehouse_name", "channel", "search_key"),
        .. Text("sku_name", "category_1", "category_2", "category_3", "fw_rank", "ss_rank"),
        new("first_date", BulkType.Date),
        new("last_date", BulkType.Date),
        new("days", BulkType.Integer),
        .. Quantity("opening", "total_production", "total_sales", "closing", "lowest_stock"),
        new("lowest_date", BulkType.Date),
        new("stock_out_date", BulkType.Date),
        new("shortage_date", BulkType.Date),
        new("over_date", BulkType.Date),
        new("days_of_supply", BulkType.Quantity),
        new("days_of_supply_beyond", BulkType.Boolean),
    ];

    /// <summary>Stores the series with their summaries, a few hundred at a time.</summary>
    public async Task WriteAsync(IReadOnlyCollection<ImportedSeries.Entry> series, CancellationToken ct)
    {
        var added = series.Where(entry => entry.IsNew).ToList();
        await WriteAsync("psi_series", added, ct);
        if (added.Count > 0) await SkuList.AddAsync(db, database, sessionId, added.Select(entry => entry.Key.SkuCode), ct);
        if (series.All(entry => entry.IsNew)) return;

        await database.CreateStagingAsync(db, Staging, Columns, ct);
        await WriteAsync(Staging, series.Where(entry => !entry.IsNew), ct);
        await database.AnalyzeAsync(db, Staging, ct);
        await UpdateKnownAsync(ct);
    }

    private async Task WriteAsync(string table, IEnumerable<ImportedSeries.Entry> series, CancellationToken ct)
    {
        foreach (var chunk in series.OrderBy(entry => entry.SeriesNo).Chunk(ChunkSize))
        {
            await SummarizeAsync(chunk, ct);
            await using var writer = await database.BulkWriteAsync(db, table, Columns, ct);
            foreach (var entry in chunk) Write(writer, entry);
            await writer.CompleteAsync(ct);
        }
    }

    /// <summary>Projects the series whose summary the file alone did not tell.</summary>
    private async Task SummarizeAsync(IEnumerable<ImportedSeries.Entry> series, CancellationToken ct)
    {
        var unknown = series.Where(entry => entry.Summary is null).ToList();
        var days = await plans.DaysAsync(sessionId, [.. unknown.Select(entry => entry.SeriesNo)], ct);
        foreach (var entry in unknown)
            entry.Summary = SeriesSummary.Of(days.GetValueOrDefault(entry.SeriesNo, SeriesDays.None).Roll());
    }

    private static IEnumerable<BulkColumn> Text(params string[] names) => names.Select(name => new BulkColumn(name, BulkType.Text));

    private static IEnumerable<BulkColumn> Quantity(params string[] names) =>
        names.Select(name => new BulkColumn(name, BulkType.Quantity));

    private void Write(BulkWriter writer, ImportedSeries.Entry entry)
    {
        var ((sku, warehouse, channel), attributes, summary) = (entry.Key, entry.Attributes, entry.Summary!);
        writer.StartRow();
        writer.Write(sessionId);
        writer.Write(entry.SeriesNo);
        writer.Write(sku);
        writer.Write(warehouse);
        writer.Write(channel);
        writer.Write(SeriesFilter.SearchKey(sku, warehouse, channel));
        writer.Write(attributes.SkuName);
        writer.Write(attributes.Category1);
        writer.Write(attributes.Category2);
        writer.Write(attributes.Category3);
        writer.Write(attributes.FwRank);
        writer.Write(attributes.SsRank);
        writer.Write(summary.FirstDate);
        writer.Write(summary.LastDate);
        writer.Write(summary.Days);
        writer.Write(summary.Opening);
        writer.Write(summary.TotalProduction);
        writer.Write(summary.TotalSales);
        writer.Write(summary.Closing);
        writer.Write(summary.LowestStock);
        writer.Write(summary.LowestDate);
        writer.Write(summary.StockOutDate);
        writer.Write(summary.ShortageDate);
        writer.Write(summary.OverDate);
        writer.Write(summary.DaysOfSupply);
        writer.Write(summary.DaysOfSupplyBeyond);
    }

    private Task<int> UpdateKnownAsync(CancellationToken ct) => db.Database.ExecuteSqlAsync(
        $"""
        UPDATE psi_series SET sku_name = new.sku_name, category_1 = new.category_1, category_2 = new.category_2,
            category_3 = new.category_3, fw_rank = new.fw_rank, ss_rank = new.ss_rank, first_date = new.first_date,
            last_date = new.last_date, days = new.days, opening = new.opening, total_production = new.total_production,
            total_sales = new.total_sales, closing = new.closing, lowest_stock = new.lowest_stock,
            lowest_date = new.lowest_date, stock_out_date = new.stock_out_date, shortage_date = new.shortage_date,
            over_date = new.over_date, days_of_supply = new.days_of_supply,
            days_of_supply_beyond = new.days_of_supply_beyond
        FROM psi_series_import AS new
        WHERE psi_series.session_id = {sessionId} AND psi_series.series_no = new.series_no
        """,
        ct);
}
