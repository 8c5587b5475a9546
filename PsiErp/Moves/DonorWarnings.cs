using Microsoft.EntityFrameworkCore;
using PsiErp.Data;
using PsiErp.Edits;
using PsiErp.Plan;

namespace PsiErp.Moves;

/// <summary>Says which donors moves leave with less than they should have.</summary>
public sealed class DonorWarnings(PsiDb db, PlanReader plans)
{
    /// <summary>Donors whose days are held at a time.</summary>
    private const int SeriesAtATime = 200;

    /// <summary>
    /// A donor is named once: with the first day under zero after the move has left, else with the first under safety stock.
    /// </summary>
    /// <param name="session">The session, locked, with the moves in its plan.</param>
    /// <param name="moves">The moves.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<IReadOnlyList<MoveWarning>> OfAsync(
        PlanningSession session, IReadOnlyCollection<StockMove> moves, CancellationToken ct)
    {
        var leaving = moves.GroupBy(move => move.From).ToDictionary(donor => donor.Key, donor => donor.Min(move => move.LeavesOn));
        var warnings = new List<MoveWarning>();
        foreach (var chunk in (await NumberedSeries.FindAsync(db, session.Id, leaving.Keys, ct)).Chunk(SeriesAtATime))
        {
            foreach (var (series, days) in await NumberedSeries.ReadAsync(db, plans, session, await ShortAsync(session, chunk, ct), ct))
            {
                if (Find(series.Key, days, leaving[series.Key]) is { } warning) warnings.Add(warning);
            }
        }
        return [.. warnings.OrderBy(warning => !warning.IsStockOut).ThenBy(warning => warning.Date)];
    }

    /// <summary>Those that ever have too little by what is stored of them: the others need not be projected again.</summary>
    private async Task<IReadOnlyList<NumberedSeries>> ShortAsync(PlanningSession session, NumberedSeries[] donors, CancellationToken ct)
    {
        int[] numbers = [.. donors.Select(donor => donor.SeriesNo)];
        var small = await db.Series
            .Where(one => one.SessionId == session.Id && numbers.Contains(one.SeriesNo)
                && (one.Summary.StockOutDate != null || one.Summary.ShortageDate != null))
            .Select(one => one.SeriesNo).ToHashSetAsync(ct);
        return [.. donors.Where(donor => small.Contains(donor.SeriesNo))];
    }

    private static MoveWarning? Find(SeriesKey donor, SeriesDays stored, DateOnly from)
    {
        MoveWarning? shortage = null;
        foreach (var day in stored.Roll())
        {
            if (day.Date < from || day.IsFact) continue;
            if (day.Closing < 0) return new MoveWarning(donor, day.Date, day.Closing, null);
            if (day.Closing < day.Safety) shortage ??= new MoveWarning(donor, day.Date, day.Closing, day.Safety);
        }
        return shortage;
    }
}
