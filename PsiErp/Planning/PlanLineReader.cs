namespace PsiErp.Planning;

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
