using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace PsiErp.Planning;

/// <summary>A day, week or month of some series, added up.</summary>
/// <param name="Date">Its first day.</param>
/// <param name="Production">Units in.</param>
/// <param name="Sales">Units out.</param>
/// <param name="Closing">Stock after its last day, of every series that has begun by then.</param>
/// <param name="Safety">The level not to go under, on that day.</param>
/// <param name="Standard">The level to aim at, on that day.</param>
public sealed record BucketTotal(DateOnly Date, decimal Production, decimal Sales, decimal Closing, decimal Safety, decimal Standard);

/// <summary>
/// Adds the stored lines of series up, by day. Stocks are kept as what they change by, in millionths, so that a series costs what
/// its rows do.
/// </summary>
/// <param name="first">The first day, as days are numbered.</param>
/// <param name="last">The last one; days outside are passed over.</param>
public sealed class LineTotals(int first, int last)
{
    /// <summary>Bytes of a value, and of a day, in <see cref="Write"/>.</summary>
    private const int ValueSize = 16;
    private const int DaySize = sizeof(int) + (5 * ValueSize);

    private readonly Day[] _days = new Day[last - first + 1];

    /// <summary>Adds a series.</summary>
    public void Add(ReadOnlySpan<byte> stored)
    {
        var line = new PlanLineReader(stored);
        Int128 unit = 1;
        for (var decimals = line.Decimals; decimals < Quantity.Decimals; decimals++) unit *= 10;
        var (stock, safety, standard) = (0L, 0L, 0L);
        while (line.Read(out var number))
        {
            // A write may have come between the horizon and the lines
            if (number < first || number > last) continue;
            ref var day = ref _days[number - first];
            day.HasRow = true;
            if (line.Production != 0) day.Production += line.Production * unit;
            if (line.Sales != 0) day.Sales += line.Sales * unit;
            if (line.Closing != stock) day.Stock += (line.Closing - stock) * unit;
            if (line.Safety != safety) day.Safety += (line.Safety - safety) * unit;
            if (line.Standard != standard) day.Standard += (line.Standard - standard) * unit;
            (stock, safety, standard) = (line.Closing, line.Safety, line.Standard);
        }
    }

    /// <summary>Adds what <see cref="Write"/> made of other series.</summary>
    public void AddSum(ReadOnlySpan<byte> written)
    {
        for (; written.Length > 0; written = written[DaySize..])
        {
            var number = BinaryPrimitives.ReadInt32LittleEndian(written);
            if (number > last) continue;
            // A write may have come between the horizon and the sums; stock that was there before stays
            ref var day = ref _days[Math.Max(number, first) - first];
            if (number >= first)
            {
                day.HasRow = true;
                day.Production += ReadAt(written, 0);
                day.Sales += ReadAt(written, 1);
            }
            day.Stock += ReadAt(written, 2);
            day.Safety += ReadAt(written, 3);
            day.Standard += ReadAt(written, 4);
        }
    }

    /// <summary>The days as bytes, for <see cref="AddSum"/>. They are stored: with another form, a migration has to forget them.</summary>
    public byte[] Write()
    {
        var written = new byte[_days.Count(day => day.HasRow) * DaySize];
        var rest = written.AsSpan();
        for (var i = 0; i < _days.Length; i++)
        {
            ref readonly var day = ref _days[i];
            if (!day.HasRow) continue;
            BinaryPrimitives.WriteInt32LittleEndian(rest, first + i);
            WriteAt(rest, 0, day.Production);
            WriteAt(rest, 1, day.Sales);
            WriteAt(rest, 2, day.Stock);
            WriteAt(rest, 3, day.Safety);
            WriteAt(rest, 4, day.Standard);
            rest = rest[DaySize..];
        }
        return written;
    }

    /// <summary>The first and the last day of what <see cref="Write"/> made; null when it is of no day.</summary>
    public static (int First, int Last)? ExtentOf(ReadOnlySpan<byte> written) => written.Length == 0
        ? null
        : (BinaryPrimitives.ReadInt32LittleEndian(written), BinaryPrimitives.ReadInt32LittleEndian(written[^DaySize..]));

    /// <summary>Stock and standard on a day, of every series that has begun by then.</summary>
    public (decimal Stock, decimal Standard) LevelOn(int number)
    {
        Int128 stock = 0, standard = 0;
        for (var i = 0; i < _days.Length && first + i <= number; i++)
            (stock, standard) = (stock + _days[i].Stock, standard + _days[i].Standard);
        return (ToQuantity(stock), ToQuantity(standard));
    }

    /// <summary>The days that some series has a row for.</summary>
    public IReadOnlyList<BucketTotal> Totals()
    {
        var totals = new List<BucketTotal>();
        Int128 stock = 0, safety = 0, standard = 0;
        for (var i = 0; i < _days.Length; i++)
        {
            ref readonly var day = ref _days[i];
            (stock, safety, standard) = (stock + day.Stock, safety + day.Safety, standard + day.Standard);
            if (!day.HasRow) continue;
            totals.Add(new BucketTotal(DateOnly.FromDayNumber(first + i), ToQuantity(day.Production), ToQuantity(day.Sales),
                ToQuantity(stock), ToQuantity(safety), ToQuantity(standard)));
        }
        return totals;
    }

    /// <summary>Brings days together into weeks or months.</summary>
    public static IReadOnlyList<BucketTotal> Gather(IReadOnlyList<BucketTotal> days, Bucket bucket)
    {
        var gathered = new List<BucketTotal>();
        foreach (var day in days)
        {
            var start = Buckets.StartOf(day.Date, bucket);
            if (gathered.Count == 0 || gathered[^1].Date != start) gathered.Add(day with { Date = start });
            else
                gathered[^1] = day with
                {
                    Date = start,
                    Production = gathered[^1].Production + day.Production,
                    Sales = gathered[^1].Sales + day.Sales,
                };
        }
        return gathered;
    }

    private static decimal ToQuantity(Int128 millionths) => Quantity.Normalize((decimal)millionths / 1_000_000m);

    private static Int128 ReadAt(ReadOnlySpan<byte> day, int place) =>
        BinaryPrimitives.ReadInt128LittleEndian(day[(sizeof(int) + (place * ValueSize))..]);

    private static void WriteAt(Span<byte> day, int place, Int128 value) =>
        BinaryPrimitives.WriteInt128LittleEndian(day[(sizeof(int) + (place * ValueSize))..], value);

    [StructLayout(LayoutKind.Auto)]
    private struct Day
    {
        public bool HasRow;
        public Int128 Production, Sales, Stock, Safety, Standard;
    }
}
