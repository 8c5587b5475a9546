using Microsoft.EntityFrameworkCore;
using PsiErp.Data;

namespace PsiErp.Moves;

/// <summary>How many days stock is on its way from one warehouse to another.</summary>
internal sealed class Transits(Dictionary<(string From, string To), int> days)
{
    /// <summary>The days of all lanes.</summary>
    public static async Task<Transits> ReadAsync(PsiDb db, CancellationToken ct) => new(await db.Lanes.AsNoTracking()
        .ToDictionaryAsync(lane => (lane.FromWarehouse, lane.ToWarehouse), lane => lane.TransitDays, ct));

    /// <summary>When stock arrives that leaves on a day; where no lane says, the same day.</summary>
    public DateOnly ArrivalOf(string from, string to, DateOnly leavesOn) => leavesOn.AddDays(days.GetValueOrDefault((from, to)));
}
