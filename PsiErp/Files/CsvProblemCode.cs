namespace PsiErp.Files;

/// <summary>What is wrong with a plan file. The names are stable: texts in other languages are kept by them.</summary>
public enum CsvProblemCode
{
    /// <summary>Nothing but blank lines.</summary>
    EmptyFile,

    /// <summary>A header and nothing below it.</summary>
    NoRows,

    /// <summary>An Excel workbook instead of text.</summary>
    Workbook,

    /// <summary>A workbook in the binary format of Excel 97.</summary>
    OldWorkbook,

    /// <summary>A workbook with a password.</summary>
    Encrypted,

    /// <summary>A zip archive of anything.</summary>
    ZipArchive,

    /// <summary>Something else that has a name: HTML, JSON, PDF.</summary>
    OtherFormat,

    /// <summary>A packed file that holds more than may be uploaded.</summary>
    UnpackedTooLarge,

    /// <summary>A packed file that can't be unpacked.</summary>
    DamagedPacking,

    /// <summary>Bytes that are no character in the encoding of the file.</summary>
    UndecodableBytes,

    /// <summary>The first line names no column of either format.</summary>
    UnknownHeader,

    /// <summary>The first line names the columns of both formats.</summary>
    AmbiguousHeader,

    /// <summary>The first line lacks columns of the format it comes closest to.</summary>
    MissingColumns,

    /// <summary>A column that may be one of those that are missing.</summary>
    LikelyColumn,

    /// <summary>A column that somebody named, and the header does not.</summary>
    NoSuchColumn,

    /// <summary>No row on the line that somebody called the header.</summary>
    NoHeaderLine,

    /// <summary>The first line names keys and date, and nothing that a plan keeps of a day.</summary>
    NoQuantities,

    /// <summary>A known column appears twice.</summary>
    DuplicateColumn,

    /// <summary>A row over 1 MiB.</summary>
    RecordTooLong,

    /// <summary>A quote that is opened and never closed.</summary>
    UnclosedQuote,

    /// <summary>A quote inside an unquoted cell, or text after a closing quote.</summary>
    MisplacedQuote,

    /// <summary>More or fewer cells than the header.</summary>
    CellCount,

    /// <summary>A blank key or date.</summary>
    MissingValue,

    /// <summary>A date written in none of the accepted ways.</summary>
    DateFormat,

    /// <summary>A date such as <c>1/5/2026</c>, in a file that does not tell its order.</summary>
    DateOrderUntold,

    /// <summary>A date that is one only in another order than the file's.</summary>
    DateOtherOrder,

    /// <summary>A time that is not midnight.</summary>
    DateWithTime,

    /// <summary>A date that does not exist, such as 30 February.</summary>
    DateNotInCalendar,

    /// <summary>A date outside the years 1900 to 2200.</summary>
    DateOutOfRange,

    /// <summary>Not a plain decimal number.</summary>
    NumberFormat,

    /// <summary>A dash, or what a failed look-up leaves behind, in the place of a number.</summary>
    NumberUnknown,

    /// <summary>Digits grouped by commas in a cell without quotes, where a comma may be meant as the decimal point.</summary>
    NumberGroupsUnquoted,

    /// <summary>A number over 10^12 or under −10^12.</summary>
    NumberTooLarge,

    /// <summary>A number with more than six decimals.</summary>
    NumberTooFine,

    /// <summary>A text over <see cref="PlanText.MaxLength"/>.</summary>
    TextTooLong,

    /// <summary>A line break, tab or other control character inside a text.</summary>
    ControlCharacter,

    /// <summary>What a failed look-up leaves behind, in the place of a key.</summary>
    FailedLookUp,

    /// <summary>A long code that a spreadsheet took for a number and cut: <c>4.90E+12</c>.</summary>
    DigitsLost,

    /// <summary>A code or name that a spreadsheet took for a day.</summary>
    CodeBecameDate,

    /// <summary>A question mark in a key, where the encoding of the file may have lacked a character.</summary>
    CharacterLost,

    /// <summary>Text that no Japanese file holds, in a file that is no other either.</summary>
    NotJapanese,

    /// <summary>A number that is one only by the other decimal mark than the file's.</summary>
    NumberOtherMark,

    /// <summary>A rank that is not one or two letters.</summary>
    RankFormat,
}
