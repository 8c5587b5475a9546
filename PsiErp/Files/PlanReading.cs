using System.Globalization;

namespace PsiErp.Files;

/// <summary>How the cells of a file are taken.</summary>
/// <param name="Separator">What stands between them.</param>
/// <param name="DecimalSign">What begins the decimals of a number: <c>.</c> or <c>,</c>.</param>
/// <param name="IsDecimalSignTold">Whether the file's numbers, or somebody, tell that, so that others contradict it.</param>
/// <param name="Options">What is said of the file.</param>
/// <param name="FindDateOrder">Looks through the file for the order of its dates.</param>
/// <param name="IsGuessed">Whether the encoding is a guess that a text may disprove.</param>
/// <param name="Sheet">The sheet that the text was unpacked from; null for a text as it was sent.</param>
internal sealed record PlanReading(
    char Separator, char DecimalSign, bool IsDecimalSignTold, ReadingOptions Options, Func<DateOrder?> FindDateOrder, bool IsGuessed,
    SheetText? Sheet = null)
{
    /// <summary>The cells that are read as blank, counted.</summary>
    public BlankTexts Blank { get; } = new(Options.Blank);

    /// <summary>The rule for texts, behind the question whether the file's encoding can be what it was taken for.</summary>
    public TextRule Rule(TextRule rule) => Sheet is not null ? OfSheet(rule) : !IsGuessed ? rule : (cell, out text) =>
    {
        text = null;
        return JapaneseText.IsPlausible(cell) ? rule(cell, out text) : CsvProblemCode.NotJapanese;
    };

    /// <summary>
    /// As <see cref="Rule"/>, for keys: a character that the encoding lacks has become a question mark, and two keys may be one.
    /// </summary>
    public TextRule KeyRule(TextRule rule) => !IsGuessed ? Rule(rule) : (cell, out text) =>
    {
        text = null;
        return cell.Contains('?', StringComparison.Ordinal) ? CsvProblemCode.CharacterLost : Rule(rule)(cell, out text);
    };

    // What was typed as 1-2 is a day in a sheet for good
    private static TextRule OfSheet(TextRule rule) => (cell, out text) =>
    {
        text = null;
        return cell is [(char)SheetText.SerialMark, .. var number] && double.TryParse(number, CultureInfo.InvariantCulture, out _)
            ? CsvProblemCode.CodeBecameDate
            : rule(cell, out text);
    };
}
