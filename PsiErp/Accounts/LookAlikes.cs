using System.Globalization;
using System.Text;

namespace PsiErp.Accounts;

/// <summary>User names that people would take for another one, or for nothing at all.</summary>
internal static class LookAlikes
{
    /// <summary>Cyrillic and Greek letters, and below each the Latin one that it looks like, as a small letter or as a capital.</summary>
    private const string Others = "\u0430\u0432\u0435\u043a\u043c\u043d\u043e\u0440\u0441\u0442\u0443\u0445\u0455"
        + "\u0456\u0458\u04bb\u0501\u051b\u051d\u04cf\u044c"
        + "\u03b1\u03b2\u03b5\u03b6\u03b7\u03b9\u03ba\u03bc\u03bd\u03bf\u03c1\u03c4\u03c5\u03c7";
    private const string Latin = "abekmhopctyxsijhdqwlb"
        + "abezhikmvoptux";

    /// <summary>Letters and signs that show nothing, though Unicode does not count them as format characters.</summary>
    private const string Blank = "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0";

    /// <summary>Whether a character is there that nobody sees, or that changes how others are read.</summary>
    public static bool HasInvisible(string name) => name.EnumerateRunes().Any(rune =>
        rune.Value is >= 0xFE00 and <= 0xFE0F or >= 0xE0100 and <= 0xE01EF or 0xFFFD
        || (rune.IsBmp && Blank.Contains((char)rune.Value))
        || (Rune.GetUnicodeCategory(rune) is UnicodeCategory.SpaceSeparator && rune.Value is not (' ' or 0x3000))
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);

    /// <summary>Whether letters of scripts stand together whose letters look alike: a Cyrillic a in a Latin name.</summary>
    public static bool MixesScripts(string name) =>
        PasswordHash.Normalize(name).EnumerateRunes().Where(Rune.IsLetter).Select(ScriptOf).Where(script => script != 0).Distinct()
            .Count() > 1;

    /// <summary>A name as people see it: two names that look the same have the same.</summary>
    public static string Fold(string name)
    {
        var folded = new StringBuilder(PasswordHash.Normalize(name).ToLowerInvariant());
        for (var i = 0; i < folded.Length; i++)
        {
            if (Others.IndexOf(folded[i]) is >= 0 and var place) folded[i] = Latin[place];
        }
        return folded.ToString();
    }

    /// <summary>The script of a letter, of those that share shapes; 0 for all others.</summary>
    private static char ScriptOf(Rune letter) => letter.Value switch
    {
        < 0x250 or (>= 0x1E00 and < 0x1F00) or (>= 0x2C60 and < 0x2C80) or (>= 0xA720 and < 0xA800) => 'L',
        (>= 0x370 and < 0x400) or (>= 0x1F00 and < 0x2000) => 'G',
        (>= 0x400 and < 0x530) or (>= 0x1C80 and < 0x1C90) or (>= 0xA640 and < 0xA6A0) => 'C',
        >= 0x530 and < 0x590 => 'A',
        (>= 0x13A0 and < 0x1400) or (>= 0xAB70 and < 0xABC0) => 'R',
        >= 0x2C80 and < 0x2D00 => 'O',
        >= 0xA4D0 and < 0xA500 => 'S',
        _ => '\0',
    };
}
