using Microsoft.EntityFrameworkCore;
using PsiErp.Data;
using PsiErp.Planning;

namespace PsiErp.Plan;

/// <summary>How the stock of a series on a day came about.</summary>
/// <param name="Day">The day as it is planned.</param>
/// <param name="Imported">What the file said of it, or null where no file has the day.</param>
/// <param name="Edit">What planners made of it.</param>
/// <param name="HangsOn">The first day with counted stock, on which the plan hangs; null where nothing was counted.</param>
/// <param name="EditedBy">Who edited the day last.</param>
/// <param name="EditedAt">When.</param>
/// <param name="File">The name of the file that was imported last.</param>
/// <param name="ImportedBy">Who imported it.</param>
/// <param name="ImportedAt">When.</param>
public sealed record DayStory(
    ProjectedDay Day,
    BaseDay? Imported,
    DayEdit Edit,
    BaseDay? HangsOn,
    string? EditedBy,
    DateTimeOffset? EditedAt,
    string? File,
    string? ImportedBy,
    DateTimeOffset? ImportedAt)
{
    /// <summary>What leaves the series on the day, and what arrives.</summary>
    public IReadOnlyList<StockMove> Moves { get; init; } = [];
}

/// <summary>Answers why a number of the plan is what it is.</summary>
public sealed class DayStories(PsiDb db, PlanReader plans)
{
    /// <summary>The story of a day, or null where the plan has no such series or day.</summary>
    public async Task<DayStory?> FindAsync(Guid sessionId, SeriesKey key, DateOnly date, CancellationToken ct)
    {
        // The natural key (session_id, sku_code, warehouse_name, channel)
        var series = await db.Series.AsNoTracking().SingleOrDefaultAsync(
            one => one.SessionId == sessionId && one.SkuCode == key.SkuCode && one.WarehouseName == key.WarehouseName
                && one.Channel == key.Channel, ct);
        if (series is null) return null;
        var plan = (await plans.PlansAsync(sessionId, [series], ct))[0];
        DaysOfSupply.Fill(plan.Days);
        var place = Array.FindIndex(plan.Days, day => day.Date == date);
        if (place < 0) return null;

        var edit = await (
            from one in db.Edits
            where one.SessionId == sessionId && one.SeriesNo == series.SeriesNo && one.Date == date
            join user in db.Users on one.UpdatedBy equals (Guid?)user.Id into updaters
            from updater in updaters.DefaultIfEmpty()
            select new { updater!.Username, one.UpdatedAt }).SingleOrDefaultAsync(ct);
        var import = await db.BaseVersions.AsNoTracking()
            .Where(one => one.SessionId == sessionId && one.Status == BaseVersionStatus.Current && one.FileName != null)
            .Select(one => new { one.FileName, one.CreatedByUsername, one.CreatedAt }).FirstOrDefaultAsync(ct);
        return new DayStory(
            plan.Days[place], First(plan.Base, day => day.Date == date), plan.Edits.FirstOrDefault(one => one.Date == date),
            First(plan.Base, day => day.Opening is not null) ?? First(plan.Base, day => day.Reported is not null),
            edit?.Username, edit?.UpdatedAt, import?.FileName, import?.CreatedByUsername, import?.CreatedAt)
        {
            Moves = await MovesAsync(sessionId, key, date, ct),
        };
    }

    // Indexes (session_id, sku_code, from_warehouse, …) and (session_id, sku_code, to_warehouse, …)
    private async Task<List<StockMove>> MovesAsync(Guid sessionId, SeriesKey key, DateOnly date, CancellationToken ct) =>
        await db.StockMoves.AsNoTracking()
            .Where(move => move.SessionId == sessionId && move.SkuCode == key.SkuCode
                && ((move.FromWarehouse == key.WarehouseName && move.FromChannel == key.Channel && move.LeavesOn == date)
                    || (move.ToWarehouse == key.WarehouseName && move.ToChannel == key.Channel && move.ArrivesOn == date)))
            .OrderBy(move => move.CreatedAt).ThenBy(move => move.Id).ToListAsync(ct);

    private static BaseDay? First(IEnumerable<BaseDay> days, Func<BaseDay, bool> isMeant)
    {
        foreach (var day in days) if (isMeant(day)) return day;
        return null;
    }
}
