using CsvHelper;

namespace PsiErp.Files;

/// <summary>Reads one cell of text; <see cref="PlanText.Read"/> and <see cref="PlanText.ReadRank"/> are such rules.</summary>
internal delegate CsvProblemCode? TextRule(string cell, out string? text);

/// <summary>
/// A column of text. Plan files repeat their keys and names row after row, so the last cell is remembered: a repeated one costs
/// a comparison of bytes and no new string.
/// </summary>
/// <param name="name">What problems call it.</param>
/// <param name="index">Its place in the file; negative when it has none.</param>
/// <param name="rule">Reads its cells.</param>
/// <param name="everywhere">The text of all rows where it has no place.</param>
internal sealed class TextColumn(string name, int index, TextRule rule, string? everywhere)
{
    private byte[] _lastCell = [];
    private int _lastLength;
    private string? _lastText;

    public string Name => name;

    /// <summary>Whether the file has the column and the current record nothing in it.</summary>
    public bool IsBlank(CsvReader csv) => index >= 0 && csv.GetSpan(index).IsEmpty;

    /// <summary>Whether the file has no column of it, or the current record nothing in it.</summary>
    public bool IsMissing(CsvReader csv) => index < 0 || IsBlank(csv);

    /// <summary>The cell as it stands; blank when the file has no such column.</summary>
    public string Text(CsvReader csv) => index < 0 ? "" : csv.GetString(index).Trim();

    /// <summary>Reads the cell of the current record; <see langword="null"/> when blank, refused or nowhere.</summary>
    public string? Read(CsvReader csv, CsvProblemList problems)
    {
        if (index < 0)
            return everywhere;

        var cell = csv.GetSpan(index);
        if (cell.SequenceEqual(_lastCell.AsSpan(0, _lastLength)))
            return _lastText;

        var text = csv.GetString(index);
        if (rule(text, out var value) is { } code)
            problems.Add(csv.LineNumber, name, code, text, PlanRowParser.Limit(code));
        else
            Remember(cell, value);
        return value;
    }

    private void Remember(ReadOnlySpan<byte> cell, string? text)
    {
        if (cell.Length > _lastCell.Length)
            _lastCell = new byte[cell.Length * 2];
        cell.CopyTo(_lastCell);
        (_lastLength, _lastText) = (cell.Length, text);
    }
}
