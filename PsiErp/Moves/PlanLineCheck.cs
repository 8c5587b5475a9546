using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PsiErp.Data;
using PsiErp.Edits;
using PsiErp.Plan;
using PsiErp.Planning;

namespace PsiErp.Moves;

/// <summary>Says what is wrong with lines that a transfer plan is to have.</summary>
internal sealed class PlanLineCheck(PsiDb db, PlanReader plans, PlanningSession session, TransferPlan plan)
{
    private const int SeriesAtATime = 200;
    private const int IdsAtATime = 1_000;

    /// <summary>What is wrong, by field: the first twenty fields.</summary>
    public async Task<Dictionary<string, string[]>> FindProblemsAsync(IReadOnlyList<PlanLineOrder> lines, CancellationToken ct)
    {
        var problems = new List<(string Field, string Message)>();
        var ids = new HashSet<Guid>();
        for (var i = 0; i < lines.Count; i++)
        {
            var line = lines[i];
            problems.AddRange(ProblemsOf(line).Select(problem => ($"lines[{i}].{problem.Field}", problem.Message)));
            if (line.Id is { } id && !ids.Add(id)) problems.Add(($"lines[{i}].line_id", "Two lines have this id."));
        }
        if (await IsOfAnotherAsync(ids, ct)) problems.Add(("lines", "A line id is of a line of another plan."));
        if (problems.Count == 0) problems.AddRange(await OverdrawnAsync(lines, ct));
        return problems.Take(PlanEdits.MaxProblems).GroupBy(problem => problem.Field)
            .ToDictionary(field => field.Key, field => field.Select(problem => problem.Message).ToArray());
    }

    private static IEnumerable<(string Field, string Message)> ProblemsOf(PlanLineOrder line)
    {
        (string Field, MoveFlaw? Flaw)[] values =
        [
            ("sku_code", MoveFlaws.OfKey(line.From.SkuCode)), ("from_warehouse", MoveFlaws.OfKey(line.From.WarehouseName)),
            ("from_channel", MoveFlaws.OfKey(line.From.Channel)), ("to_warehouse", MoveFlaws.OfKey(line.ToWarehouse)),
            ("to_channel", line.From == line.To ? MoveFlaw.LeadsNowhere : MoveFlaws.OfKey(line.ToChannel)),
            ("qty", MoveFlaws.OfQuantity(line.Qty)), ("reason", MoveFlaws.OfNote(line.Reason, PlanLineOrder.MaxReason)),
        ];
        return values.Where(value => value.Flaw is not null).Select(value => (value.Field, value.Flaw!.Value.Message()));
    }

    private async Task<bool> IsOfAnotherAsync(IEnumerable<Guid> ids, CancellationToken ct)
    {
        foreach (var some in ids.Chunk(IdsAtATime))
        {
            if (await db.TransferPlanLines.AnyAsync(line => some.Contains(line.Id) && line.PlanId != plan.Id, ct)) return true;
        }
        return false;
    }

    /// <summary>Donors whose lines are of more than they have before the first day.</summary>
    private async Task<List<(string Field, string Message)>> OverdrawnAsync(IReadOnlyList<PlanLineOrder> lines, CancellationToken ct)
    {
        var given = lines.GroupBy(line => line.From).ToDictionary(donor => donor.Key, donor => donor.Sum(line => line.Qty));
        var stock = new Dictionary<SeriesKey, decimal>();
        foreach (var chunk in (await NumberedSeries.FindAsync(db, session.Id, given.Keys, ct)).Chunk(SeriesAtATime))
        {
            foreach (var (series, days) in await NumberedSeries.ReadAsync(db, plans, session, chunk, ct))
                stock[series.Key] = PeriodFigures.Of(days.Roll(), plan.StartDate, plan.StartDate).Opening;
        }
        return
        [
            .. from line in lines.Select((line, index) => (line.From, Index: index))
               group line.Index by line.From into donor
               let has = Math.Max(0, stock.GetValueOrDefault(donor.Key))
               let wanted = given[donor.Key]
               where wanted > has
               select ($"lines[{donor.First()}].qty", string.Create(CultureInfo.InvariantCulture,
                   $"{Name(donor.Key)} has {has:0.######} on {plan.StartDate:yyyy-MM-dd}, its lines take {wanted:0.######}.")),
        ];
    }

    private static string Name(SeriesKey donor) => $"{donor.SkuCode} {donor.WarehouseName} {donor.Channel}".Trim();
}
