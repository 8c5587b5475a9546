using System.Globalization;
using PsiErp.Data;
using PsiErp.Data.Providers;
using PsiErp.Planning;

namespace PsiErp.Moves;

/// <summary>A move that is proposed for a SKU.</summary>
internal sealed record ProposedLine(SeriesKey From, SeriesKey To, DateOnly LeavesOn, DateOnly ArrivesOn, decimal Qty, string Reason)
{
    public static ProposedLine Of(SkuStock stock, ProposedMove move)
    {
        var (from, to) = (stock.Places[move.From], stock.Places[move.To]);
        return new ProposedLine(
            new SeriesKey(stock.SkuCode, from.Warehouse, from.Channel), new SeriesKey(stock.SkuCode, to.Warehouse, to.Channel),
            to.Path.DayOf(move.Leaves), to.Path.DayOf(move.Arrives), move.Quantity, move.Policy?.Text() ?? ReasonOf(to.Path.Alert()));
    }

    /// <summary>As the wire has reasons: in English.</summary>
    private static string ReasonOf(FirstAlert alert) => string.Create(
        CultureInfo.InvariantCulture, $"{(alert.Alert == Alert.StockOut ? "out of stock" : "below safety stock")} on {alert.Date:O}");
}

/// <summary>Production that is proposed for a SKU.</summary>
internal sealed record ProposedMake(SeriesKey Series, DateOnly Date, decimal Qty, DateOnly NeededOn)
{
    public static ProposedMake Of(SkuStock stock, ProposedProduction production)
    {
        var place = stock.Places[production.Place];
        return new ProposedMake(
            new SeriesKey(stock.SkuCode, place.Warehouse, place.Channel), place.Path.DayOf(production.Day), production.Quantity,
            place.Path.DayOf(production.NeededOn));
    }
}

/// <summary>Writes the lines of a draft in bulk.</summary>
internal sealed class ProposalLineWriter(PsiDb db, IDatabase database, Guid planId)
{
    private static readonly BulkColumn[] LineColumns =
    [
        new("id", BulkType.Uuid), new("plan_id", BulkType.Uuid), new("position", BulkType.Integer), new("sku_code", BulkType.Text),
        new("from_warehouse", BulkType.Text), new("from_channel", BulkType.Text), new("to_warehouse", BulkType.Text),
        new("to_channel", BulkType.Text), new("qty", BulkType.Quantity), new("is_manual", BulkType.Boolean), new("reason", BulkType.Text),
        new("leaves_on", BulkType.Date), new("arrives_on", BulkType.Date), new("is_left_out", BulkType.Boolean),
    ];

    private static readonly BulkColumn[] MakeColumns =
    [
        new("id", BulkType.Uuid), new("plan_id", BulkType.Uuid), new("position", BulkType.Integer), new("sku_code", BulkType.Text),
        new("warehouse_name", BulkType.Text), new("channel", BulkType.Text), new("date", BulkType.Date), new("qty", BulkType.Quantity),
        new("needed_on", BulkType.Date), new("is_manual", BulkType.Boolean), new("is_left_out", BulkType.Boolean),
    ];

    /// <summary>Writes those of SKUs in their order; positions go on from the moves of a SKU to its production.</summary>
    public async Task WriteAsync(
        IEnumerable<(IReadOnlyList<ProposedLine> Moves, IReadOnlyList<ProposedMake> Made)> skus, CancellationToken ct)
    {
        var position = 0;
        var moves = new List<(ProposedLine Line, int Position)>();
        var made = new List<(ProposedMake Make, int Position)>();
        foreach (var sku in skus)
        {
            foreach (var line in sku.Moves) moves.Add((line, ++position));
            foreach (var make in sku.Made) made.Add((make, ++position));
        }
        await using (var row = await database.BulkWriteAsync(db, "transfer_plan_lines", LineColumns, ct))
        {
            foreach (var (line, at) in moves) Write(row, line, at);
            await row.CompleteAsync(ct);
        }
        await using (var row = await database.BulkWriteAsync(db, "transfer_plan_production", MakeColumns, ct))
        {
            foreach (var (make, at) in made) Write(row, make, at);
            await row.CompleteAsync(ct);
        }
    }

    private void Write(BulkWriter row, ProposedLine line, int position)
    {
        row.StartRow();
        row.Write(Guid.CreateVersion7());
        row.Write(planId);
        row.Write(position);
        row.Write(line.From.SkuCode);
        row.Write(line.From.WarehouseName);
        row.Write(line.From.Channel);
        row.Write(line.To.WarehouseName);
        row.Write(line.To.Channel);
        row.Write(line.Qty);
        row.Write(false);
        row.Write(line.Reason);
        row.Write(line.LeavesOn);
        row.Write(line.ArrivesOn);
        row.Write(false);
    }

    private void Write(BulkWriter row, ProposedMake make, int position)
    {
        row.StartRow();
        row.Write(Guid.CreateVersion7());
        row.Write(planId);
        row.Write(position);
        row.Write(make.Series.SkuCode);
        row.Write(make.Series.WarehouseName);
        row.Write(make.Series.Channel);
        row.Write(make.Date);
        row.Write(make.Qty);
        row.Write(make.NeededOn);
        row.Write(false);
        row.Write(false);
    }
}
