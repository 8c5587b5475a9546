using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using PsiErp.Data;
using PsiErp.Data.Providers;
using PsiErp.Planning;

namespace PsiErp.Plan;

/// <summary>Reads plans out of the database, a handful of series at a time, so that memory does not grow with them.</summary>
public sealed class PlanReader(PsiDb db, IDatabase database)
{
    /// <summary>Series fetched at a time: at 60 to 400 days each a few MB.</summary>
    private const int ChunkSize = 200;

    /// <summary>Days that most series have, so that most lists need not grow.</summary>
    private const int UsualDays = 64;

    private readonly KnownProducts _products = new(db);

    /// <summary>The series of a session that a filter means, by SKU, warehouse and channel.</summary>
    public IQueryable<Series> Series(Guid sessionId, SeriesFilter filter) => ByKey(Meant(sessionId, filter));

    /// <summary>Series by SKU, warehouse and channel.</summary>
    public static IQueryable<Series> ByKey(IQueryable<Series> series) =>
        series.OrderBy(s => s.SkuCode).ThenBy(s => s.WarehouseName).ThenBy(s => s.Channel);

    /// <summary>The series of a session that a filter means, in no order.</summary>
    /// <remarks>
    /// SKUs are searched in one session's range of psi_skus, their series found by the natural key
    /// (session_id, sku_code, …); without a SKU that key bounds the walk to the session.
    /// </remarks>
    public IQueryable<Series> Meant(Guid sessionId, SeriesFilter filter)
    {
        var series = db.Series.AsNoTracking().Where(s => s.SessionId == sessionId);
        if (!string.IsNullOrEmpty(filter.SkuCode))
        {
            var skuPattern = filter.SkuPattern;
            var skus = db.Skus.Where(sku => sku.SessionId == sessionId && EF.Functions.Like(sku.SearchKey, skuPattern, @"\"));
            series = series.Where(s => skus.Any(sku => sku.SkuCode == s.SkuCode));
        }
        if (!filter.IsForSkuOnly)
        {
            var pattern = filter.Pattern;
            series = series.Where(s => EF.Functions.Like(s.SearchKey, pattern, @"\"));
        }
        return series;
    }

    /// <summary>The plans of some series in their order, streamed: a few are held at a time.</summary>
    /// <param name="sessionId">The session.</param>
    /// <param name="series">The series.</param>
    /// <param name="ct">Cancels.</param>
    /// <param name="withReported">Whether the stock that the source reported is wanted too.</param>
    /// <param name="restsOn">What they rest on; null for what they do when the first of them is read.</param>
    public async IAsyncEnumerable<SeriesPlan> ReadAsync(
        Guid sessionId, IEnumerable<Series> series, [EnumeratorCancellation] CancellationToken ct, bool withReported = false,
        PlanBase? restsOn = null)
    {
        foreach (var chunk in series.Chunk(ChunkSize))
        {
            // One version to the end, whatever is imported meanwhile
            restsOn ??= await BaseAsync(sessionId, ct);
            var days = await DaysAsync(sessionId, [.. chunk.Select(s => s.SeriesNo)], ct, withReported, restsOn);
            var products = await _products.OfAsync(chunk.Select(s => s.SkuCode), ct);
            // Projected one by one: what has been written out is gone before the garbage collector looks
            foreach (var one in chunk) yield return PlanOf(one, days, products);
        }
    }

    /// <summary>What the plan of a session rests on, also of a deleted session.</summary>
    public Task<PlanBase> BaseAsync(Guid sessionId, CancellationToken ct) => db.Sessions.IgnoreQueryFilters()
        .Where(session => session.Id == sessionId).Select(session => new PlanBase(session.Version, session.AsOf)).FirstOrDefaultAsync(ct);

    /// <summary>What the plan of a session rests on; null where there is no such session, or it is deleted.</summary>
    public async Task<PlanBase?> FindBaseAsync(Guid sessionId, CancellationToken ct) => await db.Sessions
        .Where(session => session.Id == sessionId).Select(session => new PlanBase(session.Version, session.AsOf)).ToListAsync(ct)
        is [var only] ? only : null;

    /// <summary>The plans of a few series, in their order.</summary>
    public async Task<IReadOnlyList<SeriesPlan>> PlansAsync(
        Guid sessionId, IReadOnlyList<Series> series, CancellationToken ct)
    {
        var days = await DaysAsync(sessionId, [.. series.Select(s => s.SeriesNo)], ct);
        var products = await _products.OfAsync(series.Select(s => s.SkuCode), ct);
        return [.. series.Select(one => PlanOf(one, days, products))];
    }

    private static SeriesPlan PlanOf(Series series, Dictionary<int, SeriesDays> days, Dictionary<string, Product> products)
    {
        if (products.TryGetValue(series.SkuCode, out var product)) series.Complete(product);
        if (!days.Remove(series.SeriesNo, out var own)) own = SeriesDays.None;
        return new SeriesPlan(series, own.Base, own.Edits, (own with { Levels = product?.Levels ?? default }).Roll())
        {
            Product = product,
        };
    }

    /// <summary>The stored days of some series, by their number.</summary>
    /// <param name="sessionId">The session.</param>
    /// <param name="seriesNos">The series.</param>
    /// <param name="ct">Cancels.</param>
    /// <param name="withReported">Whether the stock that the source reported is wanted too.</param>
    /// <param name="restsOn">What the plan is to rest on; null for what it does.</param>
    /// <remarks>
    /// All statements go in one round trip; two of them read ranges of the primary keys (session_id, series_no, date) and
    /// (session_id, version, series_no, date). Moves are found from their series, by (session_id, sku_code, from_warehouse, …) and
    /// (session_id, sku_code, to_warehouse, …): a cross join keeps SQLite from going the other way.
    /// </remarks>
    public async Task<Dictionary<int, SeriesDays>> DaysAsync(
        Guid sessionId, IReadOnlyList<int> seriesNos, CancellationToken ct, bool withReported = false, PlanBase? restsOn = null)
    {
        if (seriesNos.Count == 0) return [];
        await db.Database.OpenConnectionAsync(ct);
        await using var command = db.Database.GetDbConnection().CreateCommand();
        try
        {
            command.Transaction = db.CurrentTransaction;
            var which = Which(command, sessionId, seriesNos);
            command.CommandText =
                $"""
                {(restsOn is null ? "SELECT as_of FROM sessions WHERE id = @session;" : "")}
                SELECT series_no, date, inbound_qty, outbound_qty, safety_stock
                FROM psi_edits WHERE {which} ORDER BY series_no, date;
                SELECT series_no, date, sum(qty) FROM (
                    SELECT series_no, leaves_on AS date, -qty AS qty {MovesThat("from", which)}
                    UNION ALL SELECT series_no, arrives_on, qty {MovesThat("to", which)}) AS moved
                GROUP BY series_no, date ORDER BY series_no, date;
                SELECT series_no, date, stock_at_anchor, inbound_qty, outbound_qty, safety_stock, stdstock, stock_closing
                FROM psi_base WHERE version = {Version(command, restsOn)} AND {which} ORDER BY series_no, date
                """;
            await using var reader = await command.ExecuteReaderAsync(ct);
            return await ReadDaysAsync(reader, restsOn is { } told ? told.AsOf : await ReadAsOfAsync(reader, ct), withReported, ct);
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    private static string MovesThat(string side, string which) =>
        $"""
        FROM (SELECT series_no, sku_code, warehouse_name, channel FROM psi_series WHERE {which}) AS series
            CROSS JOIN stock_moves AS move
        WHERE move.session_id = @session AND move.sku_code = series.sku_code
            AND move.{side}_warehouse = series.warehouse_name AND move.{side}_channel = series.channel
        """;

    private static string Version(DbCommand command, PlanBase? restsOn)
    {
        if (restsOn is not { } told) return "(SELECT version FROM sessions WHERE id = @session)";
        AddParameter(command, "version", told.Version);
        return "@version";
    }

    /// <summary>
    /// The numbers as a range, which bounds the walk along the primary key whatever the planner knows of the table,
    /// and one by one only where the range holds others too.
    /// </summary>
    private string Which(DbCommand command, Guid sessionId, IReadOnlyList<int> seriesNos)
    {
        var (first, last) = (seriesNos.Min(), seriesNos.Max());
        AddParameter(command, "session", sessionId);
        AddParameter(command, "first", first);
        AddParameter(command, "last", last);
        const string Range = "session_id = @session AND series_no BETWEEN @first AND @last";
        return last - first + 1 == seriesNos.Count
            ? Range
            : $"{Range} AND {database.IsOneOf(command, "series_no", seriesNos)}";
    }

    private async Task<DateOnly?> ReadAsOfAsync(DbDataReader reader, CancellationToken ct)
    {
        DateOnly? asOf = await reader.ReadAsync(ct) && !reader.IsDBNull(0) ? database.ReadDate(reader, 0) : null;
        await reader.NextResultAsync(ct);
        return asOf;
    }

    private async Task<Dictionary<int, SeriesDays>> ReadDaysAsync(
        DbDataReader reader, DateOnly? asOf, bool withReported, CancellationToken ct)
    {
        var days = new Dictionary<int, SeriesDays>();
        while (await reader.ReadAsync(ct)) Of(reader).Edits.Add(ReadEdit(reader));
        await reader.NextResultAsync(ct);
        while (await reader.ReadAsync(ct)) (Of(reader).Moves ??= []).Add(ReadMove(reader));
        await reader.NextResultAsync(ct);

        // After the as-of date the chain hangs on a reported closing only where no opening is known: past one, it need not be read
        var (seriesNo, current, wantsReported) = (-1, SeriesDays.None, withReported);
        while (await reader.ReadAsync(ct))
        {
            if (reader.GetInt32(0) != seriesNo) (seriesNo, current, wantsReported) = (reader.GetInt32(0), Of(reader), true);
            var day = ReadBase(reader, wantsReported, asOf);
            if (day.Opening is not null) wantsReported = withReported;
            current.Base.Add(day);
        }
        return days;

        SeriesDays Of(DbDataReader row)
        {
            if (days.TryGetValue(row.GetInt32(0), out var known)) return known;
            return days[row.GetInt32(0)] = new SeriesDays(new List<BaseDay>(UsualDays), [], asOf);
        }
    }

    private DayEdit ReadEdit(DbDataReader row) => new(
        database.ReadDate(row, 1),
        database.ReadQuantity(row, 2),
        database.ReadQuantity(row, 3),
        database.ReadQuantity(row, 4));

    private DayMove ReadMove(DbDataReader row) => new(database.ReadDate(row, 1), database.ReadQuantity(row, 2)!.Value);

    private BaseDay ReadBase(DbDataReader row, bool withReported, DateOnly? asOf)
    {
        var date = database.ReadDate(row, 1);
        return new BaseDay(
            date,
            Opening: database.ReadQuantity(row, 2),
            Production: database.ReadQuantity(row, 3),
            Sales: database.ReadQuantity(row, 4),
            Safety: database.ReadQuantity(row, 5),
            Standard: database.ReadQuantity(row, 6),
            Reported: withReported || date <= asOf ? database.ReadQuantity(row, 7) : null);
    }

    private static void AddParameter(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value;
        command.Parameters.Add(parameter);
    }
}
