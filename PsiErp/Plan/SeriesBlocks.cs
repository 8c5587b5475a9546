using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using PsiErp.Data;

namespace PsiErp.Plan;

/// <summary>
/// Keeps what is found of all series of a session, <see cref="SeriesSum.BlockSize"/> of them at a time, by the stamps of their sums:
/// after a change only those are looked at again that it touched.
/// </summary>
public sealed class SeriesBlocks(PsiDb db, SessionMemory memory, AnswerMemory answers)
{
    /// <summary>So many blocks are asked for by the numbers of their series; for more, the whole session is read.</summary>
    private const int Few = 16;

    /// <summary>What is found of each block that has any series.</summary>
    /// <typeparam name="T">What is found of a block.</typeparam>
    /// <param name="session">The session, as read before.</param>
    /// <param name="question">Equal to what was asked before if the answer is the same, as long as the rows of the series are.</param>
    /// <param name="numbers">How many numbers an answer holds.</param>
    /// <param name="series">All series that may be meant.</param>
    /// <param name="find">Finds it of some of the series, by their block; a block that has none is left out.</param>
    /// <param name="ct">Cancels.</param>
    /// <remarks>Stamps are read before what they stand for, which may be newer, but never older.</remarks>
    public async Task<IReadOnlyDictionary<int, T>> RecallAsync<T>(
        PlanningSession session, object question, int numbers, IQueryable<Series> series,
        Func<IQueryable<Series>, Task<Dictionary<int, T>>> find, CancellationToken ct)
    {
        var stamps = await memory.RecallAsync(session, typeof(SeriesBlocks), () => StampsAsync(session.Id, ct), all => all.Count * 3);
        var kept = await answers.RecallAsync(
            (typeof(T), session.Id, question), () => Task.FromResult(new ConcurrentDictionary<int, Kept<T>>()),
            _ => stamps.Count * numbers);

        var all = new Dictionary<int, T>(stamps.Count);
        var unknown = new List<int>();
        foreach (var (block, stamp) in stamps)
        {
            if (stamp is null || !kept.TryGetValue(block, out var known) || known.Stamp != stamp) unknown.Add(block);
            else if (known.HasAny) all.Add(block, known.Found!);
        }
        if (unknown.Count == 0) return all;

        var anew = await find(unknown.Count <= Few ? Within(unknown, series) : series);
        foreach (var block in unknown)
        {
            if (anew.TryGetValue(block, out var found)) all.Add(block, found);
            if (stamps[block] is { } stamp) kept[block] = new Kept<T>(stamp, anew.ContainsKey(block), found);
        }
        return all;
    }

    private Task<Dictionary<int, Guid?>> StampsAsync(Guid sessionId, CancellationToken ct) => db.SeriesSums
        .Where(sum => sum.SessionId == sessionId).Select(sum => new { sum.Block, sum.Stamp })
        .ToDictionaryAsync(sum => sum.Block, sum => sum.Stamp, ct);

    /// <summary>By their numbers, for whose index the database decides whatever else is asked of the series.</summary>
    private static IQueryable<Series> Within(List<int> blocks, IQueryable<Series> series)
    {
        int[] numbers = [.. blocks.SelectMany(block => Enumerable.Range(block * SeriesSum.BlockSize, SeriesSum.BlockSize))];
        return series.Where(one => numbers.Contains(one.SeriesNo));
    }

    private readonly record struct Kept<T>(Guid Stamp, bool HasAny, T? Found);
}
