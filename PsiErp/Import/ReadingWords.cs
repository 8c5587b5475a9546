using PsiErp.Files;

namespace PsiErp.Import;

/// <summary>The words of the wire for how files are written.</summary>
internal static class ReadingWords
{
    private static readonly Dictionary<string, string> ByEncoding = new()
    {
        ["utf-8"] = "UTF-8",
        ["utf-16le"] = "UTF-16 LE",
        ["utf-16be"] = "UTF-16 BE",
        ["cp932"] = "CP932",
        ["euc-jp"] = "EUC-JP",
        ["iso-2022-jp"] = "ISO-2022-JP",
    };

    private static readonly Dictionary<string, DateOrder> ByDates = new()
    {
        ["ymd"] = DateOrder.YearMonthDay,
        ["dmy"] = DateOrder.DayMonthYear,
        ["mdy"] = DateOrder.MonthDayYear,
    };

    /// <summary>For the sign before decimals.</summary>
    public static readonly string[] Decimals = ["point", "comma"];

    /// <summary>For the order of day, month and year.</summary>
    public static readonly string[] Dates = [.. ByDates.Keys];

    /// <summary>For encodings.</summary>
    public static readonly string[] Encodings = [.. ByEncoding.Keys];

    public static char? DecimalOf(string? word) => word switch { "point" => '.', "comma" => ',', _ => null };

    public static DateOrder? DatesOf(string? word) => word is not null && ByDates.TryGetValue(word, out var order) ? order : null;

    public static string? EncodingOf(string? word) => word is null ? null : ByEncoding.GetValueOrDefault(word);

    public static string? Of(char? decimalSign) => decimalSign switch { '.' => "point", ',' => "comma", _ => null };

    public static string? Of(DateOrder? order) => order is { } one ? ByDates.First(pair => pair.Value == one).Key : null;

    public static string? OfEncoding(string? name) => name is null ? null : ByEncoding.First(pair => pair.Value == name).Key;
}
