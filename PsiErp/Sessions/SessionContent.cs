using Microsoft.EntityFrameworkCore;
using PsiErp.Data;

namespace PsiErp.Sessions;

/// <summary>Copies the plan of one session into another, without fetching it.</summary>
internal static class SessionContent
{
    private const string SessionId = "session_id";

    /// <summary>
    /// Copies series, the base data that is the plan, edits and comments. Each statement reads one session's contiguous range of
    /// a key.
    /// </summary>
    public static async Task CopyAsync(PsiDb db, Guid from, Guid to, CancellationToken ct)
    {
        await CopyAsync<Sku>(db, from, to, ct);
        await CopyAsync<Series>(db, from, to, ct);
        await CopyAsync<BaseRow>(db, from, to, ct, new() { ["version"] = $"{BaseData.FirstVersion}", ["is_carried"] = "NULL" },
            "AND version = (SELECT version FROM sessions WHERE id = {1})");
        await CopyAsync<Edit>(db, from, to, ct);
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
