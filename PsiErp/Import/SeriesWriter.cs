using Microsoft.EntityFrameworkCore;
using PsiErp.Data;
using PsiErp.Data.Providers;
using PsiErp.Plan;
using PsiErp.Planning;
using PsiErp.Sessions;

namespace PsiErp.Import;

/// <summary>
/// Computes the summaries of many series, and writes the series with them: to the session, or as images of what an import makes
/// of them.
/// </summary>
/// <param name="db">The database, within a transaction or a long write.</param>
/// <param name="database">Which kind it is.</param>
/// <param name="plans">Reads the days.</param>
/// <param name="sessionId">The session.</param>
/// <param name="restsOn">What they are summed up from.</param>
internal sealed class SeriesWriter(PsiDb db, IDatabase database, PlanReader plans, Guid sessionId, PlanBase restsOn)
{
    private const string Staging = "psi_series_import";
    private const string Images = "psi_series_images";

    /// <summary>Series at a time: what more of them hold outlives the youngest generation of the garbage collector.</summary>
    private const int ChunkSize = 100;

    /// <summary>A column of a series, and what is written to it.</summary>
    private sealed record Column(
        string Name, BulkType Type, Action<BulkWriter, ImportedSeries.Entry, SeriesSummary> Write);

    /// <summary>What a series has from its birth.</summary>
    private static readonly Column[] Keys =
    [
        new("series_no", BulkType.Integer, (row, series, _) => row.Write(series.SeriesNo)),
        new("sku_code", BulkType.Text, (row, series, _) => row.Write(series.Key.SkuCode)),
        new("warehouse_name", BulkType.Text, (row, series, _) => row.Write(series.Key.WarehouseName)),
        new("channel", BulkType.Text, (row, series, _) => row.Write(series.Key.Channel)),
        new("search_key", BulkType.Text, (row, series, _) => row.Write(SeriesFilter.SearchKey(series.Key))),
    ];

    /// <summary>What an import may change.</summary>
    private static readonly Column[] Values =
    [
        new("sku_name", BulkType.Text, (row, series, _) => row.Write(series.Attributes.SkuName)),
        new("category_1", BulkType.Text, (row, series, _) => row.Write(series.Attributes.Category1)),
        new("category_2", BulkType.Text, (row, series, _) => row.Write(series.Attributes.Category2)),
        new("category_3", BulkType.Text, (row, series, _) => row.Write(series.Attributes.Category3)),
        new("fw_rank", BulkType.Text, (row, series, _) => row.Write(series.Attributes.FwRank)),
        new("ss_rank", BulkType.Text, (row, series, _) => row.Write(series.Attributes.SsRank)),
        .. SummaryColumn.All.Select(column => new Column(column.Name, column.Type, (row, _, summary) => column.Write(row, summary))),
    ];

    private static readonly Column[] Columns = [.. Keys, .. Values];

    private static readonly BulkColumn[] Described = [.. Columns.Select(column => new BulkColumn(column.Name, column.Type))];

    private static readonly BulkColumn[] Written = [new("session_id", BulkType.Uuid), .. Described];

    private static readonly BulkColumn[] ImageColumns =
        [new("session_id", BulkType.Uuid), new("version", BulkType.Integer), new("is_before", BulkType.Boolean), .. Described];

    /// <summary>The names of all columns but the session's id.</summary>
    public static IReadOnlyList<string> ColumnNames { get; } = [.. Columns.Select(column => column.Name)];

    /// <summary>The names of those that an import may change.</summary>
    public static IReadOnlyList<string> ValueNames { get; } = [.. Values.Select(column => column.Name)];

    private static readonly string UpdateKnown =
        $$"""
        UPDATE psi_series SET {{string.Join(", ", Values.Select(column => $"{column.Name} = new.{column.Name}"))}}
        FROM {{Staging}} AS new
        WHERE psi_series.session_id = {0} AND psi_series.series_no = new.series_no
        """;

    private IReadOnlyDictionary<string, LevelDays>? _levels;

    /// <summary>Stores the series with their summaries, a hundred at a time.</summary>
    /// <param name="series">The series.</param>
    /// <param name="known">Summaries that the file alone told; the other series are read and projected.</param>
    /// <param name="ct">Cancels.</param>
    public async Task WriteAsync(
        IReadOnlyCollection<ImportedSeries.Entry> series, PassingSummaries? known, CancellationToken ct)
    {
        var added = series.Where(entry => entry.IsNew).ToList();
        await WriteAsync("psi_series", added, known, ct);
        if (added.Count > 0) await SkuList.AddAsync(db, database, sessionId, added.Select(entry => entry.Key.SkuCode), ct);
        if (series.All(entry => entry.IsNew)) return;

        await database.CreateStagingAsync(db, Staging, Written, ct);
        await WriteAsync(Staging, series.Where(entry => !entry.IsNew), known, ct);
        await database.AnalyzeAsync(db, Staging, ct);
        await db.Database.ExecuteSqlRawAsync(UpdateKnown, [sessionId], ct);
    }

    /// <summary>Stores what an import makes of the series; those that are left without a day get no image.</summary>
    public Task WriteImagesAsync(
        IEnumerable<ImportedSeries.Entry> series, PassingSummaries? known, LongWrite? write, CancellationToken ct) =>
        WriteAsync(Images, series, known, ct, write);

    private async Task WriteAsync(
        string table, IEnumerable<ImportedSeries.Entry> series, PassingSummaries? known, CancellationToken ct, LongWrite? write = null)
    {
        var isImage = table == Images;
        foreach (var chunk in series.OrderBy(entry => entry.SeriesNo).Chunk(ChunkSize))
        {
            var summaries = await SummarizeAsync(chunk, known, ct);
            await using (var writer = await database.BulkWriteAsync(db, table, isImage ? ImageColumns : Written, ct))
            {
                foreach (var entry in chunk)
                {
                    var summary = summaries[entry.SeriesNo];
                    if (isImage && summary.Days == 0) continue;
                    writer.StartRow();
                    writer.Write(sessionId);
                    if (isImage)
                    {
                        writer.Write(restsOn.Version);
                        writer.Write(false);
                    }
                    foreach (var column in Columns) column.Write(writer, entry, summary);
                }
                await writer.CompleteAsync(ct);
            }
            if (write is not null) await write.LetOthersInAsync(ct);
        }
    }

    private async Task<Dictionary<int, SeriesSummary>> SummarizeAsync(
        ImportedSeries.Entry[] series, PassingSummaries? known, CancellationToken ct)
    {
        int[] unknown = [.. series.Select(entry => entry.SeriesNo).Where(seriesNo => known?.Of(seriesNo) is null)];
        var days = await plans.DaysAsync(sessionId, unknown, ct, restsOn: restsOn);
        _levels ??= await new KnownProducts(db).LevelsAsync(ct);
        return series.ToDictionary(
            entry => entry.SeriesNo,
            entry => known?.Of(entry.SeriesNo)
                ?? SeriesSummary.Of((days.GetValueOrDefault(entry.SeriesNo, SeriesDays.None) with
                {
                    Levels = _levels.GetValueOrDefault(entry.Key.SkuCode),
                }).Roll()));
    }
}
