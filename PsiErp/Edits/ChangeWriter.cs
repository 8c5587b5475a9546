using Microsoft.EntityFrameworkCore;
using PsiErp.Data;
using PsiErp.Data.Providers;
using PsiErp.Planning;

namespace PsiErp.Edits;

/// <summary>Writes what a change makes of series, in bulk: the log of its cells and moves, overrides and summaries.</summary>
internal sealed class ChangeWriter(PsiDb db, IDatabase database, ChangeSet change)
{
    private const string NewEdits = "psi_edits_change";
    private const string NewSummaries = "psi_series_change";

    private static readonly BulkColumn[] LogColumns =
    [
        new("session_id", BulkType.Uuid), new("change_set_id", BulkType.Uuid), new("at", BulkType.Time), new("user_id", BulkType.Uuid),
        new("username", BulkType.Text), new("sku_code", BulkType.Text), new("warehouse_name", BulkType.Text),
        new("channel", BulkType.Text), new("date", BulkType.Date), new("field", BulkType.Text), new("old_value", BulkType.Quantity),
        new("new_value", BulkType.Quantity),
    ];

    private static readonly BulkColumn[] EditColumns =
    [
        new("id", BulkType.Uuid), new("session_id", BulkType.Uuid), new("series_no", BulkType.Integer), new("date", BulkType.Date),
        new("inbound_qty", BulkType.Quantity), new("outbound_qty", BulkType.Quantity), new("safety_stock", BulkType.Quantity),
        new("created_at", BulkType.Time), new("updated_at", BulkType.Time), new("created_by", BulkType.Uuid),
        new("updated_by", BulkType.Uuid),
    ];

    private static readonly BulkColumn[] SummaryColumns =
        [new("series_no", BulkType.Integer), .. SummaryColumn.All.Select(column => new BulkColumn(column.Name, column.Type))];

    private static readonly string Names = string.Join(", ", EditColumns.Select(column => column.Name));

    private static readonly string Upsert =
        $"""
        INSERT INTO psi_edits ({Names}) SELECT {Names} FROM {NewEdits}
        WHERE inbound_qty IS NOT NULL OR outbound_qty IS NOT NULL OR safety_stock IS NOT NULL
        ON CONFLICT (session_id, series_no, date) DO UPDATE SET inbound_qty = excluded.inbound_qty,
            outbound_qty = excluded.outbound_qty, safety_stock = excluded.safety_stock, updated_at = excluded.updated_at,
            updated_by = excluded.updated_by
        """;

    private static readonly string Delete =
        $$"""
        DELETE FROM psi_edits WHERE session_id = {0} AND (series_no, date) IN (SELECT series_no, date FROM {{NewEdits}}
            WHERE inbound_qty IS NULL AND outbound_qty IS NULL AND safety_stock IS NULL)
        """;

    private static readonly string UpdateSummaries =
        $$"""
        UPDATE psi_series SET {{string.Join(", ", SummaryColumn.All.Select(column => $"{column.Name} = new.{column.Name}"))}}
        FROM {{NewSummaries}} AS new WHERE psi_series.session_id = {0} AND psi_series.series_no = new.series_no
        """;

    /// <summary>Writes some series.</summary>
    public async Task WriteAsync(IReadOnlyList<ChangedSeries> series, CancellationToken ct)
    {
        await LogAsync(series, ct);
        await WriteEditsAsync(series, ct);
        await WriteSummariesAsync([.. series.Where(one => one.Summary is not null)], ct);
        int[] gone = [.. series.Where(one => one.Summary is null).Select(one => one.Series.SeriesNo)];
        if (gone.Length == 0) return;
        await db.Series.Where(one => one.SessionId == change.SessionId && gone.Contains(one.SeriesNo)).ExecuteDeleteAsync(ct);
    }

    private async Task LogAsync(IReadOnlyList<ChangedSeries> series, CancellationToken ct)
    {
        await using var row = await database.BulkWriteAsync(db, "psi_edit_log", LogColumns, ct);
        foreach (var one in series)
        {
            foreach (var cell in one.Cells) Log(row, one.Series.Key, cell.Date, cell.Field.WireName(), cell.Before, cell.After);
            foreach (var move in one.Moves) Log(row, one.Series.Key, move.Date, DayMove.WireName, move.Before, move.After);
        }
        await row.CompleteAsync(ct);
    }

    private void Log(BulkWriter row, in SeriesKey series, DateOnly date, string field, decimal? before, decimal? after)
    {
        row.StartRow();
        row.Write(change.SessionId);
        row.Write(change.Id);
        row.Write(change.At);
        row.WriteIdOrNull(change.UserId);
        row.Write(change.Username);
        row.Write(series.SkuCode);
        row.Write(series.WarehouseName);
        row.Write(series.Channel);
        row.Write(date);
        row.Write(field);
        row.Write(before);
        row.Write(after);
    }

    private async Task WriteEditsAsync(IReadOnlyList<ChangedSeries> series, CancellationToken ct)
    {
        // Under the session's lock nobody else can have begun them, so that there is no conflict to look for
        if (series.Any(one => one.NewDays.Count > 0)) await CopyEditsAsync("psi_edits", series, one => one.NewDays, ct);
        if (series.All(one => one.Days.Count == 0)) return;
        await database.CreateStagingAsync(db, NewEdits, EditColumns, ct);
        await CopyEditsAsync(NewEdits, series, one => one.Days, ct);
        await db.Database.ExecuteSqlRawAsync(Upsert, ct);
        if (series.Any(one => one.Days.Any(edit => edit.IsEmpty)))
        {
            await database.AnalyzeAsync(db, NewEdits, ct);
            await db.Database.ExecuteSqlRawAsync(Delete, [change.SessionId], ct);
        }
        await DropAsync(NewEdits, ct);
    }

    private async Task CopyEditsAsync(
        string table, IReadOnlyList<ChangedSeries> series, Func<ChangedSeries, IReadOnlyList<DayEdit>> daysOf, CancellationToken ct)
    {
        await using var row = await database.BulkWriteAsync(db, table, EditColumns, ct);
        foreach (var one in series)
        {
            foreach (var edit in daysOf(one))
            {
                row.StartRow();
                row.Write(Guid.CreateVersion7());
                row.Write(change.SessionId);
                row.Write(one.Series.SeriesNo);
                row.Write(edit.Date);
                row.Write(edit.Production);
                row.Write(edit.Sales);
                row.Write(edit.Safety);
                row.Write(change.At);
                row.Write(change.At);
                row.WriteIdOrNull(change.UserId);
                row.WriteIdOrNull(change.UserId);
            }
        }
        await row.CompleteAsync(ct);
    }

    private async Task WriteSummariesAsync(IReadOnlyList<ChangedSeries> series, CancellationToken ct)
    {
        if (series.Count == 0) return;
        await database.CreateStagingAsync(db, NewSummaries, SummaryColumns, ct);
        await using (var row = await database.BulkWriteAsync(db, NewSummaries, SummaryColumns, ct))
        {
            foreach (var one in series)
            {
                row.StartRow();
                row.Write(one.Series.SeriesNo);
                foreach (var column in SummaryColumn.All) column.Write(row, one.Summary!);
            }
            await row.CompleteAsync(ct);
        }
        await database.AnalyzeAsync(db, NewSummaries, ct);
        await db.Database.ExecuteSqlRawAsync(UpdateSummaries, [change.SessionId], ct);
        await DropAsync(NewSummaries, ct);
    }

    /// <summary>The next series get one of their own: emptied, it would still be read through.</summary>
    private Task<int> DropAsync(string staging, CancellationToken ct) =>
        db.Database.ExecuteSqlRawAsync(staging == NewEdits ? $"DROP TABLE {NewEdits}" : $"DROP TABLE {NewSummaries}", ct);
}
