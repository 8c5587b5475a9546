using System.Data.Common;
using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using PsiErp.Data;
using PsiErp.Data.Providers;
using PsiErp.Planning;

namespace PsiErp.Prototype;

/// <summary>
/// Compares what PsiErp now holds with what the prototype holds, day by day, with SQL that shares nothing with the reading
/// of the tables: a value that was read into the wrong place is found as well.
/// </summary>
internal sealed class PlanComparison(PrototypeDatabase old, PsiDb db, IDatabase database)
{
    private static readonly string[] KeyColumns = ["sku_code", "warehouse_name", "channel"];

    private static readonly string[] BaseValues =
        ["stock_at_anchor", "inbound_qty", "outbound_qty", "stock_closing", "safety_stock", "stdstock"];

    private static readonly string[] EditValues = ["inbound_qty", "outbound_qty", "safety_stock"];

    /// <summary>Compares the imported values of every day of a session.</summary>
    /// <returns>How many days there are.</returns>
    /// <exception cref="PrototypeException">A day differs.</exception>
    public Task<long> CompareBaseAsync(Guid sessionId, CancellationToken ct) =>
        CompareAsync("psi_base", BaseValues, "", sessionId, ct);

    /// <summary>Compares every override of a session.</summary>
    /// <inheritdoc cref="CompareBaseAsync"/>
    public Task<long> CompareEditsAsync(Guid sessionId, CancellationToken ct) =>
        CompareAsync("psi_edits", EditValues, "WHERE num_nonnulls(inbound_qty, outbound_qty, safety_stock) > 0", sessionId, ct);

    private async Task<long> CompareAsync(string table, string[] values, string condition, Guid sessionId, CancellationToken ct)
    {
        var count = 0L;
        await using var stored = NewDaysAsync(table, values, sessionId, ct).GetAsyncEnumerator(ct);
        await foreach (var before in OldDaysAsync(table, values, condition, sessionId, ct))
        {
            var now = await stored.MoveNextAsync() ? stored.Current : "nothing";
            if (now != before) throw Differs(table, before, now);
            count++;
        }
        if (await stored.MoveNextAsync()) throw Differs(table, "nothing", stored.Current);
        return count;
    }

    private static PrototypeException Differs(string table, string before, string now) => new(
        $"{table} did not arrive as the prototype has it: {before} there, {now} here. Nothing was taken over.");

    private async IAsyncEnumerable<string> OldDaysAsync(
        string table, string[] values, string condition, Guid sessionId,
        [EnumeratorCancellation] CancellationToken ct)
    {
        if (!old.Has(table)) yield break;
        var there = old.ColumnsOf(table);
        var quantities = values.Select(name =>
            there.Contains(name) ? $"trim_scale(old.{name}::numeric) AS {name}" : $"NULL::numeric AS {name}");
        var latest = string.Join(", ", PlanTable.AgeColumns(old, table).Select(column => $"old.{column} DESC"));
        var sql =
            $"""
            SELECT concat_ws('|', coalesce(sku_code, ''), coalesce(warehouse_name, ''), coalesce(channel, ''), date,
                {string.Join(", ", values.Select(name => $"coalesce({name}::text, '-')"))})
            FROM (
                SELECT DISTINCT ON ({PlanTable.DayOrder("old")}) sku_code, warehouse_name, channel, date, {string.Join(", ", quantities)}
                FROM {old.Qualified(table)} AS old WHERE old.session_id::uuid = $1
                ORDER BY {PlanTable.DayOrder("old")}, {latest}
            ) AS days {condition} ORDER BY {PlanTable.DayOrder("days")}
            """;
        await foreach (var row in old.ReadAsync(sql, sessionId, ct)) yield return row.GetString(0);
    }

    private async IAsyncEnumerable<string> NewDaysAsync(
        string table, string[] values, Guid sessionId,
        [EnumeratorCancellation] CancellationToken ct)
    {
        var keys = KeyColumns.Select(database.InByteOrder);
        await using var command = db.Database.GetDbConnection().CreateCommand();
        (command.Transaction, command.CommandTimeout) = (db.CurrentTransaction, 0);
        command.CommandText =
            $"""
            SELECT sku_code, warehouse_name, channel, day.date, {string.Join(", ", values.Select(name => $"day.{name}"))}
            FROM {table} AS day JOIN psi_series AS series ON series.session_id = day.session_id AND series.series_no = day.series_no
            WHERE day.session_id = @session
            ORDER BY {string.Join(", ", keys)}, day.date
            """;
        var session = command.CreateParameter();
        (session.ParameterName, session.Value) = ("session", sessionId);
        command.Parameters.Add(session);
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct)) yield return Line(reader, values.Length);
    }

    private string Line(DbDataReader row, int values)
    {
        var date = database.ReadDate(row, 3).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var quantities = Enumerable.Range(4, values).Select(at => database.ReadQuantity(row, at) is { } value
            ? Quantity.Normalize(value).ToString(CultureInfo.InvariantCulture)
            : "-");
        return string.Join('|', [row.GetString(0), row.GetString(1), row.GetString(2), date, .. quantities]);
    }
}
