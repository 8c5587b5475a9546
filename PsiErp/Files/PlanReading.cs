namespace PsiErp.Files;

/// <summary>How the cells of a file are taken.</summary>
/// <param name="Separator">What stands between them.</param>
/// <param name="DecimalSign">What begins the decimals of a number: <c>.</c> or <c>,</c>.</param>
/// <param name="IsDecimalSignTold">Whether the file's numbers tell that, so that others contradict it.</param>
/// <param name="IsGuessed">Whether the encoding is a guess that a text may disprove.</param>
internal sealed record PlanReading(char Separator, char DecimalSign, bool IsDecimalSignTold, bool IsGuessed)
{
    /// <summary>The rule for texts, behind the question whether the file's encoding can be what it was taken for.</summary>
    public TextRule Rule(TextRule rule) => !IsGuessed ? rule : (cell, out text) =>
    {
        text = null;
        return JapaneseText.IsPlausible(cell) ? rule(cell, out text) : CsvProblemCode.NotJapanese;
    };
}
