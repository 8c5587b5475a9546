using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Microsoft.EntityFrameworkCore;
using PsiErp.Data;
using PsiErp.Masters;
using PsiErp.Planning;

namespace PsiErp.Plan;

/// <summary>Something of each of some series.</summary>
/// <param name="blocks">By their block, and in it by their place.</param>
public readonly struct SeriesValues<T>(IReadOnlyDictionary<int, T?[]> blocks)
{
    /// <summary>That of a series; nothing where there is no such series.</summary>
    public T? this[int seriesNo] => blocks.TryGetValue(seriesNo / SeriesSum.BlockSize, out var block)
        ? block[seriesNo % SeriesSum.BlockSize]
        : default;
}

/// <summary>
/// Keeps what is found of the series of a session, <see cref="SeriesSum.BlockSize"/> of them at a time, by the stamps of their sums:
/// after a change only those are looked at again that it touched.
/// </summary>
public sealed class SeriesBlocks(
    PsiDb db, SeriesList list, AlertedSeries alerted, MasterMemory masters, AnswerMemory answers)
{
    /// <summary>So many blocks are asked for by the numbers of their series; for more, the whole session is read.</summary>
    private const int Few = 16;

    /// <summary>Something of so few series is read rather than kept of all.</summary>
    private const int FewSeries = 1_000;

    /// <summary>The room that a block takes in memory besides what is found of it, in numbers.</summary>
    private const int NumbersOfABlock = 8;

    private ((Guid, DateTimeOffset, int, DateTimeOffset?) State, Dictionary<int, Guid?> Stamps)? _stamps;

    /// <summary>How many series are meant.</summary>
    public async Task<int> CountAsync(PlanningSession session, SeriesSelection which, CancellationToken ct)
    {
        var counts = await RecallAsync(
            session, which, null, 1,
            series => series.GroupBy(one => one.SeriesNo / SeriesSum.BlockSize).Select(block => new { block.Key, Count = block.Count() })
                .ToDictionaryAsync(block => block.Key, block => block.Count, ct),
            ct);
        return counts.Values.Sum();
    }

    /// <summary>The numbers of the series that are meant, in no order.</summary>
    public async Task<IReadOnlyList<int>> NumbersAsync(PlanningSession session, SeriesSelection which, CancellationToken ct)
    {
        var found = await RecallAsync(session, which, null, SeriesPlaces.Numbers, FindAsync, ct);
        return [.. found.SelectMany(block => block.Value.Each().Select(place => block.Key * SeriesSum.BlockSize + place))];

        async Task<Dictionary<int, SeriesPlaces>> FindAsync(IQueryable<Series> series)
        {
            var places = new Dictionary<int, SeriesPlaces>();
            await foreach (var number in series.Select(one => one.SeriesNo).AsAsyncEnumerable().WithCancellation(ct))
            {
                var (block, place) = Math.DivRem(number, SeriesSum.BlockSize);
                CollectionsMarshal.GetValueRefOrAddDefault(places, block, out _).Add(place);
            }
            return places;
        }
    }

    /// <summary>Something of each of some series.</summary>
    /// <typeparam name="T">What is read of a series.</typeparam>
    /// <param name="session">The session, as read before.</param>
    /// <param name="seriesNos">The series.</param>
    /// <param name="detail">What is asked of it, besides its type.</param>
    /// <param name="size">How many numbers it is.</param>
    /// <param name="read">Reads it, with the number of the series.</param>
    /// <param name="ct">Cancels.</param>
    /// <param name="state">Equal to what it was before if the answer is the same, as long as the rows of the series are.</param>
    public async Task<SeriesValues<T>> EachAsync<T>(
        PlanningSession session, IReadOnlyList<int> seriesNos, object? detail, int size,
        Func<IQueryable<Series>, IAsyncEnumerable<(int SeriesNo, T Value)>> read, CancellationToken ct, object? state = null)
    {
        return new SeriesValues<T>(seriesNos.Count <= FewSeries
            ? await ReadAsync(list.Numbered(session.Id, seriesNos))
            : await RecallAsync(session, SeriesSelection.All, detail, size * SeriesSum.BlockSize, ReadAsync, ct, state));

        async Task<Dictionary<int, T?[]>> ReadAsync(IQueryable<Series> series)
        {
            var values = new Dictionary<int, T?[]>();
            await foreach (var (number, value) in read(series).WithCancellation(ct))
            {
                var (block, at) = Math.DivRem(number, SeriesSum.BlockSize);
                if (!values.TryGetValue(block, out var found)) values.Add(block, found = new T?[SeriesSum.BlockSize]);
                found[at] = value;
            }
            return values;
        }
    }

    /// <summary>What is found of each block that has series that are meant.</summary>
    /// <typeparam name="T">What is found of a block.</typeparam>
    /// <param name="session">The session, as read before.</param>
    /// <param name="which">Which series.</param>
    /// <param name="detail">What is asked of it, besides its type.</param>
    /// <param name="numbers">How many numbers an answer holds.</param>
    /// <param name="find">Finds it of some of the series, by their block; a block that has none is left out.</param>
    /// <param name="ct">Cancels.</param>
    /// <param name="state">Equal to what it was before if the answer is the same, as long as the rows of the series are.</param>
    /// <remarks>Stamps are read before what they stand for, which may be newer, but never older.</remarks>
    public async Task<IReadOnlyDictionary<int, T>> RecallAsync<T>(
        PlanningSession session, SeriesSelection which, object? detail, int numbers,
        Func<IQueryable<Series>, Task<Dictionary<int, T>>> find, CancellationToken ct, object? state = null)
    {
        if (await ReasonAsync(session, which, ct) is not { } reason) return await find(list.Find(session.Id, which));
        var stamps = await StampsAsync(session, ct);
        var kept = await answers.RecallAsync(
            (typeof(T), session.Id, which with { Found = null }, detail), (reason, state),
            () => Task.FromResult(new ConcurrentDictionary<int, Kept<T>>()), _ => stamps.Count * (numbers + NumbersOfABlock));

        var all = new Dictionary<int, T>(stamps.Count);
        var unknown = new List<int>();
        foreach (var (block, stamp) in stamps)
        {
            if (stamp is null || !kept.TryGetValue(block, out var known) || known.Stamp != stamp) unknown.Add(block);
            else if (known.HasAny) all.Add(block, known.Found!);
        }
        if (unknown.Count == 0) return all;

        // Numbers that were found before the stamps may not be those of now
        if (which.Found is not null)
            which = which with { Found = await NumbersAsync(session, new SeriesSelection { Text = which.Text }, ct) };
        var isFew = unknown.Count <= Few && unknown.Count < stamps.Count;
        var anew = await find(isFew ? FindWithin(unknown, session.Id, which) : list.Find(session.Id, which));
        foreach (var block in unknown)
        {
            if (anew.TryGetValue(block, out var found)) all.Add(block, found);
            if (stamps[block] is { } stamp) kept[block] = new Kept<T>(stamp, anew.ContainsKey(block), found);
        }
        return all;
    }

    /// <summary>
    /// What decides which series are meant besides their own rows; null where something does that tells nobody: what is put off, and
    /// what planners have changed, which need not change a row.
    /// </summary>
    private async Task<object?> ReasonAsync(PlanningSession session, SeriesSelection which, CancellationToken ct)
    {
        if (which.Snoozed != Snoozed.Show || which.Alerts.Each.Contains(SeriesAlert.Edited)) return null;
        return (
            which.AsksMasterData ? await masters.StampAsync(ct) : null,
            which.Alerts.Each.Contains(SeriesAlert.Potential) ? alerted.Today : (DateOnly?)null,
            which.IsNew ? (session.Version, session.SummaryRules, session.LevelsAt) : ((int, int, DateTimeOffset?)?)null);
    }

    /// <summary>
    /// The stamps of a state of a session, asked for once a request: what another one has read may be newer than the rows that this
    /// one reads, of a replica that is behind.
    /// </summary>
    private async Task<IReadOnlyDictionary<int, Guid?>> StampsAsync(PlanningSession session, CancellationToken ct)
    {
        var state = (session.Id, session.UpdatedAt, session.SummaryRules, session.LevelsAt);
        if (_stamps is var (known, stamps) && known == state) return stamps;
        stamps = await db.SeriesSums.Where(sum => sum.SessionId == session.Id)
            .Select(sum => new { sum.Block, sum.Stamp }).ToDictionaryAsync(sum => sum.Block, sum => sum.Stamp, ct);
        _stamps = (state, stamps);
        return stamps;
    }

    /// <summary>By their numbers, for whose index the database decides whatever else is asked of the series.</summary>
    private IQueryable<Series> FindWithin(List<int> blocks, Guid sessionId, SeriesSelection which)
    {
        // Asked for two lists of numbers, it would try each of one with each of the other
        if (which.Found is { } found)
        {
            var within = found.Where(number => blocks.Contains(number / SeriesSum.BlockSize)).ToList();
            return list.Find(sessionId, which with { Found = within });
        }
        int[] numbers = [.. blocks.SelectMany(block => Enumerable.Range(block * SeriesSum.BlockSize, SeriesSum.BlockSize))];
        return list.Find(sessionId, which).Where(one => numbers.Contains(one.SeriesNo));
    }

    private readonly record struct Kept<T>(Guid Stamp, bool HasAny, T? Found);

    /// <summary>Some series of a block by their places, a bit each: a list of numbers would be thirty times as large.</summary>
    private struct SeriesPlaces
    {
        /// <summary>The room that it takes in memory, in numbers.</summary>
        public const int Numbers = 4;

        private UInt128 _low, _high;

        public void Add(int place)
        {
            if (place < 128) _low |= UInt128.One << place;
            else _high |= UInt128.One << (place - 128);
        }

        public readonly IEnumerable<int> Each()
        {
            var (low, high) = (_low, _high);
            for (; low != 0; low &= low - 1) yield return (int)UInt128.TrailingZeroCount(low);
            for (; high != 0; high &= high - 1) yield return 128 + (int)UInt128.TrailingZeroCount(high);
        }
    }
}
