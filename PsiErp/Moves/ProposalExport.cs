using System.Runtime.CompilerServices;
using PsiErp.Data;
using PsiErp.Planning;

namespace PsiErp.Moves;

/// <summary>A line of a draft as a row of a file, with what it does: the first alert before and after it.</summary>
public sealed record ProposalRow(
    string Kind, bool Chosen, string SkuCode, string? SkuName, string? FromWarehouse, string? FromChannel, string ToWarehouse,
    string ToChannel, decimal Qty, DateOnly? LeavesOn, DateOnly ArrivesOn, string? AlertBefore, DateOnly? AlertBeforeOn,
    string? AlertAfter, DateOnly? AlertAfterOn, decimal? Cost, string? Reason);

/// <summary>All lines of a draft as the rows of a file: what to move, then what to make, SKU by SKU.</summary>
public sealed class ProposalExport(ProposalDrafts drafts)
{
    /// <summary>The rows.</summary>
    public async IAsyncEnumerable<ProposalRow> RowsAsync(TransferPlan plan, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var sku in drafts.AllAsync(plan, ct))
        {
            var title = sku.Stock.Series.Select(one => one.Series.SkuName).FirstOrDefault(known => known is not null);
            foreach (var move in sku.Moves)
            {
                var line = move.Line;
                yield return new ProposalRow(
                    "move", !line.IsLeftOut, line.SkuCode, title, line.FromWarehouse, line.FromChannel, line.ToWarehouse, line.ToChannel,
                    line.Qty, move.Leaves, move.Arrives, NameOf(move.Before), DayOf(move.Before), NameOf(move.After), DayOf(move.After),
                    move.Terms.IsKnown ? move.Terms.CostOf(line.Qty) : null, line.Reason);
            }
            foreach (var make in sku.Made)
            {
                var line = make.Line;
                yield return new ProposalRow(
                    "make", !line.IsLeftOut, line.SkuCode, title, null, null, line.WarehouseName, line.Channel, line.Qty, null, line.Date,
                    NameOf(make.Before), DayOf(make.Before), NameOf(make.After), DayOf(make.After), null,
                    line.NeededOn is { } needed ? $"needed on {needed:O}" : null);
            }
        }
    }

    private static string? NameOf(FirstAlert alert) => alert.Alert == Alert.None ? null : SnakeName.Of(alert.Alert);

    private static DateOnly? DayOf(FirstAlert alert) => alert.Alert == Alert.None ? null : alert.Date;
}
