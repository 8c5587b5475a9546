using Microsoft.EntityFrameworkCore;
using PsiErp.Data;
using PsiErp.Data.Providers;
using PsiErp.Files;

namespace PsiErp.Import;

/// <summary>
/// Brings rows into <c>psi_base</c> within a transaction. Rows that can't meet a row of the same key are written
/// straight into the table; from the first row on that might, they go through a temporary table and are merged at the
/// end, the last one of a key winning.
/// </summary>
internal sealed class BaseLoader(PsiDb db, IDatabase database, Guid sessionId) : IAsyncDisposable
{
    private const string Staging = "psi_import";

    private static readonly BulkColumn[] Quantities =
    [
        new("stock_at_anchor", BulkType.Quantity),
        new("inbound_qty", BulkType.Quantity),
        new("outbound_qty", BulkType.Quantity),
        new("stock_closing", BulkType.Quantity),
        new("safety_stock", BulkType.Quantity),
        new("stdstock", BulkType.Quantity),
    ];

    private static readonly BulkColumn[] TableColumns =
        [new("session_id", BulkType.Uuid), new("series_no", BulkType.Integer), new("date", BulkType.Date), .. Quantities];

    private static readonly BulkColumn[] StagingColumns =
        [new("line", BulkType.BigInteger), new("series_no", BulkType.Integer), new("date", BulkType.Date), .. Quantities];

    private BulkWriter? _writer;
    private bool _isStaging;
    private bool _mayRepeat;
    private long _written;

    /// <summary>Days of series that were new, and that took new values.</summary>
    public (long Inserted, long Updated) Outcome { get; private set; }

    /// <summary>Gets ready to take rows.</summary>
    /// <param name="isEmpty">Whether the session has no rows, so that nothing can be met in the table.</param>
    public Task StartAsync(bool isEmpty, CancellationToken ct) => isEmpty ? StartDirectAsync(ct) : StartStagingAsync(ct);

    /// <summary>Takes a row.</summary>
    public async ValueTask AddAsync(ImportedSeries.Entry series, PlanFileRow row, CancellationToken ct)
    {
        if (row.Date > series.LatestDate)
        {
            series.LatestDate = row.Date;
        }
        else
        {
            _mayRepeat = true;
            if (!_isStaging) await SwitchToStagingAsync(ct);
        }
        Write(series.SeriesNo, row);
    }

    /// <summary>Writes out what is under way, so that the file's days can be asked for.</summary>
    public async Task FlushAsync(CancellationToken ct)
    {
        await CompleteWriterAsync(ct);
        if (!_isStaging) return;
        await database.AnalyzeAsync(db, Staging, ct);
        if (_mayRepeat) await DropRepeatedAsync(ct);
    }

    /// <summary>Removes the session's rows on the days of the staged rows.</summary>
    /// <returns>How many there were.</returns>
    public Task<int> DeleteStagedDatesAsync(CancellationToken ct) => db.Database.ExecuteSqlAsync(
        $"DELETE FROM psi_base WHERE session_id = {sessionId} AND date IN (SELECT DISTINCT date FROM psi_import)", ct);

    /// <summary>Merges what was staged into the table.</summary>
    public async Task CompleteAsync(CancellationToken ct)
    {
        if (!_isStaging)
        {
            Outcome = (_written, 0);
            return;
        }
        var direct = Outcome.Inserted;
        var staged = await db.Database.SqlQuery<long>($"SELECT count(*) AS \"Value\" FROM psi_import").SingleAsync(ct);
        await UpdateMetAsync(ct);
        var inserted = await InsertNewAsync(ct);
        // What met a row that this very file had written directly is a repetition, not an update
        Outcome = (direct + inserted, direct == 0 ? staged - inserted : 0);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_writer is not null) await _writer.DisposeAsync();
    }

    private async Task StartDirectAsync(CancellationToken ct) =>
        _writer = await database.BulkWriteAsync(db, "psi_base", TableColumns, ct);

    private async Task StartStagingAsync(CancellationToken ct)
    {
        await database.CreateStagingAsync(db, Staging, StagingColumns, ct);
        _writer = await database.BulkWriteAsync(db, Staging, StagingColumns, ct);
        _isStaging = true;
    }

    private async Task SwitchToStagingAsync(CancellationToken ct)
    {
        await CompleteWriterAsync(ct);
        Outcome = (_written, 0);
        await StartStagingAsync(ct);
    }

    private async Task CompleteWriterAsync(CancellationToken ct)
    {
        if (_writer is null) return;
        await _writer.CompleteAsync(ct);
        await _writer.DisposeAsync();
        _writer = null;
    }

    private void Write(int seriesNo, in PlanFileRow row)
    {
        var writer = _writer ?? throw new InvalidOperationException("The loader takes rows between start and flush");
        writer.StartRow();
        if (_isStaging) writer.Write(row.Line);
        else writer.Write(sessionId);
        writer.Write(seriesNo);
        writer.Write(row.Date);
        writer.Write(row.StockAtAnchor);
        writer.Write(row.InboundQty);
        writer.Write(row.OutboundQty);
        writer.Write(row.StockClosing);
        writer.Write(row.SafetyStock);
        writer.Write(row.StdStock);
        _written++;
    }

    /// <summary>Of several staged rows of a key only the last one stays.</summary>
    private Task<int> DropRepeatedAsync(CancellationToken ct) => db.Database.ExecuteSqlAsync(
        $"""
        DELETE FROM psi_import WHERE line IN (
            SELECT line FROM (
                SELECT line, row_number() OVER (PARTITION BY series_no, date ORDER BY line DESC) AS place FROM psi_import
            ) AS numbered WHERE place > 1)
        """,
        ct);

    /// <summary>Rows that differ take the staged values; equal ones are left alone, which saves writing them again.</summary>
    private Task<int> UpdateMetAsync(CancellationToken ct) => db.Database.ExecuteSqlAsync(
        $"""
        UPDATE psi_base SET stock_at_anchor = new.stock_at_anchor, inbound_qty = new.inbound_qty,
            outbound_qty = new.outbound_qty, stock_closing = new.stock_closing, safety_stock = new.safety_stock,
            stdstock = new.stdstock
        FROM psi_import AS new
        WHERE psi_base.session_id = {sessionId} AND psi_base.series_no = new.series_no AND psi_base.date = new.date
            AND (psi_base.stock_at_anchor, psi_base.inbound_qty, psi_base.outbound_qty, psi_base.stock_closing,
                 psi_base.safety_stock, psi_base.stdstock)
            IS DISTINCT FROM (new.stock_at_anchor, new.inbound_qty, new.outbound_qty, new.stock_closing,
                 new.safety_stock, new.stdstock)
        """,
        ct);

    private Task<int> InsertNewAsync(CancellationToken ct) => db.Database.ExecuteSqlAsync(
        $"""
        INSERT INTO psi_base (session_id, series_no, date, stock_at_anchor, inbound_qty, outbound_qty, stock_closing,
            safety_stock, stdstock)
        SELECT {sessionId}, series_no, date, stock_at_anchor, inbound_qty, outbound_qty, stock_closing, safety_stock, stdstock
        FROM psi_import AS new
        WHERE NOT EXISTS (SELECT 1 FROM psi_base AS old
            WHERE old.session_id = {sessionId} AND old.series_no = new.series_no AND old.date = new.date)
        """,
        ct);
}
