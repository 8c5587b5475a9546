using Microsoft.EntityFrameworkCore;
using PsiErp.Data;
using PsiErp.Edits;
using PsiErp.Plan;
using PsiErp.Planning;

namespace PsiErp.Moves;

/// <summary>The production that transfer plans propose beside their moves, as overrides of what is planned.</summary>
internal static class PlanProduction
{
    /// <summary>Adds a plan's production to what is planned on its days, within a change; or takes it back.</summary>
    /// <param name="db">The database.</param>
    /// <param name="wide">The change.</param>
    /// <param name="planId">The plan.</param>
    /// <param name="isTakenBack">Whether it is taken back; never more than there is.</param>
    /// <param name="ct">Cancels.</param>
    public static async Task ChangeAsync(PsiDb db, WideChange wide, Guid planId, bool isTakenBack, CancellationToken ct)
    {
        var lines = await db.TransferPlanProduction.AsNoTracking().Where(line => line.PlanId == planId && !line.IsLeftOut).ToListAsync(ct);
        if (lines.Count == 0) return;
        var sign = isTakenBack ? -1 : 1;
        var made = lines.GroupBy(line => line.Series).ToDictionary(series => series.Key, series => series
            .GroupBy(line => line.Date).ToDictionary(day => day.Key, day => sign * day.Sum(line => line.Qty)));
        var series = await wide.FindAsync(made.Keys, ct);
        if (!isTakenBack) series.AddRange(await wide.AddAsync([.. made.Keys.Except(series.Select(one => one.Key))], ct));
        await wide.ApplyAsync([.. series.OrderBy(one => one.SeriesNo)], (one, stored) => Edits(stored, made[one.Key]), ct);
    }

    private static IEnumerable<DayEdit> Edits(SeriesDays stored, Dictionary<DateOnly, decimal> more)
    {
        var imported = stored.Base.Where(day => more.ContainsKey(day.Date)).ToDictionary(day => day.Date, day => day.Production);
        var edits = stored.Edits.Where(edit => more.ContainsKey(edit.Date)).ToDictionary(edit => edit.Date);
        foreach (var (date, quantity) in more)
        {
            var edit = edits.GetValueOrDefault(date, new DayEdit(date));
            var before = imported.GetValueOrDefault(date) ?? 0;
            var planned = Math.Clamp((edit.Production ?? before) + quantity, 0, Quantity.Max);
            yield return edit.With(EditField.InboundQty, planned == before ? null : planned);
        }
    }
}
