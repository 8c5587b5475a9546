using Microsoft.EntityFrameworkCore;

namespace PsiErp.Plan;

/// <summary>What may be chosen to narrow a list of series.</summary>
public sealed class WorklistChoices(SeriesList list)
{
    /// <summary>Choices at most; who has more of them searches.</summary>
    public const int Most = 200;

    /// <summary>The warehouses of the series that are meant, whichever of them is chosen now.</summary>
    public Task<List<string>> WarehousesAsync(Guid sessionId, SeriesSelection which, CancellationToken ct) =>
        FirstAsync(list.Find(sessionId, which with { Keys = which.Keys with { WarehouseName = null } }).Select(s => s.WarehouseName), ct);

    /// <summary>The channels of the series that are meant, whichever of them is chosen now.</summary>
    public Task<List<string>> ChannelsAsync(Guid sessionId, SeriesSelection which, CancellationToken ct) =>
        FirstAsync(list.Find(sessionId, which with { Keys = which.Keys with { Channel = null } }).Select(s => s.Channel), ct);

    private static Task<List<string>> FirstAsync(IQueryable<string> names, CancellationToken ct) =>
        names.Where(name => name != "").Distinct().OrderBy(name => name).Take(Most).ToListAsync(ct);
}
