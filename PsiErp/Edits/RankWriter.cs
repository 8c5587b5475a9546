using Microsoft.EntityFrameworkCore;
using PsiErp.Data;
using PsiErp.Data.Providers;

namespace PsiErp.Edits;

/// <summary>
/// Gives series ranks and keeps those that they had, as part of a change set, in the transaction of a
/// <see cref="Sessions.SessionWrite"/>.
/// </summary>
internal sealed class RankWriter(PsiDb db, IDatabase database, ChangeSet change)
{
    private const int SkusAtATime = 500;

    /// <summary>The series of a row of <c>rank_changes</c>.</summary>
    private const string IsOf =
        "psi_series.sku_code = ranks.sku_code AND psi_series.warehouse_name = ranks.warehouse_name AND psi_series.channel = ranks.channel";

    private const string Apply =
        $$"""
        UPDATE psi_series SET fw_rank = ranks.fw_after, ss_rank = ranks.ss_after FROM rank_changes AS ranks
        WHERE ranks.change_set_id = {0} AND psi_series.session_id = {1} AND {{IsOf}}
        """;

    private const string TakeBack =
        $$"""
        INSERT INTO rank_changes
            (change_set_id, session_id, sku_code, warehouse_name, channel, fw_before, fw_after, ss_before, ss_after)
        SELECT {0}, ranks.session_id, ranks.sku_code, ranks.warehouse_name, ranks.channel, ranks.fw_after, ranks.fw_before,
            ranks.ss_after, ranks.ss_before
        FROM rank_changes AS ranks JOIN psi_series ON psi_series.session_id = ranks.session_id AND {{IsOf}}
        WHERE ranks.change_set_id = {1} AND psi_series.fw_rank IS NOT DISTINCT FROM ranks.fw_after
            AND psi_series.ss_rank IS NOT DISTINCT FROM ranks.ss_after
        """;

    private static readonly BulkColumn[] Columns =
    [
        new("change_set_id", BulkType.Uuid), new("session_id", BulkType.Uuid), new("sku_code", BulkType.Text),
        new("warehouse_name", BulkType.Text), new("channel", BulkType.Text), new("fw_before", BulkType.Text),
        new("fw_after", BulkType.Text), new("ss_before", BulkType.Text), new("ss_after", BulkType.Text),
    ];

    /// <summary>Gives all series of some SKUs their ranks.</summary>
    public async Task SetAsync(IReadOnlyDictionary<string, (string? Fw, string? Ss)> ranks, CancellationToken ct)
    {
        foreach (var skus in ranks.Keys.Chunk(SkusAtATime))
        {
            var series = await db.Series.AsNoTracking()
                .Where(one => one.SessionId == change.SessionId && skus.Contains(one.SkuCode))
                .Select(one => new { one.SkuCode, one.WarehouseName, one.Channel, one.FwRank, one.SsRank }).ToListAsync(ct);
            await WriteAsync(
                from one in series
                let rank = ranks[one.SkuCode]
                where (one.FwRank, one.SsRank) != rank
                select new RankChange
                {
                    ChangeSetId = change.Id,
                    SessionId = change.SessionId,
                    SkuCode = one.SkuCode,
                    WarehouseName = one.WarehouseName,
                    Channel = one.Channel,
                    FwBefore = one.FwRank,
                    FwAfter = rank.Fw,
                    SsBefore = one.SsRank,
                    SsAfter = rank.Ss,
                },
                ct);
        }
        await ApplyAsync(ct);
    }

    /// <summary>Gives series the ranks back that another change took, as far as they are still as that left them.</summary>
    /// <returns>Series that stay as they are.</returns>
    public async Task<int> TakeBackAsync(ChangeSet target, CancellationToken ct)
    {
        var count = await db.RankChanges.CountAsync(rank => rank.ChangeSetId == target.Id, ct);
        if (count == 0) return 0;
        var turned = await db.Database.ExecuteSqlRawAsync(TakeBack, [change.Id, target.Id], ct);
        change.Cells += turned;
        if (turned > 0) await ApplyAsync(ct);
        return count - turned;
    }

    private Task<int> ApplyAsync(CancellationToken ct) =>
        db.Database.ExecuteSqlRawAsync(Apply, [change.Id, change.SessionId], ct);

    private async Task WriteAsync(IEnumerable<RankChange> ranks, CancellationToken ct)
    {
        await using var row = await database.BulkWriteAsync(db, "rank_changes", Columns, ct);
        foreach (var rank in ranks)
        {
            row.StartRow();
            row.Write(rank.ChangeSetId);
            row.Write(rank.SessionId);
            row.Write(rank.SkuCode);
            row.Write(rank.WarehouseName);
            row.Write(rank.Channel);
            row.Write(rank.FwBefore);
            row.Write(rank.FwAfter);
            row.Write(rank.SsBefore);
            row.Write(rank.SsAfter);
            change.Cells++;
        }
        await row.CompleteAsync(ct);
    }
}
