using Microsoft.EntityFrameworkCore;
using PsiErp.Data;
using PsiErp.Data.Providers;
using PsiErp.Files;

namespace PsiErp.Import;

/// <summary>What a version takes over from the one before, and how it differs from that.</summary>
/// <param name="db">The database, within a transaction or a long write.</param>
/// <param name="sessionId">The session.</param>
/// <param name="before">The version before.</param>
/// <param name="version">The version, with its file's rows.</param>
/// <param name="write">Lets others in between portions; null when all is one transaction.</param>
internal sealed class CarriedRows(PsiDb db, Guid sessionId, int before, int version, LongWrite? write)
{
    private static readonly string Quantities = string.Join(", ", PlanColumns.Quantities);

    private static readonly string Same = string.Join(
        " AND ", PlanColumns.Quantities.Select(name => $"new.{name} IS NOT DISTINCT FROM old.{name}"));

    private static readonly string Carry =
        $$"""
        INSERT INTO psi_base (session_id, version, series_no, date, {{Quantities}}, is_carried)
        SELECT {0}, {1}, series_no, date, {{Quantities}}, TRUE FROM psi_base AS old
        WHERE session_id = {0} AND version = {2} AND series_no BETWEEN {3} AND {4}
            AND NOT EXISTS (SELECT 1 FROM psi_base AS new
                WHERE new.session_id = {0} AND new.version = {1} AND new.series_no = old.series_no AND new.date = old.date)
        """;

    /// <summary>Rows that were there, of which some are as they were.</summary>
    private static readonly string Compare =
        $$"""
        SELECT count(*) AS met, count(*) FILTER (WHERE {{Same}}) AS unchanged
        FROM psi_base AS new
        JOIN psi_base AS old ON old.session_id = {0} AND old.version = {2} AND old.series_no = new.series_no AND old.date = new.date
        WHERE new.session_id = {0} AND new.version = {1} AND new.is_carried IS NULL
        """;

    /// <summary>Takes the quantities over that the file has no columns for.</summary>
    /// <param name="absent">Their columns.</param>
    /// <param name="ct">Cancels.</param>
    public Task FillAsync(IReadOnlyCollection<string> absent, CancellationToken ct)
    {
        if (absent.Count == 0) return Task.CompletedTask;
        var sql = $$"""
            UPDATE psi_base SET {{string.Join(", ", absent.Select(name => $"{name} = old.{name}"))}}
            FROM psi_base AS old
            WHERE psi_base.session_id = {0} AND psi_base.version = {1} AND psi_base.series_no BETWEEN {3} AND {4}
                AND old.session_id = {0} AND old.version = {2}
                AND old.series_no = psi_base.series_no AND old.date = psi_base.date
            """;
        return InPortionsAsync(sql, version, ct);
    }

    /// <summary>Takes the days over that the file has no rows of.</summary>
    /// <param name="without">The days of which nothing is taken over.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>How many there were.</returns>
    public Task<long> CarryAsync(IReadOnlyCollection<DateOnly> without, CancellationToken ct)
    {
        if (without.Count == 0) return InPortionsAsync(Carry, before, ct);
        // Days of the calendar, written by us
        var dates = string.Join(", ", without.Select(date => $"'{date:yyyy-MM-dd}'"));
        return InPortionsAsync($"{Carry} AND old.date NOT IN ({dates})", before, ct);
    }

    /// <summary>The file's rows that the version before had, and those of them that are as they were.</summary>
    public async Task<(long Met, long Unchanged)> CompareAsync(CancellationToken ct)
    {
        var found = await db.Database.SqlQueryRaw<Comparison>(Compare, sessionId, version, before).SingleAsync(ct);
        return (found.Met, found.Unchanged);
    }

    /// <summary>The series that have carried rows beside those of the file.</summary>
    public async Task<IReadOnlySet<int>> SeriesAsync(CancellationToken ct) => await db.Base
        .Where(row => row.SessionId == sessionId && row.Version == version && row.IsCarried == true)
        .Select(row => row.SeriesNo).Distinct().ToHashSetAsync(ct);

    /// <summary>Takes everything back that was taken over, so that it can be taken from another version.</summary>
    public async Task UndoAsync(IReadOnlyCollection<string> absent, CancellationToken ct)
    {
        await db.Base.Where(row => row.SessionId == sessionId && row.Version == version && row.IsCarried == true).ExecuteDeleteAsync(ct);
        if (absent.Count == 0) return;
        var sql = $"UPDATE psi_base SET {string.Join(", ", absent.Select(name => $"{name} = NULL"))} "
            + "WHERE session_id = {0} AND version = {1}";
        await db.Database.ExecuteSqlRawAsync(sql, [sessionId, version], ct);
    }

    /// <summary>Carries a statement out for the series of a version, some at a time where others wait for that.</summary>
    private async Task<long> InPortionsAsync(string sql, int ofVersion, CancellationToken ct)
    {
        var rows = db.Base.Where(row => row.SessionId == sessionId && row.Version == ofVersion);
        if (await rows.MinAsync(row => (int?)row.SeriesNo, ct) is not { } first) return 0;
        var last = await rows.MaxAsync(row => row.SeriesNo, ct);
        var step = write?.SeriesAtATime ?? last - first + 1;
        var count = 0L;
        for (var from = first; from <= last; from += step)
        {
            count += await db.Database.ExecuteSqlRawAsync(sql, [sessionId, version, before, from, from + step - 1], ct);
            if (write is not null) await write.LetOthersInAsync(ct);
        }
        return count;
    }

    private sealed record Comparison(long Met, long Unchanged);
}
