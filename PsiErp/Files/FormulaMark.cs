namespace PsiErp.Files;

/// <summary>
/// The apostrophe before exported text that a spreadsheet would otherwise run as a formula. An upload takes off exactly
/// what an export put on, also for text that itself begins with apostrophes: <c>Remove(Add(text)) == text</c>.
/// </summary>
/// <remarks>Not CsvHelper's <c>Injection</c> option, which cannot tell its own mark from an apostrophe of the text.</remarks>
public static class FormulaMark
{
    /// <summary>
    /// Puts the mark before text that begins with <c>= + - @</c>, their full-width forms, which Japanese spreadsheets
    /// read as the same, tab or CR, behind any apostrophes.
    /// </summary>
    public static string Add(string text) => LooksLikeFormula(text) ? "'" + text : text;

    /// <summary>Takes one mark off text that carries one; any other text is returned as it is.</summary>
    public static string Remove(string text) => text is ['\'', ..] && LooksLikeFormula(text) ? text[1..] : text;

    private static bool LooksLikeFormula(ReadOnlySpan<char> text) =>
        text.TrimStart('\'') is ['=' or '+' or '-' or '@' or '＝' or '＋' or '－' or '＠' or '\t' or '\r', ..];
}
