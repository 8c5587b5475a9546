using System.Globalization;
using System.Text;

namespace PsiErp.Web;

/// <summary>What a downloaded file is called: after its session or list, in any script, wherever it is saved.</summary>
internal static class ExportFileName
{
    /// <summary>Well under the 255 bytes of a name on disk, also when each character has three.</summary>
    private const int MaxLength = 72;

    /// <summary>A title as a file name: without what separates folders, what Windows forbids, and what is invisible.</summary>
    /// <param name="title">Any text.</param>
    /// <param name="ending">Comes after it, extension included.</param>
    public static string Of(string title, string ending)
    {
        var name = new StringBuilder();
        foreach (var rune in title.EnumerateRunes())
        {
            if (name.Length + rune.Utf16SequenceLength > MaxLength) break;
            name.Append(IsPlain(rune) ? rune.ToString() : "_");
        }
        // A leading dot hides a file, or climbs
        var stem = name.ToString().Trim('.', ' ');
        return (stem.Length == 0 ? "plan" : stem) + ending;
    }

    private static bool IsPlain(Rune rune) =>
        !"\\/:*?\"<>|%".Contains((char)Math.Min(rune.Value, char.MaxValue))
        && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
            or UnicodeCategory.OtherNotAssigned);
}
