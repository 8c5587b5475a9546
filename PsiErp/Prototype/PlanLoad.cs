using Microsoft.EntityFrameworkCore;
using PsiErp.Data;
using PsiErp.Data.Providers;
using PsiErp.Files;
using PsiErp.Import;
using PsiErp.Plan;
using PsiErp.Planning;
using PsiErp.Sessions;

namespace PsiErp.Prototype;

/// <summary>Fills the plan of an empty session: base data by the parts that uploads are made of, then the overrides.</summary>
internal sealed class PlanLoad(PsiDb db, IDatabase database, PlanReader plans, Guid sessionId)
{
    private const int ChunkSize = 500;

    private static readonly BulkColumn[] EditColumns =
    [
        new("id", BulkType.Uuid),
        new("session_id", BulkType.Uuid),
        new("series_no", BulkType.Integer),
        new("date", BulkType.Date),
        new("inbound_qty", BulkType.Quantity),
        new("outbound_qty", BulkType.Quantity),
        new("safety_stock", BulkType.Quantity),
        new("created_at", BulkType.Time),
        new("updated_at", BulkType.Time),
        new("created_by", BulkType.Uuid),
        new("updated_by", BulkType.Uuid),
    ];

    /// <summary>Brings in the imported days.</summary>
    /// <param name="days">Each day once, series by series, ascending.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>How many there were.</returns>
    public async Task<long> AddBaseAsync(IAsyncEnumerable<PlanFileRow> days, CancellationToken ct)
    {
        var catalog = await ImportedSeries.LoadAsync(db, sessionId, file: null, ct);
        var summaries = new PassingSummaries(new HashSet<int>(), new Dictionary<string, LevelDays>(), asOf: null);
        await using var loader = new BaseLoader(db, database, sessionId, BaseData.FirstVersion);
        await foreach (var day in days.WithCancellation(ct))
        {
            var series = catalog.Of(day);
            await loader.AddAsync(series.SeriesNo, day, ct);
            summaries.Add(series, day);
        }
        summaries.Complete();
        await loader.CompleteAsync(ct);
        await new SeriesWriter(db, database, plans, sessionId, new PlanBase(BaseData.FirstVersion, AsOf: null))
            .WriteAsync(catalog.All, summaries, ct);
        return loader.Rows;
    }

    /// <summary>Lays the overrides over the imported days; series that only they name begin to exist.</summary>
    /// <returns>How many there were, and how many of them on days that nothing was imported for.</returns>
    public async Task<(long Taken, long WithoutBase)> AddEditsAsync(IAsyncEnumerable<OldEdit> edits, CancellationToken ct)
    {
        var numbers = await db.Series.Where(series => series.SessionId == sessionId).ToDictionaryAsync(
            series => new SeriesKey(series.SkuCode, series.WarehouseName, series.Channel), series => series.SeriesNo, ct);
        var (edited, taken) = (new HashSet<int>(), 0L);
        await foreach (var chunk in edits.Chunk(ChunkSize).WithCancellation(ct))
        {
            var keys = chunk.Select(edit => edit.Series).Distinct().Where(key => !numbers.ContainsKey(key)).ToList();
            await AddSeriesAsync(keys, numbers, ct);
            await WriteAsync(chunk, numbers, ct);
            edited.UnionWith(chunk.Select(edit => numbers[edit.Series]));
            taken += chunk.Length;
        }
        foreach (var chunk in edited.Order().Chunk(ChunkSize)) await SummarizeAsync(chunk, ct);
        return (taken, taken == 0 ? 0 : await CountWithoutBaseAsync(ct));
    }

    /// <summary>Brings in stock moves; series that only they name begin to exist.</summary>
    public async Task AddMovesAsync(IReadOnlyCollection<StockMove> moves, CancellationToken ct)
    {
        var numbers = await db.Series.Where(series => series.SessionId == sessionId).ToDictionaryAsync(
            series => new SeriesKey(series.SkuCode, series.WarehouseName, series.Channel), series => series.SeriesNo, ct);
        var moved = moves.SelectMany(move => new[] { move.From, move.To }).Distinct().ToList();
        await AddSeriesAsync(moved.FindAll(key => !numbers.ContainsKey(key)), numbers, ct);
        foreach (var chunk in moves.Chunk(ChunkSize))
        {
            db.StockMoves.AddRange(chunk);
            await db.SaveChangesAsync(ct);
            db.ChangeTracker.Clear();
        }
        foreach (var chunk in moved.Select(key => numbers[key]).Order().Chunk(ChunkSize)) await SummarizeAsync(chunk, ct);
    }

    private async Task AddSeriesAsync(List<SeriesKey> keys, Dictionary<SeriesKey, int> numbers, CancellationToken ct)
    {
        if (keys.Count == 0) return;
        var nextNo = numbers.Count == 0 ? 1 : numbers.Values.Max() + 1;
        foreach (var key in keys)
        {
            numbers[key] = nextNo;
            db.Series.Add(new Series
            {
                SessionId = sessionId,
                SeriesNo = nextNo++,
                SkuCode = key.SkuCode,
                WarehouseName = key.WarehouseName,
                Channel = key.Channel,
                SearchKey = SeriesFilter.SearchKey(key),
                Summary = new SeriesSummary(),
            });
        }
        await db.SaveChangesAsync(ct);
        db.ChangeTracker.Clear();
        await SkuList.AddAsync(db, database, sessionId, keys.Select(key => key.SkuCode), ct);
    }

    private async Task WriteAsync(OldEdit[] edits, Dictionary<SeriesKey, int> numbers, CancellationToken ct)
    {
        await using var writer = await database.BulkWriteAsync(db, "psi_edits", EditColumns, ct);
        foreach (var edit in edits)
        {
            writer.StartRow();
            writer.Write(edit.Id);
            writer.Write(sessionId);
            writer.Write(numbers[edit.Series]);
            writer.Write(edit.Date);
            writer.Write(edit.InboundQty);
            writer.Write(edit.OutboundQty);
            writer.Write(edit.SafetyStock);
            writer.Write(edit.CreatedAt);
            writer.Write(edit.UpdatedAt);
            writer.WriteIdOrNull(edit.CreatedBy);
            writer.WriteIdOrNull(edit.UpdatedBy);
        }
        await writer.CompleteAsync(ct);
    }

    /// <summary>Projects series anew whose overrides or moves the imported days alone did not tell of.</summary>
    private async Task SummarizeAsync(int[] numbers, CancellationToken ct)
    {
        var days = await plans.DaysAsync(sessionId, numbers, ct);
        var edited = await db.Series.Where(series => series.SessionId == sessionId && numbers.Contains(series.SeriesNo)).ToListAsync(ct);
        foreach (var series in edited) series.Summary = SeriesSummary.Of(days[series.SeriesNo].Roll());
        await db.SaveChangesAsync(ct);
        db.ChangeTracker.Clear();
    }

    private Task<long> CountWithoutBaseAsync(CancellationToken ct) => db.Edits.LongCountAsync(
        edit => edit.SessionId == sessionId && !db.Base.Any(
            day => day.SessionId == sessionId && day.SeriesNo == edit.SeriesNo && day.Date == edit.Date), ct);
}
