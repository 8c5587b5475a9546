namespace PsiErp.Files;

/// <summary>
/// The texts a plan can hold as keys, names and categories: 1 to 255 UTF-16 units without control characters and without
/// white space around them. Text of this kind survives export and upload unchanged.
/// </summary>
public static class PlanText
{
    /// <summary>The longest text, in UTF-16 units.</summary>
    public const int MaxLength = 255;

    private const int MaxRankLength = 2;

    /// <summary>Reads a cell: trims it and takes the <see cref="FormulaMark"/> off.</summary>
    /// <param name="cell">The cell as the file has it.</param>
    /// <param name="text">The text, or <see langword="null"/> when the cell is blank or refused.</param>
    /// <returns>Why the cell is refused, or <see langword="null"/> when it is not.</returns>
    public static CsvProblemCode? Read(string cell, out string? text)
    {
        text = null;
        var trimmed = FormulaMark.Remove(cell.Trim());
        if (trimmed.Length == 0)
            return null;
        if (trimmed.Length > MaxLength)
            return CsvProblemCode.TextTooLong;
        foreach (var c in trimmed)
            if (char.IsControl(c))
                return CsvProblemCode.ControlCharacter;

        text = trimmed;
        return null;
    }

    /// <summary>
    /// Reads a key as <see cref="Read"/> does a text, in the one form that looks like this: composed (NFC), without invisible
    /// characters, one space where several stand, and without what Excel is told with to keep zeros: <c>="00123"</c>, <c>'00123</c>.
    /// Refuses what only looks like a key.
    /// </summary>
    /// <inheritdoc cref="Read" path="/param"/>
    /// <returns>Why the cell is refused, or <see langword="null"/> when it is not.</returns>
    public static CsvProblemCode? ReadKey(string cell, out string? text)
    {
        if (Read(cell, out text) is { } refusal) return refusal;
        if (text is null) return null;
        var wasGuarded = text.Length < cell.Trim().Length;
        text = KeyText.Normalize(text, isPlain: !wasGuarded);
        if (text.Length == 0) text = null;
        return text is null ? null : KeyText.Refuse(text);
    }

    /// <summary>Reads a rank: one or two letters in either case and width.</summary>
    /// <param name="cell">The cell as the file has it.</param>
    /// <param name="rank">The rank in upper case, or <see langword="null"/> when the cell is blank or refused.</param>
    /// <returns>Why the cell is refused, or <see langword="null"/> when it is not.</returns>
    public static CsvProblemCode? ReadRank(string cell, out string? rank)
    {
        rank = null;
        var letters = FullWidth.Fold(cell).Trim();
        if (letters.Length == 0)
            return null;
        if (letters.Length > MaxRankLength || !letters.All(char.IsLetter))
            return CsvProblemCode.RankFormat;

        rank = letters.ToUpperInvariant();
        return null;
    }
}
