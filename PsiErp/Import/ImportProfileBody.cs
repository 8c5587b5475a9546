using System.Text.Json.Serialization;
using PsiErp.Files;

namespace PsiErp.Import;

/// <summary>Rows of a file that are no data, besides those that every reader knows.</summary>
/// <param name="BlankKeys">Whether rows without any key are skipped.</param>
/// <param name="Totals">Words that mark a row as a sum of others.</param>
public sealed record SkippedRows(bool BlankKeys, IReadOnlyList<string>? Totals);

/// <summary>How the files of a system are read.</summary>
/// <param name="Columns">The header of a field's column, by field.</param>
/// <param name="Values">The value that a field has in all rows, by field.</param>
/// <param name="Ignored">Headers of columns that are not read.</param>
/// <param name="Decimal"><c>point</c> or <c>comma</c>.</param>
/// <param name="Dates"><c>ymd</c>, <c>dmy</c> or <c>mdy</c>.</param>
/// <param name="HeaderLine">The line of the header, counted from 1.</param>
/// <param name="Separator">What stands between the cells: <c>, ; |</c> or a tab.</param>
/// <param name="Blank">Cells that say that there is nothing.</param>
/// <param name="Skip">Rows that are no data.</param>
/// <param name="Encoding">What the files are written in.</param>
public sealed record ProfileReading(
    IReadOnlyDictionary<string, string>? Columns = null,
    IReadOnlyDictionary<string, string>? Values = null,
    IReadOnlyList<string>? Ignored = null,
    string? Decimal = null,
    string? Dates = null,
    int? HeaderLine = null,
    string? Separator = null,
    IReadOnlyList<string>? Blank = null,
    SkippedRows? Skip = null,
    string? Encoding = null)
{
    /// <summary>What it says of a file.</summary>
    [JsonIgnore]
    public ReadingOptions Options => new()
    {
        Columns = Columns ?? ReadingOptions.None.Columns,
        Values = Values ?? ReadingOptions.None.Values,
        Ignored = Ignored ?? [],
        DecimalSign = ReadingWords.DecimalOf(Decimal),
        Dates = ReadingWords.DatesOf(Dates),
        HeaderLine = HeaderLine,
        Separator = Separator is [var separator] ? separator : null,
        Blank = Blank ?? [],
        Totals = Skip?.Totals ?? [],
        SkipsBlankKeys = Skip?.BlankKeys == true,
        Encoding = ReadingWords.EncodingOf(Encoding),
    };

    /// <summary>What was said of a file, to be said of others.</summary>
    public static ProfileReading Of(ReadingOptions options) => new(
        options.Columns, options.Values, options.Ignored, ReadingWords.Of(options.DecimalSign), ReadingWords.Of(options.Dates),
        options.HeaderLine, options.Separator is { } separator ? $"{separator}" : null, options.Blank,
        new SkippedRows(options.SkipsBlankKeys, options.Totals), ReadingWords.OfEncoding(options.Encoding));
}

/// <summary>What to save of a way to read files.</summary>
/// <param name="Header">The texts of the header that it is recognised by.</param>
/// <inheritdoc cref="ProfileReading"/>
public sealed record SavedProfile(
    IReadOnlyList<string>? Header,
    IReadOnlyDictionary<string, string>? Columns = null,
    IReadOnlyDictionary<string, string>? Values = null,
    IReadOnlyList<string>? Ignored = null,
    string? Decimal = null,
    string? Dates = null,
    int? HeaderLine = null,
    string? Separator = null,
    IReadOnlyList<string>? Blank = null,
    SkippedRows? Skip = null,
    string? Encoding = null)
{
    internal ProfileReading Reading =>
        new(Columns, Values, Ignored, Decimal, Dates, HeaderLine, Separator, Blank, Skip, Encoding);

    internal static SavedProfile Of(IReadOnlyList<string> header, ProfileReading reading) => new(
        header, reading.Columns, reading.Values, reading.Ignored, reading.Decimal, reading.Dates, reading.HeaderLine, reading.Separator,
        reading.Blank, reading.Skip, reading.Encoding);
}

/// <summary>A saved way to read files.</summary>
/// <param name="Name">1 to 255 characters.</param>
/// <param name="Header">The texts of the header that it is recognised by.</param>
/// <param name="UpdatedAt">When it was last changed.</param>
/// <inheritdoc cref="ProfileReading"/>
public sealed record ImportProfileBody(
    string Name,
    IReadOnlyList<string> Header,
    IReadOnlyDictionary<string, string> Columns,
    IReadOnlyDictionary<string, string> Values,
    IReadOnlyList<string> Ignored,
    string? Decimal,
    string? Dates,
    int? HeaderLine,
    string? Separator,
    IReadOnlyList<string> Blank,
    SkippedRows Skip,
    string? Encoding,
    DateTimeOffset UpdatedAt)
{
    internal static ImportProfileBody Of(
        string name, IReadOnlyList<string> header, ProfileReading reading, DateTimeOffset updatedAt) => new(
        name, header, reading.Columns ?? new Dictionary<string, string>(), reading.Values ?? new Dictionary<string, string>(),
        reading.Ignored ?? [], reading.Decimal, reading.Dates, reading.HeaderLine, reading.Separator, reading.Blank ?? [],
        reading.Skip ?? new(false, []), reading.Encoding, updatedAt);
}
