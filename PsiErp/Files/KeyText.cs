using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace PsiErp.Files;

/// <summary>The forms of keys: what they are kept as, and which ones are the same or look the same.</summary>
public static partial class KeyText
{
    /// <summary>What a failed look-up leaves in a cell.</summary>
    private static readonly HashSet<string> Failures = new(StringComparer.OrdinalIgnoreCase)
        { "#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!", "NULL", "nan" };

    private static readonly HashSet<string> Totals = new(StringComparer.OrdinalIgnoreCase)
        { "(All)", "(すべて)", "すべて", "Total", "Grand Total", "Subtotal", "Sum", "Summe", "合計", "小計", "総計" };

    /// <summary>Composed, without invisible characters, with single spaces, without Excel's ways to keep zeros.</summary>
    /// <param name="text">The text of a cell, trimmed.</param>
    /// <param name="isPlain">Whether the cell had no mark against formulas, so that <c>="…"</c> is Excel's.</param>
    public static string Normalize(string text, bool isPlain = true)
    {
        if (isPlain && text is ['=', '"', .., '"'] && text.Length > 2) text = text[2..^1].Trim();
        if (text is ['\'', >= '0' and <= '9', ..]) text = text[1..];
        if (Ascii.IsValid(text)) return text.Contains("  ") ? Runs().Replace(text, " ") : text;

        var visible = new StringBuilder(text.Length);
        foreach (var rune in Composed(text).EnumerateRunes())
            if (Rune.GetUnicodeCategory(rune) != UnicodeCategory.Format)
                visible.Append(rune.ToString());
        // A single full-width space stays what it is; no-break spaces are spaces
        return Runs().Replace(visible.Replace('\u00A0', ' ').Replace('\u202F', ' ').ToString(), " ").Trim();
    }

    /// <summary>Why a key is refused, or <see langword="null"/> when it is not.</summary>
    public static CsvProblemCode? Refuse(string key) =>
        IsFailure(key) ? CsvProblemCode.FailedLookUp
        : Shortened().IsMatch(key) ? CsvProblemCode.DigitsLost
        : null;

    /// <summary>
    /// Equal for keys that are one: the same when normalized, or but for characters of which CP932 has only one, such as both
    /// wave dashes and both minus signs. The same name comes in either form from different programs.
    /// </summary>
    public static string Identity(string key)
    {
        var text = Normalize(key);
        return Ascii.IsValid(text) ? text : string.Create(text.Length, text, static (same, text) =>
        {
            for (var i = 0; i < same.Length; i++)
                same[i] = text[i] switch
                {
                    '\u301C' => '\uFF5E',
                    '\u2212' => '\uFF0D',
                    '\u2016' => '\u2225',
                    '\u2014' => '\u2015',
                    '\u00A2' => '\uFFE0',
                    '\u00A3' => '\uFFE1',
                    '\u00AC' => '\uFFE2',
                    var c => c,
                };
        });
    }

    /// <summary>Equal for keys that a reader takes for one: but for case, width, spaces and the kind of hyphen.</summary>
    public static string Look(string key)
    {
        if (Ascii.IsValid(key)) return key.Replace(" ", "").ToUpperInvariant();
        var look = new StringBuilder(key.Length);
        foreach (var c in Identity(key).Normalize(NormalizationForm.FormKC))
            if (!char.IsWhiteSpace(c))
                look.Append(IsHyphen(c) ? '-' : char.ToUpperInvariant(c));
        return look.ToString();
    }

    /// <summary>Digits without the zeros that they begin with; any other text as it is.</summary>
    public static string WithoutZeros(string key) => key.All(char.IsAsciiDigit) && key.TrimStart('0') is { Length: > 0 } rest ? rest : key;

    /// <summary>Whether a text is what a failed look-up leaves in a cell.</summary>
    public static bool IsFailure(string text) => Failures.Contains(text);

    /// <summary>Whether a row of the key adds up others.</summary>
    public static bool IsTotal(string key) => Totals.Contains(key);

    private static string Composed(string text)
    {
        try
        {
            return text.Normalize(NormalizationForm.FormC);
        }
        catch (ArgumentException)
        {
            // Half of a surrogate pair has no other form
            return text;
        }
    }

    // The prolonged sound mark is a letter of kana words; as a hyphen it stands between other characters
    private static bool IsHyphen(char c) =>
        c is '-' or '\u2010' or '\u2011' or '\u2012' or '\u2013' or '\u2014' or '\u2015' or '\u2212' or '\u30FC';

    [GeneratedRegex("[ \u3000\u2000-\u200A]{2,}")]
    private static partial Regex Runs();

    [GeneratedRegex(@"^\d(\.\d+)?E\+\d{2,}$", RegexOptions.IgnoreCase)]
    private static partial Regex Shortened();
}
