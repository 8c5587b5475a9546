using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using PsiErp.Data;

namespace PsiErp.Edits;

/// <summary>Which overrides are meant; members that are null do not narrow.</summary>
/// <param name="Series">By the keys of the series.</param>
/// <param name="UpdatedFrom">Last changed at or after.</param>
/// <param name="UpdatedBefore">Last changed before.</param>
/// <param name="Username">Part of the name of who made or last changed it, in any case.</param>
public sealed record EditFilter(
    SeriesFilter Series, DateTimeOffset? UpdatedFrom = null, DateTimeOffset? UpdatedBefore = null, string? Username = null);

/// <summary>An override with its keys and the names of those who made it.</summary>
public sealed record EditRow(
    Guid Id,
    Guid SessionId,
    string SkuCode,
    string WarehouseName,
    string Channel,
    DateOnly Date,
    decimal? InboundQty,
    decimal? OutboundQty,
    decimal? SafetyStock,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    Guid? CreatedBy,
    Guid? UpdatedBy,
    string? CreatedByUsername,
    string? UpdatedByUsername);

/// <summary>Today's overrides and the log of all changes.</summary>
public sealed class EditLists(PsiDb db)
{
    /// <summary>Overrides fetched at a time.</summary>
    private const int ChunkSize = 500;

    /// <summary>Today's overrides by date, SKU, warehouse and channel; of all sessions when none is named.</summary>
    public IQueryable<Edit> Edits(Guid? sessionId, EditFilter filter)
    {
        var edits = db.Edits.AsNoTracking();
        edits = sessionId is { } id
            ? edits.Where(edit => edit.SessionId == id)
            : edits.Where(edit => db.Sessions.Any(session => session.Id == edit.SessionId));
        if (!filter.Series.IsEmpty)
        {
            var pattern = filter.Series.Pattern;
            edits = edits.Where(edit => EF.Functions.Like(edit.Series!.SearchKey, pattern, @"\"));
        }
        if (filter.UpdatedFrom is { } from) edits = edits.Where(edit => edit.UpdatedAt >= from);
        if (filter.UpdatedBefore is { } before) edits = edits.Where(edit => edit.UpdatedAt < before);
        if (filter.Username?.ToLowerInvariant() is { Length: > 0 } name)
        {
            var users = db.Users.Where(user => user.Username.ToLower().Contains(name)).Select(user => (Guid?)user.Id);
            edits = edits.Where(edit => users.Contains(edit.CreatedBy) || users.Contains(edit.UpdatedBy));
        }
        return edits
            .OrderBy(e => e.Date).ThenBy(e => e.Series!.SkuCode).ThenBy(e => e.Series!.WarehouseName)
            .ThenBy(e => e.Series!.Channel).ThenBy(e => e.SessionId);
    }

    /// <summary>
    /// Reads overrides in their order: which there are at once, the rest of them a few at a time, so that no connection to the
    /// database waits for whoever reads the answer. One that is taken back meanwhile is left out.
    /// </summary>
    public async IAsyncEnumerable<EditRow> ReadAsync(IQueryable<Edit> edits, [EnumeratorCancellation] CancellationToken ct)
    {
        var ids = await edits.Select(edit => edit.Id).ToListAsync(ct);
        foreach (var chunk in ids.Chunk(ChunkSize))
        {
            // Index ix_psi_edits_id
            var rows = await RowsOf(db.Edits.AsNoTracking().Where(edit => chunk.Contains(edit.Id))).ToDictionaryAsync(row => row.Id, ct);
            foreach (var id in chunk)
            {
                if (rows.TryGetValue(id, out var row)) yield return row;
            }
        }
    }

    private IQueryable<EditRow> RowsOf(IQueryable<Edit> edits) =>
        from e in edits
        join user in db.Users on e.CreatedBy equals (Guid?)user.Id into creators
        from creator in creators.DefaultIfEmpty()
        join user in db.Users on e.UpdatedBy equals (Guid?)user.Id into updaters
        from updater in updaters.DefaultIfEmpty()
        select new EditRow(
            e.Id, e.SessionId, e.Series!.SkuCode, e.Series.WarehouseName, e.Series.Channel, e.Date, e.InboundQty,
            e.OutboundQty, e.SafetyStock, e.CreatedAt, e.UpdatedAt, e.CreatedBy, e.UpdatedBy,
            creator!.Username, updater!.Username);

    /// <summary>The log, newest first.</summary>
    /// <param name="sessionId">The session.</param>
    /// <param name="series">By the keys as they were written down.</param>
    /// <param name="username">Part of the name of who changed it, in any case.</param>
    public IQueryable<EditLogEntry> Log(Guid sessionId, SeriesFilter series, string? username)
    {
        var log = db.EditLog.AsNoTracking().Where(entry => entry.SessionId == sessionId);
        if (series.SkuCode?.ToLowerInvariant() is { Length: > 0 } sku)
            log = log.Where(entry => entry.SkuCode.ToLower().Contains(sku));
        if (series.WarehouseName?.ToLowerInvariant() is { Length: > 0 } warehouse)
            log = log.Where(entry => entry.WarehouseName.ToLower().Contains(warehouse));
        if (series.Channel?.ToLowerInvariant() is { Length: > 0 } channel)
            log = log.Where(entry => entry.Channel.ToLower().Contains(channel));
        if (username?.ToLowerInvariant() is { Length: > 0 } name)
            log = log.Where(entry => entry.Username!.ToLower().Contains(name));
        return log.OrderByDescending(entry => entry.Id);
    }
}
