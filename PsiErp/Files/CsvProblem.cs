using System.Globalization;
using System.Text;

namespace PsiErp.Files;

/// <summary>One thing wrong with a plan file: where, what, and how to mend it.</summary>
/// <param name="Line">The line, counted from 1, on which the row with the problem begins.</param>
/// <param name="Column">The column by its name in the format, or <see langword="null"/> when no single cell is at fault.</param>
/// <param name="Code">What is wrong.</param>
/// <param name="Value">What was found, shortened for display.</param>
/// <param name="Expected">What the message sets against the value: a limit, a count, the name of a format.</param>
public sealed record CsvProblem(long Line, string? Column, CsvProblemCode Code, string Value = "", string Expected = "")
{
    private const int MaxShown = 40;

    /// <summary>
    /// The English message with <c>{0}</c> column, <c>{1}</c> value, <c>{2}</c> expected and <c>{3}</c> the first of several values
    /// left open.
    /// </summary>
    /// <remarks>Serves as the key of its translations: <c>localizer[problem.Template, problem.Arguments]</c>.</remarks>
    public string Template => TemplateOf(Code);

    /// <summary>What fills <see cref="Template"/>.</summary>
    public object[] Arguments => [Column ?? "", Value, Expected, Value.Split(", ")[0]];

    /// <summary>Whether another text in its cell would mend it.</summary>
    public bool IsOfCell => Column is not null && Code is not (CsvProblemCode.LikelyColumn or CsvProblemCode.NoSuchColumn
        or CsvProblemCode.DuplicateColumn or CsvProblemCode.DateOrderUntold);

    /// <summary>What was found, where it is not cut.</summary>
    public string WholeValue => Value.EndsWith('…') ? "" : Value;

    /// <summary>The English message: the value, the place and the remedy.</summary>
    public string Message => string.Format(CultureInfo.InvariantCulture, Template, Arguments);

    /// <summary>The English message of a problem, with the places of its arguments left open.</summary>
    public static string TemplateOf(CsvProblemCode code) => code switch
    {
        CsvProblemCode.EmptyFile => "the file is empty; its first line must name the columns",
        CsvProblemCode.NoRows => "the file has no rows below its header; check what the extract was made of",
        CsvProblemCode.Workbook => "the file is an Excel workbook; save it as 'CSV UTF-8' and upload that",
        CsvProblemCode.OldWorkbook => "the file is a workbook of Excel 97 (.xls); save it as .xlsx or 'CSV UTF-8' and upload that",
        CsvProblemCode.Encrypted => "the file is encrypted; open it with its password, save it without, and upload that",
        CsvProblemCode.ZipArchive => "the file is a zip archive; unpack it and upload what is in it, or pack one file with gzip",
        CsvProblemCode.OtherFormat => "the file is {2}, which is not read here; save it as .xlsx or 'CSV UTF-8' and upload that",
        CsvProblemCode.UnpackedTooLarge => "the file holds more than {2} bytes when unpacked; upload it in parts",
        CsvProblemCode.DamagedPacking =>
            "the file is damaged: its {2} packing breaks off or is no such; pack it again, or upload it unpacked",
        CsvProblemCode.UndecodableBytes => "the line has bytes that are not {2} text; save the file as UTF-8",
        CsvProblemCode.UnknownHeader =>
            "the header beginning '{1}' names no known column; start with date,production,sales or with the wide format's columns, "
            + "or tell them with header_line=<line> and column.<name>=<header>",
        CsvProblemCode.AmbiguousHeader =>
            "the header has the columns of both formats; leave out production and sales, or sku_code, warehouse_name and channel",
        CsvProblemCode.MissingColumns =>
            "the header lacks {1} of the {2} format; add what is missing, or name its column with column.{3}=<header>, or the value "
            + "that all rows have with value.{3}=<value>",
        CsvProblemCode.LikelyColumn => "the header '{1}' may be {0}; if it is, say so with column.{0}={1}",
        CsvProblemCode.NoSuchColumn => "the header has no column '{1}', which column.{0}= names; write it as the file does",
        CsvProblemCode.NoHeaderLine => "no row begins on line {2}, which header_line= names; count lines from 1, blank ones too",
        CsvProblemCode.NoQuantities => "the header names no quantity; add at least one of {1}",
        CsvProblemCode.DuplicateColumn => "the header names {0} twice; keep one of the two, or say which with column.{0}=<header>",
        CsvProblemCode.RecordTooLong => "the row is longer than {2} bytes; most often a quote on this line is never closed",
        CsvProblemCode.UnclosedQuote => "a quote opened in this row is never closed; close it, or write a quote inside a text as \"\"",
        CsvProblemCode.MisplacedQuote => "a quote stands inside a cell; put the whole cell in quotes and write the inner quote as \"\"",
        CsvProblemCode.CellCount => "the row has {1} cells where the header has {2}; put a text with separators in quotes",
        CsvProblemCode.MissingValue => "{0} is blank; every row needs one",
        CsvProblemCode.DateFormat => "{0} '{1}' is not a date; write YYYY-MM-DD",
        CsvProblemCode.DateOrderUntold =>
            "{0} '{1}' may be several days, and no date of the file tells; say in which order they are: dates=dmy, dates=mdy or dates=ymd",
        CsvProblemCode.DateOtherOrder => "{0} '{1}' is no date in the order of the file, dates={2}; write all dates alike",
        CsvProblemCode.DateWithTime => "{0} '{1}' has a time of day, and plans have days; leave the time out",
        CsvProblemCode.DateNotInCalendar => "{0} '{1}' is not a date of the calendar; write YYYY-MM-DD",
        CsvProblemCode.DateOutOfRange => "{0} '{1}' is outside the years {2}; check the year",
        CsvProblemCode.NumberFormat => "{0} '{1}' is not a number; write it like 1234.5",
        CsvProblemCode.NumberUnknown =>
            "{0} '{1}' stands for a number that is not known; mend it where the file is made, or have it read as blank with blank={2}",
        CsvProblemCode.NumberGroupsUnquoted => "{0} '{1}' has a comma outside quotes; write it like 1234.5, or \"1,234.5\" in quotes",
        CsvProblemCode.NumberTooLarge => "{0} '{1}' is beyond {2}; check the unit",
        CsvProblemCode.NumberTooFine => "{0} '{1}' has more than {2} decimals; round it",
        CsvProblemCode.TextTooLong => "{0} '{1}' has more than {2} characters; shorten it",
        CsvProblemCode.ControlCharacter => "{0} '{1}' has a line break, tab or other control character; remove it",
        CsvProblemCode.FailedLookUp => "{0} '{1}' is what a failed look-up leaves behind; mend it where the file was made",
        CsvProblemCode.DigitsLost => "{0} '{1}' is a code that a spreadsheet has cut; make the column text there and save it anew",
        CsvProblemCode.CodeBecameDate =>
            "{0} is a day in the sheet, which it may have made of a code such as 1-2; make the column text there and enter it anew",
        CsvProblemCode.CharacterLost =>
            "{0} '{1}' has a question mark, which a character becomes that the encoding of the file lacks; save it as UTF-8, or say that "
            + "it is meant with encoding=cp932",
        CsvProblemCode.NotJapanese => "{0} '{1}' is no text that a Japanese file holds, and the file is not UTF-8; save it as UTF-8",
        CsvProblemCode.NumberOtherMark =>
            "{0} '{1}' is no number by the decimal mark of the file, '{2}'; write all numbers alike, or say which "
            + "mark it is with decimal=point or decimal=comma",
        CsvProblemCode.RankFormat => "{0} '{1}' is not a rank; write one or two letters",
        _ => throw new ArgumentOutOfRangeException(nameof(code)),
    };

    /// <summary>A value fit to be shown in a message: cut to 40 characters, control characters made visible.</summary>
    internal static string Shorten(string value)
    {
        var shown = new StringBuilder(MaxShown + 1);
        foreach (var rune in value.EnumerateRunes())
        {
            if (shown.Length >= MaxShown)
                return shown.Append('…').ToString();
            shown.Append(Rune.IsControl(rune) ? "\uFFFD" : rune.ToString());
        }
        return shown.ToString();
    }
}
