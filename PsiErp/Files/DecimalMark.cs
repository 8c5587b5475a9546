namespace PsiErp.Files;

/// <summary>Which sign begins the decimals of a file's numbers, told by all of them together.</summary>
internal sealed class DecimalMark
{
    private bool? _isComma;

    /// <summary>The first number that either sign makes one; <see langword="null"/> where some number tells the sign.</summary>
    public string? Ambiguous { get; private set; }

    /// <summary>The number that has told the sign, with its line.</summary>
    public (long Line, string Number)? Telling { get; private set; }

    /// <summary>The line of <see cref="Ambiguous"/>.</summary>
    public long AmbiguousLine { get; private set; }

    /// <summary>Point or comma; the point where nothing tells.</summary>
    public char Sign => _isComma == true ? ',' : '.';

    /// <summary>Whether a number has told it.</summary>
    public bool IsTold => _isComma is not null;

    /// <summary>Takes another number of the file: <c>58,5</c> tells, <c>1.250</c> does not.</summary>
    public void Add(ReadOnlySpan<byte> cell, long line)
    {
        if (!cell.ContainsAny(".,"u8)) return;
        var byPoint = QuantityText.Read(cell, '.', isGrouped: true, out _) is null;
        var byComma = QuantityText.Read(cell, ',', isGrouped: true, out _) is null;
        if (byPoint != byComma && _isComma is null)
            (_isComma, Telling) = (byComma, (line, System.Text.Encoding.UTF8.GetString(cell)));
        else if (byPoint && byComma && Ambiguous is null)
            (Ambiguous, AmbiguousLine) = (System.Text.Encoding.UTF8.GetString(cell), line);
    }
}
