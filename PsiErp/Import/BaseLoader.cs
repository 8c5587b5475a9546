using System.Runtime.InteropServices;
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
/// <param name="db">The database, within the transaction.</param>
/// <param name="database">Which kind it is.</param>
/// <param name="sessionId">The session.</param>
/// <param name="known">The quantities that the file has columns for; rows that are met keep the others.</param>
internal sealed class BaseLoader(PsiDb db, IDatabase database, Guid sessionId, IReadOnlyList<string> known) : IAsyncDisposable
{
    private const string Staging = "psi_import";

    private static readonly BulkColumn[] Days =
    [
        new("series_no", BulkType.Integer), new("date", BulkType.Date),
        .. PlanColumns.Quantities.Select(name => new BulkColumn(name, BulkType.Quantity)),
    ];

    private static readonly BulkColumn[] TableColumns = [new("session_id", BulkType.Uuid), .. Days];

    private static readonly BulkColumn[] StagingColumns = [new("line", BulkType.BigInteger), .. Days];

    private static readonly string InsertNew =
        $$"""
        INSERT INTO psi_base (session_id, {{string.Join(", ", Days.Select(column => column.Name))}})
        SELECT {0}, {{string.Join(", ", Days.Select(column => column.Name))}} FROM psi_import AS new
        WHERE NOT EXISTS (SELECT 1 FROM psi_base AS old
            WHERE old.session_id = {0} AND old.series_no = new.series_no AND old.date = new.date)
        """;

    /// <summary>Rows that differ take the staged values; equal ones are left alone, which saves writing them again.</summary>
    private readonly string _updateMet =
        $$"""
        UPDATE psi_base SET {{string.Join(", ", known.Select(name => $"{name} = new.{name}"))}}
        FROM psi_import AS new
        WHERE psi_base.session_id = {0} AND psi_base.series_no = new.series_no AND psi_base.date = new.date
            AND ({{string.Join(" OR ", known.Select(name => $"psi_base.{name} IS DISTINCT FROM new.{name}"))}})
        """;

    /// <summary>The latest day that the file has brought so far, by series.</summary>
    private readonly Dictionary<int, DateOnly> _latestDates = [];

    private BulkWriter? _writer;
    private bool _isStaging;
    private bool _mayRepeat;
    private long _written;

    /// <summary>Days of series that were new, and that took new values.</summary>
    public (long Inserted, long Updated) Outcome { get; private set; }

    /// <summary>Rows of a day that the file had a later row of.</summary>
    public long Repeated { get; private set; }

    /// <summary>Gets ready to take rows.</summary>
    /// <param name="isEmpty">Whether the session has no rows, so that nothing can be met in the table.</param>
    public Task StartAsync(bool isEmpty, CancellationToken ct) => isEmpty ? StartDirectAsync(ct) : StartStagingAsync(ct);

    /// <summary>Takes a row.</summary>
    public async ValueTask AddAsync(int seriesNo, PlanFileRow row, CancellationToken ct)
    {
        if (IsLaterThanAllBefore(seriesNo, row.Date))
        {
            Write(seriesNo, row);
            return;
        }
        _mayRepeat = true;
        if (!_isStaging) await SwitchToStagingAsync(ct);
        Write(seriesNo, row);
    }

    /// <summary>Writes out what is under way, so that the file's days can be asked for.</summary>
    public async Task FlushAsync(CancellationToken ct)
    {
        await CompleteWriterAsync(ct);
        if (!_isStaging) return;
        await database.AnalyzeAsync(db, Staging, ct);
        if (_mayRepeat) Repeated = await DropRepeatedAsync(ct);
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
        await db.Database.ExecuteSqlRawAsync(_updateMet, [sessionId], ct);
        var inserted = await db.Database.ExecuteSqlRawAsync(InsertNew, [sessionId], ct);
        // What met a row that this very file had written directly is a repetition, not an update
        if (direct > 0) Repeated += staged - inserted;
        Outcome = (direct + inserted, direct == 0 ? staged - inserted : 0);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_writer is not null) await _writer.DisposeAsync();
    }

    private bool IsLaterThanAllBefore(int seriesNo, DateOnly date)
    {
        ref var latest = ref CollectionsMarshal.GetValueRefOrAddDefault(_latestDates, seriesNo, out var isKnown);
        if (isKnown && date <= latest) return false;
        latest = date;
        return true;
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
}
