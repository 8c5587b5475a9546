using PsiErp.Files;

namespace PsiErp.Import;

/// <summary>How a file was read.</summary>
/// <param name="Separator">What stands between the cells.</param>
/// <param name="DecimalSign">What begins the decimals of a number: <c>.</c> or <c>,</c>.</param>
/// <param name="Dates">The order of dates that may be several; null where there was none to choose.</param>
/// <param name="HeaderLine">The line of the header, counted from 1.</param>
/// <param name="Columns">The columns, those too that were not read.</param>
public sealed record FileReading(
    char Separator, char DecimalSign, DateOrder? Dates, long HeaderLine, IReadOnlyList<FileColumn> Columns)
{
    /// <summary>How a reader has read its file so far.</summary>
    public static FileReading Of(PlanFileReader reader) =>
        new(reader.Separator, reader.DecimalSign, reader.Dates, reader.HeaderLine, reader.Columns);
}
