using Microsoft.EntityFrameworkCore;
using PsiErp.Data;
using PsiErp.Data.Providers;

namespace PsiErp.Sessions;

/// <summary>Keeps the list of a session's SKUs true to its series, while the session is locked.</summary>
internal static class SkuList
{
    private static readonly BulkColumn[] Columns =
        [new("session_id", BulkType.Uuid), new("sku_code", BulkType.Text), new("search_key", BulkType.Text)];

    /// <summary>Adds the SKUs of new series; those that are listed already stay as they are.</summary>
    public static async Task AddAsync(
        PsiDb db, IDatabase database, Guid sessionId, IEnumerable<string> skuCodes, CancellationToken ct)
    {
        var added = skuCodes.ToHashSet();
        added.ExceptWith(await db.Skus.Where(sku => sku.SessionId == sessionId).Select(sku => sku.SkuCode).ToListAsync(ct));
        if (added.Count == 0) return;

        await using var writer = await database.BulkWriteAsync(db, "psi_skus", Columns, ct);
        foreach (var code in added)
        {
            writer.StartRow();
            writer.Write(sessionId);
            writer.Write(code);
            writer.Write(SeriesFilter.Fold(code));
        }
        await writer.CompleteAsync(ct);
    }

    /// <summary>Removes the SKUs whose last series is gone.</summary>
    public static Task<int> RemoveUnusedAsync(PsiDb db, Guid sessionId, CancellationToken ct) => db.Skus
        .Where(sku => sku.SessionId == sessionId
            && !db.Series.Any(series => series.SessionId == sessionId && series.SkuCode == sku.SkuCode))
        .ExecuteDeleteAsync(ct);
}
