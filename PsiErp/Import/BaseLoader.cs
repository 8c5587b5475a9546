using System.Runtime.InteropServices;
using Microsoft.EntityFrameworkCore;
using PsiErp.Data;
using PsiErp.Data.Providers;
using PsiErp.Files;

namespace PsiErp.Import;

/// <summary>
/// Writes the rows of a file into a version of <c>psi_base</c>. As long as each series' days ascend they go straight into the
/// table; from the first row on that may repeat a day, they go through a temporary table, the last one of a day winning.
/// </summary>
/// <param name="db">The database, within a transaction or a long write.</param>
/// <param name="database">Which kind it is.</param>
/// <param name="sessionId">The session.</param>
/// <param name="version">The version, which has no rows yet.</param>
internal sealed class BaseLoader(PsiDb db, IDatabase database, Guid sessionId, int version) : IAsyncDisposable
{
    private const string Staging = "psi_import";

    private static readonly BulkColumn[] Days =
    [
        new("series_no", BulkType.Integer), new("date", BulkType.Date),
        .. PlanColumns.Quantities.Select(name => new BulkColumn(name, BulkType.Quantity)),
    ];

    private static readonly BulkColumn[] TableColumns =
        [new("session_id", BulkType.Uuid), new("version", BulkType.Integer), .. Days];

    private static readonly BulkColumn[] StagingColumns = [new("line", BulkType.BigInteger), .. Days];

    private static readonly string InsertNew =
        $$"""
        INSERT INTO psi_base (session_id, version, {{string.Join(", ", Days.Select(column => column.Name))}})
        SELECT {0}, {1}, {{string.Join(", ", Days.Select(column => column.Name))}} FROM psi_import AS new
        WHERE NOT EXISTS (SELECT 1 FROM psi_base AS old
            WHERE old.session_id = {0} AND old.version = {1} AND old.series_no = new.series_no AND old.date = new.date)
        """;

    private static readonly string UpdateMet =
        $$"""
        UPDATE psi_base SET {{string.Join(", ", PlanColumns.Quantities.Select(name => $"{name} = new.{name}"))}}
        FROM psi_import AS new
        WHERE psi_base.session_id = {0} AND psi_base.version = {1}
            AND psi_base.series_no = new.series_no AND psi_base.date = new.date
        """;

    /// <summary>The latest day that the file has brought so far, by series.</summary>
    private readonly Dictionary<int, DateOnly> _latestDates = [];

    private BulkWriter? _writer;
    private bool _isStaging;
    private long _direct;

    /// <summary>Days of series that the file has brought.</summary>
    public long Rows { get; private set; }

    /// <summary>Rows of a day that the file had a later row of.</summary>
    public long Repeated { get; private set; }

    /// <summary>Takes a row.</summary>
    public async ValueTask AddAsync(int seriesNo, PlanFileRow row, CancellationToken ct)
    {
        if (!_isStaging && !IsLaterThanAllBefore(seriesNo, row.Date)) await StartStagingAsync(ct);
        _writer ??= await (_isStaging
            ? database.BulkWriteAsync(db, Staging, StagingColumns, ct)
            : database.BulkWriteAsync(db, "psi_base", TableColumns, ct));
        Write(_writer, seriesNo, row);
    }

    /// <summary>Writes out what is under way; more rows may come.</summary>
    public async Task FlushAsync(CancellationToken ct)
    {
        if (_writer is null) return;
        await _writer.CompleteAsync(ct);
        await _writer.DisposeAsync();
        _writer = null;
    }

    /// <summary>Brings all rows into the version.</summary>
    public async Task CompleteAsync(CancellationToken ct)
    {
        await FlushAsync(ct);
        Rows = _direct;
        if (!_isStaging) return;
        await database.AnalyzeAsync(db, Staging, ct);
        Repeated = await DropRepeatedAsync(ct);
        Repeated += await db.Database.ExecuteSqlRawAsync(UpdateMet, [sessionId, version], ct);
        Rows += await db.Database.ExecuteSqlRawAsync(InsertNew, [sessionId, version], ct);
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

    private async Task StartStagingAsync(CancellationToken ct)
    {
        await FlushAsync(ct);
        await database.CreateStagingAsync(db, Staging, StagingColumns, ct);
        _isStaging = true;
    }

    private void Write(BulkWriter writer, int seriesNo, in PlanFileRow row)
    {
        writer.StartRow();
        if (_isStaging)
        {
            writer.Write(row.Line);
        }
        else
        {
            writer.Write(sessionId);
            writer.Write(version);
            _direct++;
        }
        writer.Write(seriesNo);
        writer.Write(row.Date);
        writer.Write(row.StockAtAnchor);
        writer.Write(row.InboundQty);
        writer.Write(row.OutboundQty);
        writer.Write(row.StockClosing);
        writer.Write(row.SafetyStock);
        writer.Write(row.StdStock);
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
