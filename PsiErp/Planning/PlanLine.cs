using System.Buffers;

namespace PsiErp.Planning;

/// <summary>
/// The days of a projected series in a few bytes a day, stored with its summary: lists draw and add up a hundred thousand series
/// without rolling one of them forward.
/// </summary>
/// <remarks>
/// A byte that says to how many decimals all numbers are kept, the number of the first day, the opening stock; then a byte a day
/// that says which numbers follow: the days that were passed over, production, sales, what else changed the stock, and by how
/// much safety and standard changed. Numbers take seven bits a byte, the lowest first. A blank level is 0.
/// </remarks>
public static class PlanLine
{
    internal const byte Gap = 1, Production = 2, Sales = 4, Adjustment = 8, Safety = 16, Standard = 32;

    /// <summary>Bytes of a number at most.</summary>
    private const int MaxNumber = 10;

    private const long MaxScaled = 9_000_000_000_000_000_000;

    /// <summary>Writes the days of a series, ascending; null when there is none.</summary>
    public static byte[]? Of(ReadOnlySpan<ProjectedDay> days)
    {
        if (days.IsEmpty) return null;
        var decimals = DecimalsOf(days);
        var buffer = ArrayPool<byte>.Shared.Rent(1 + 2 * MaxNumber + days.Length * (1 + 6 * MaxNumber));
        try
        {
            var line = new Writer(buffer, decimals);
            line.Begin(days[0]);
            foreach (ref readonly var day in days) line.Add(day);
            return buffer[..line.Length];
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Closing stock and standard of a series on a day: of the last day up to it; null before the first.</summary>
    public static (decimal Stock, decimal Standard)? LevelOn(DateOnly day, ReadOnlySpan<byte> stored)
    {
        if (stored.IsEmpty) return null;
        var line = new PlanLineReader(stored);
        (long Stock, long Standard)? level = null;
        while (line.Read(out var number) && number <= day.DayNumber) level = (line.Closing, line.Standard);
        return level is { } found ? (line.ToQuantity(found.Stock), line.ToQuantity(found.Standard)) : null;
    }

    /// <summary>Decimals that every number of the days needs; fewer where the largest would not fit any more.</summary>
    private static int DecimalsOf(ReadOnlySpan<ProjectedDay> days)
    {
        var (decimals, largest) = (0, Math.Abs(days[0].Opening));
        Need(days[0].Opening, ref decimals);
        foreach (ref readonly var day in days)
        {
            largest = Math.Max(largest, Math.Max(Math.Abs(day.Closing), Math.Max(Math.Abs(day.Production), Math.Abs(day.Sales))));
            largest = Math.Max(largest, Math.Max(Math.Abs(day.Safety ?? 0), Math.Abs(day.Standard ?? 0)));
            Need(day.Closing, ref decimals);
            Need(day.Production, ref decimals);
            Need(day.Sales, ref decimals);
            Need(day.Safety ?? 0, ref decimals);
            Need(day.Standard ?? 0, ref decimals);
        }
        // Differences may be twice as large
        while (decimals > 0 && largest * 2 * Power(decimals) > MaxScaled) decimals--;
        return decimals;
    }

    private static void Need(decimal value, ref int decimals)
    {
        if (value.Scale > decimals) decimals = Math.Max(decimals, Math.Min((int)Quantity.Normalize(value).Scale, Quantity.Decimals));
    }

    internal static decimal Power(int decimals)
    {
        var power = 1m;
        for (; decimals > 0; decimals--) power *= 10;
        return power;
    }

    private ref struct Writer(Span<byte> buffer, int decimals)
    {
        private readonly Span<byte> _buffer = buffer;
        private readonly decimal _power = Power(decimals);
        private DateOnly _next;
        private long _stock, _safety, _standard;

        public int Length { get; private set; }

        public void Begin(in ProjectedDay first)
        {
            _buffer[Length++] = (byte)decimals;
            _next = first.Date;
            _stock = Scaled(first.Opening);
            Write((ulong)first.Date.DayNumber);
            WriteSigned(_stock);
        }

        public void Add(in ProjectedDay day)
        {
            var (production, sales, closing) = (Scaled(day.Production), Scaled(day.Sales), Scaled(day.Closing));
            var (safety, standard) = (Scaled(day.Safety ?? 0), Scaled(day.Standard ?? 0));
            var gap = day.Date.DayNumber - _next.DayNumber;
            var place = Length++;
            byte which = 0;
            if (gap > 0)
            {
                which |= Gap;
                Write((ulong)gap);
            }
            WriteUnlessZero(production, Production, ref which);
            WriteUnlessZero(sales, Sales, ref which);
            WriteUnlessZero(closing - (_stock + production - sales), Adjustment, ref which);
            WriteUnlessZero(safety - _safety, Safety, ref which);
            WriteUnlessZero(standard - _standard, Standard, ref which);
            _buffer[place] = which;
            (_next, _stock, _safety, _standard) = (day.Date.AddDays(1), closing, safety, standard);
        }

        private readonly long Scaled(decimal value) =>
            value == 0 ? 0 : (long)decimal.Round(_power == 1 ? value : value * _power);

        private void WriteUnlessZero(long value, byte flag, ref byte which)
        {
            if (value == 0) return;
            which |= flag;
            WriteSigned(value);
        }

        private void WriteSigned(long value) => Write((ulong)((value << 1) ^ (value >> 63)));

        private void Write(ulong value)
        {
            for (; value >= 0x80; value >>= 7) _buffer[Length++] = (byte)(value | 0x80);
            _buffer[Length++] = (byte)value;
        }
    }
}
