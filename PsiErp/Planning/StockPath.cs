namespace PsiErp.Planning;

/// <summary>
/// The stock of a series day by day, while proposals are laid over it. What it gives and what it gets are kept apart: a series gives
/// only what is its own, whatever is on its way to it.
/// </summary>
public sealed class StockPath
{
    private readonly decimal[] _own, _received, _safety;
    private readonly decimal?[] _standard;
    private readonly bool[] _hasRow;

    /// <summary>The days of a series within a horizon.</summary>
    /// <param name="days">All its days, rolled forward, ascending.</param>
    /// <param name="from">The first day that counts.</param>
    /// <param name="to">The last one.</param>
    public StockPath(ReadOnlySpan<ProjectedDay> days, DateOnly from, DateOnly to)
    {
        (From, Length) = (from, Math.Max(0, to.DayNumber - from.DayNumber + 1));
        (_own, _received, _safety) = (new decimal[Length], new decimal[Length], new decimal[Length]);
        (_standard, _hasRow) = (new decimal?[Length], new bool[Length]);
        First = Length;
        var (stock, next) = (0m, 0);
        decimal? standard = null;
        var safety = 0m;
        for (; next < days.Length && days[next].Date < from; next++)
            (stock, safety, standard) = (days[next].Closing, Math.Max(0, days[next].Safety ?? 0), days[next].Standard);
        var hangs = HangsOn(days);
        for (var t = 0; t < Length; t++)
        {
            if (next < days.Length && days[next].Date.DayNumber == from.DayNumber + t)
            {
                ref readonly var day = ref days[next++];
                (stock, safety, standard) = (day.Closing, Math.Max(0, day.Safety ?? 0), day.Standard);
                _hasRow[t] = !day.IsFact;
                if (!day.IsFact && day.Date >= hangs && First == Length) First = t;
                Last = t;
            }
            if (t == First) Opening = _hasRow[t] ? days[next - 1].Opening : stock;
            (_own[t], _safety[t], _standard[t]) = (stock, safety, standard);
        }
    }

    /// <summary>The first day that counts.</summary>
    public DateOnly From { get; }

    /// <summary>How many days there are from it on.</summary>
    public int Length { get; }

    /// <summary>
    /// The first day, from 0 on, on which what comes or goes makes a difference: counted stock before it stays what it is.
    /// <see cref="Length"/> when there is none.
    /// </summary>
    public int First { get; }

    /// <summary>The last day that the series has a row for.</summary>
    public int Last { get; } = -1;

    /// <summary>Stock before <see cref="First"/>.</summary>
    public decimal Opening { get; }

    /// <summary>The day with this number.</summary>
    public DateOnly DayOf(int t) => From.AddDays(t);

    /// <summary>Stock after a day.</summary>
    public decimal Closing(int t) => _own[t] + _received[t];

    /// <summary>Level that a day is not to end under; 0 where none is known, or one under 0.</summary>
    public decimal Safety(int t) => _safety[t];

    /// <summary>Level that a day is to end at; null where none is known.</summary>
    public decimal? Standard(int t) => _standard[t];

    /// <summary>Whether a day calls for anything: it is planned, and has a row.</summary>
    public bool Counts(int t) => _hasRow[t] && t >= First;

    /// <summary>Takes units away from a day on.</summary>
    public void Give(int day, decimal quantity)
    {
        for (var t = day; t < Length; t++) _own[t] -= quantity;
    }

    /// <summary>Adds units from a day on.</summary>
    public void Receive(int day, decimal quantity)
    {
        for (var t = day; t < Length; t++) _received[t] += quantity;
    }

    /// <summary>Of every day, what can leave on it so that it and every later one end at the safety level or over it.</summary>
    public decimal[] Spare()
    {
        var spare = new decimal[Length];
        var lowest = decimal.MaxValue;
        for (var t = Length - 1; t >= 0; t--)
        {
            if (t <= Last) lowest = Math.Min(lowest, _own[t] - _safety[t]);
            spare[t] = t < First || t > Last ? 0 : Math.Max(0, lowest);
        }
        return spare;
    }

    /// <summary>How many days end under 0, and how many under the safety level.</summary>
    public Relief Days(int from = 0)
    {
        var (out_, under) = (0, 0);
        for (var t = Math.Max(from, First); t < Length; t++)
        {
            if (!_hasRow[t]) continue;
            var closing = Closing(t);
            if (closing < 0) out_++;
            if (closing < _safety[t]) under++;
        }
        return new Relief(out_, under);
    }

    /// <summary>The alert of the first day that calls for one; see <see cref="FirstAlert"/>.</summary>
    public FirstAlert Alert()
    {
        DateOnly? stockOut = null, shortage = null;
        for (var t = First; t < Length && stockOut is null; t++)
        {
            if (!_hasRow[t]) continue;
            var closing = Closing(t);
            if (closing < 0) stockOut = DayOf(t);
            if (closing < _safety[t]) shortage ??= DayOf(t);
        }
        return FirstAlert.Of(stockOut, shortage, null);
    }

    /// <summary>A copy that changes on its own.</summary>
    public StockPath Copy() => new(this);

    private StockPath(StockPath other)
    {
        (From, Length, First, Last, Opening) = (other.From, other.Length, other.First, other.Last, other.Opening);
        (_own, _received) = ([.. other._own], [.. other._received]);
        (_safety, _standard, _hasRow) = (other._safety, other._standard, other._hasRow);
    }

    /// <summary>The day from which on flows change stock: counted stock is fact, and so is what led to it.</summary>
    private static DateOnly HangsOn(ReadOnlySpan<ProjectedDay> days)
    {
        DateOnly? reported = null;
        foreach (ref readonly var day in days)
        {
            if (day.Anchor is not null) return day.Date;
            if (day.Reported is not null) reported ??= day.Date.AddDays(1);
        }
        return reported ?? DateOnly.MinValue;
    }
}

/// <summary>Days that call for something; the fewer the better, and one without stock is worse than any under safety stock.</summary>
/// <param name="StockOuts">Days that end under 0.</param>
/// <param name="Shortages">Days that end under the safety level, those under 0 among them.</param>
public readonly record struct Relief(int StockOuts, int Shortages) : IComparable<Relief>
{
    /// <inheritdoc/>
    public int CompareTo(Relief other) =>
        StockOuts != other.StockOuts ? StockOuts.CompareTo(other.StockOuts) : Shortages.CompareTo(other.Shortages);

    /// <summary>Both together.</summary>
    public static Relief operator +(Relief one, Relief other) =>
        new(one.StockOuts + other.StockOuts, one.Shortages + other.Shortages);

    public static bool operator <(Relief one, Relief other) => one.CompareTo(other) < 0;

    public static bool operator >(Relief one, Relief other) => one.CompareTo(other) > 0;

    public static bool operator <=(Relief one, Relief other) => one.CompareTo(other) <= 0;

    public static bool operator >=(Relief one, Relief other) => one.CompareTo(other) >= 0;
}
