using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using PsiErp.Data;
using PsiErp.Data.Providers;
using PsiErp.Planning;

namespace PsiErp.Plan;

/// <summary>What a session says of a series.</summary>
/// <param name="Production">Units in, in all.</param>
/// <param name="Sales">Units out, in all.</param>
/// <param name="Closing">Stock after the last day.</param>
/// <param name="Alert">The gravest thing that it calls for.</param>
/// <param name="StockOutDate">The first day with closing stock under 0.</param>
public sealed record SeriesSide(decimal Production, decimal Sales, decimal Closing, FirstAlert Alert, DateOnly? StockOutDate);

/// <summary>A series that is not the same in two sessions.</summary>
/// <param name="Key">The keys.</param>
/// <param name="Name">What the SKU is called.</param>
/// <param name="Here">What the one session says; null when it has no such series.</param>
/// <param name="There">What the other one says.</param>
public sealed record SeriesDifference(SeriesKey Key, string? Name, SeriesSide? Here, SeriesSide? There)
{
    /// <summary>What <see cref="Here"/> has more than <see cref="There"/>; a series that isn't there has nothing.</summary>
    public decimal Production => (Here?.Production ?? 0) - (There?.Production ?? 0);

    /// <inheritdoc cref="Production"/>
    public decimal Sales => (Here?.Sales ?? 0) - (There?.Sales ?? 0);

    /// <inheritdoc cref="Production"/>
    public decimal Closing => (Here?.Closing ?? 0) - (There?.Closing ?? 0);

    /// <summary>Whether it runs out on another day, or in one of them only.</summary>
    public bool RunsOutOtherwise => Here?.StockOutDate != There?.StockOutDate;

    /// <summary>The sooner of the days that it runs out on.</summary>
    public DateOnly? FirstStockOut => Here?.StockOutDate is { } here && !(There?.StockOutDate < here) ? here : There?.StockOutDate;

    /// <summary>How much is other, in units.</summary>
    public decimal Size => Math.Max(Math.Abs(Closing), Math.Max(Math.Abs(Production), Math.Abs(Sales)));
}

/// <summary>What differs between two planning sessions, series by series.</summary>
public sealed class PlanComparison(PsiDb db, IDatabase database, WorklistTotals totals, SessionMemory memory)
{
    private static readonly string[] SideColumns =
        ["series_no", "total_production", "total_sales", "closing", "stock_out_date", "shortage_date", "over_date"];

    private const string SameKeys =
        "there.sku_code = here.sku_code AND there.warehouse_name = here.warehouse_name AND there.channel = here.channel";

    private static readonly string Nothing = string.Join(", ", SideColumns.Select(_ => "NULL"));

    /// <summary>
    /// Series are the same when every day of theirs is, which the line of the summary has in short, and when they are as urgent, which
    /// their as-of dates decide too. A series of the one session is
    /// looked for by the natural key (session_id, sku_code, warehouse_name, channel) of the other; a full join would compare each
    /// with each in SQLite.
    /// </summary>
    private static readonly string Differing =
        $"""
        SELECT here.sku_code, here.warehouse_name, here.channel, coalesce(here.sku_name, there.sku_name),
            {SideOf("here")}, {SideOf("there")}
        FROM psi_series AS here LEFT JOIN psi_series AS there ON there.session_id = @there AND {SameKeys}
        WHERE here.session_id = @here AND (there.series_no IS NULL OR here.line IS DISTINCT FROM there.line
            OR here.urgency <> there.urgency)
        UNION ALL
        SELECT there.sku_code, there.warehouse_name, there.channel, there.sku_name, {Nothing}, {SideOf("there")}
        FROM psi_series AS there WHERE there.session_id = @there
            AND NOT EXISTS (SELECT 1 FROM psi_series AS here WHERE here.session_id = @here AND {SameKeys})
        """;

    private delegate IOrderedEnumerable<SeriesDifference> Sort(IEnumerable<SeriesDifference> all, bool falls);

    private static readonly Dictionary<string, Sort> Sorts = new()
    {
        // What runs out on another day first, the soonest of those first; then by size
        ["stock_out_date"] = (all, falls) => By(all, one => (!one.RunsOutOtherwise,
            one.RunsOutOtherwise ? one.FirstStockOut ?? DateOnly.MaxValue : DateOnly.MaxValue, -one.Size), falls),
        ["sku_code"] = (all, falls) => By(all, one => one.Key.SkuCode, falls, StringComparer.Ordinal),
        ["warehouse_name"] = (all, falls) => By(all, one => one.Key.WarehouseName, falls, StringComparer.Ordinal),
        ["channel"] = (all, falls) => By(all, one => one.Key.Channel, falls, StringComparer.Ordinal),
        ["production"] = (all, falls) => By(all, one => one.Production, falls),
        ["sales"] = (all, falls) => By(all, one => one.Sales, falls),
        ["closing"] = (all, falls) => By(all, one => one.Closing, falls),
        ["size"] = (all, falls) => By(all, one => one.Size, falls),
    };

    /// <summary>What differences may be sorted by; the first is meant when nothing is said.</summary>
    public static string[] Columns { get; } = [.. Sorts.Keys];

    /// <summary>The stock of both sessions, added up.</summary>
    public async Task<CompareTotals> TotalsAsync(PlanningSession here, PlanningSession there, CancellationToken ct) => CompareTotals.Of(
        here, there, await totals.OfAsync(here, SeriesSelection.All, Bucket.Day, ct),
        await totals.OfAsync(there, SeriesSelection.All, Bucket.Day, ct));

    /// <summary>The series that differ, in an order.</summary>
    /// <param name="here">The one session.</param>
    /// <param name="there">The other one.</param>
    /// <param name="text">Words, each of which is in a key or the name; null for all series.</param>
    /// <param name="order">One of <see cref="Columns"/>, perhaps after a <c>-</c>.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<IReadOnlyList<SeriesDifference>> OfAsync(
        PlanningSession here, PlanningSession there, string? text, string order, CancellationToken ct)
    {
        var all = await memory.RecallAsync(
            here, (typeof(SeriesDifference), there.Id, there.UpdatedAt, there.SummaryRules, there.LevelsAt),
            () => ReadAsync(here.Id, there.Id, ct));
        string[] words = [.. (text ?? "").ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)];
        var found = words.Length == 0 ? all : all.Where(one => words.All(word => Has(one, word)));
        var isDescending = order.StartsWith('-');
        return
        [
            .. Sorts[order.TrimStart('-')](found, isDescending)
                .ThenBy(one => one.Key.SkuCode, StringComparer.Ordinal).ThenBy(one => one.Key.WarehouseName, StringComparer.Ordinal)
                .ThenBy(one => one.Key.Channel, StringComparer.Ordinal),
        ];
    }

    private static string SideOf(string table) => string.Join(", ", SideColumns.Select(column => $"{table}.{column}"));

    private static bool Has(SeriesDifference one, string word) =>
        SeriesFilter.SearchKey(one.Key).Contains(SeriesFilter.Fold(word), StringComparison.Ordinal)
        || one.Name?.Contains(word, StringComparison.OrdinalIgnoreCase) == true;

    private static IOrderedEnumerable<SeriesDifference> By<T>(
        IEnumerable<SeriesDifference> all, Func<SeriesDifference, T> column, bool isDescending, IComparer<T>? comparer = null) =>
        isDescending ? all.OrderByDescending(column, comparer) : all.OrderBy(column, comparer);

    private async Task<IReadOnlyList<SeriesDifference>> ReadAsync(Guid here, Guid there, CancellationToken ct)
    {
        await db.Database.OpenConnectionAsync(ct);
        try
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.Transaction = db.CurrentTransaction;
            command.CommandText = Differing;
            AddParameter(command, "here", here);
            AddParameter(command, "there", there);
            await using var reader = await command.ExecuteReaderAsync(ct);
            var differences = new List<SeriesDifference>();
            while (await reader.ReadAsync(ct))
            {
                differences.Add(new SeriesDifference(new SeriesKey(reader.GetString(0), reader.GetString(1), reader.GetString(2)),
                    reader.IsDBNull(3) ? null : reader.GetString(3), ReadSide(reader, 4), ReadSide(reader, 11)));
            }
            return differences;
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    private SeriesSide? ReadSide(DbDataReader row, int at)
    {
        if (row.IsDBNull(at)) return null;
        var stockOut = DateAt(at + 4);
        return new SeriesSide(database.ReadQuantity(row, at + 1)!.Value, database.ReadQuantity(row, at + 2)!.Value,
            database.ReadQuantity(row, at + 3)!.Value, FirstAlert.Of(stockOut, DateAt(at + 5), DateAt(at + 6)), stockOut);

        DateOnly? DateAt(int ordinal) => row.IsDBNull(ordinal) ? null : database.ReadDate(row, ordinal);
    }

    private static void AddParameter(DbCommand command, string name, Guid value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value);
        command.Parameters.Add(parameter);
    }
}
