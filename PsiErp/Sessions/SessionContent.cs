using Microsoft.EntityFrameworkCore;
using PsiErp.Data;

namespace PsiErp.Sessions;

/// <summary>Copies the plan of one session into another, without fetching it.</summary>
internal static class SessionContent
{
    private const string SessionId = "session_id";

    /// <summary>Series whose days are copied at a time: often enough to say how far it is.</summary>
    private const int SeriesAtATime = 2_000;

    /// <summary>
    /// Copies series, the base data that is the plan, edits, moves, comments, and the alerts that are put off; transfer plans stay
    /// with the session that they are for. Each statement reads one session's contiguous range of the primary key, or of an index.
    /// </summary>
    public static async Task CopyAsync(PsiDb db, Guid from, Guid to, Action<int> report, CancellationToken ct)
    {
        await CopyAsync<Sku>(db, from, to, ct);
        await CopyAsync<Series>(db, from, to, ct);
        var last = await db.Series.Where(series => series.SessionId == from).MaxAsync(series => (int?)series.SeriesNo, ct) ?? -1;
        for (var first = 0; first <= last; first += SeriesAtATime)
        {
            report((int)(100L * first / (last + 1)));
            await CopyAsync<BaseRow>(db, from, to, ct, new() { ["version"] = $"{BaseData.FirstVersion}", ["is_carried"] = "NULL" },
                "AND version = (SELECT version FROM sessions WHERE id = {1}) "
                + $"AND series_no >= {first} AND series_no < {first + SeriesAtATime}");
        }
        await CopyAsync<Edit>(db, from, to, ct);
        await CopyAsync<StockMove>(db, from, to, ct, new() { ["plan_id"] = "NULL" });
        await CopyAsync<AlertSnooze>(db, from, to, ct);
        await CopyAsync<Comment>(db, from, to, ct);
    }

    /// <summary>Copies a table's rows with all their columns; rows that have an id get a new one.</summary>
    private static Task<int> CopyAsync<T>(
        PsiDb db, Guid from, Guid to, CancellationToken ct, Dictionary<string, string>? instead = null, string which = "")
    {
        var table = db.Model.FindEntityType(typeof(T))!.GetTableMappings().Single().Table;
        string[] columns = [.. table.Columns.Select(column => column.Name).Where(name => name != SessionId)];
        var values = columns.Select(name => name == "id" ? "gen_random_uuid()" : instead?.GetValueOrDefault(name) ?? name);
        var sql = $"INSERT INTO {table.Name} ({SessionId}, {string.Join(", ", columns)}) "
            + $"SELECT {{0}}, {string.Join(", ", values)} FROM {table.Name} WHERE {SessionId} = {{1}} {which}";
        return db.Database.ExecuteSqlRawAsync(sql, [to, from], ct);
    }
}
