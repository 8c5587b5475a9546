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

/// <summary>Goes through the days of a line. Numbers are in units of the last decimal that the line keeps.</summary>
public ref struct PlanLineReader
{
    private readonly ReadOnlySpan<byte> _line;
    private int _at;

    /// <summary>Begins to read what <see cref="PlanLine.Of"/> wrote.</summary>
    public PlanLineReader(ReadOnlySpan<byte> line)
    {
        _line = line;
        Decimals = line[_at++];
        NextDay = (int)Read();
        Closing = Opening = ReadSigned();
    }

    /// <summary>Decimals that the numbers have.</summary>
    public int Decimals { get; }

    /// <summary>Stock before the first day.</summary>
    public long Opening { get; }

    /// <summary>The day that is read, as days are numbered.</summary>
    public int Day { get; private set; }

    public long Production { get; private set; }
    public long Sales { get; private set; }
    public long Closing { get; private set; }
    public long Safety { get; private set; }
    public long Standard { get; private set; }

    private int NextDay { get; set; }

    /// <summary>The quantity of a number.</summary>
    public readonly decimal ToQuantity(long number) => Quantity.Normalize(new decimal(
        (int)(ulong)Math.Abs(number), (int)((ulong)Math.Abs(number) >> 32), 0, number < 0, (byte)Decimals));

    /// <summary>Reads the next day; false at the end.</summary>
    public bool Read(out int day)
    {
        day = Day;
        if (_at >= _line.Length) return false;
        var which = _line[_at++];
        day = Day = NextDay + ((which & PlanLine.Gap) != 0 ? (int)Read() : 0);
        Production = (which & PlanLine.Production) != 0 ? ReadSigned() : 0;
        Sales = (which & PlanLine.Sales) != 0 ? ReadSigned() : 0;
        Closing += Production - Sales + ((which & PlanLine.Adjustment) != 0 ? ReadSigned() : 0);
        if ((which & PlanLine.Safety) != 0) Safety += ReadSigned();
        if ((which & PlanLine.Standard) != 0) Standard += ReadSigned();
        NextDay = Day + 1;
        return true;
    }

    private long ReadSigned()
    {
        var value = Read();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    private ulong Read()
    {
        ulong value = _line[_at++];
        if (value < 0x80) return value;
        value &= 0x7f;
        for (var shift = 7; ; shift += 7)
        {
            ulong next = _line[_at++];
            value |= (next & 0x7f) << shift;
            if (next < 0x80) return value;
        }
    }
}
