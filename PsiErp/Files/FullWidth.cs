using System.Text;

namespace PsiErp.Files;

/// <summary>
/// Folds the full-width forms that a Japanese keyboard leaves behind into ASCII. Less than NFKC on purpose: NFKC would
/// also read <c>10²</c> as 102.
/// </summary>
internal static class FullWidth
{
    private const int DistanceToAscii = '\uFF01' - '!';

    /// <summary>The text with full-width letters, digits and signs, and the minus sign U+2212, as ASCII.</summary>
    public static string Fold(string text) =>
        Ascii.IsValid(text) ? text : string.Create(text.Length, text, static (folded, text) =>
        {
            for (var i = 0; i < folded.Length; i++)
                folded[i] = Fold(text[i]);
        });

    /// <summary>Folds UTF-8 and trims it; <see langword="false"/> when it does not come out as ASCII.</summary>
    public static bool TryFold(ReadOnlySpan<byte> utf8, out ReadOnlySpan<byte> ascii)
    {
        ascii = utf8.Trim(" \t"u8);
        if (Ascii.IsValid(ascii))
            return true;

        var folded = Fold(Encoding.UTF8.GetString(ascii)).Trim();
        ascii = Encoding.UTF8.GetBytes(folded);
        return Ascii.IsValid(folded);
    }

    private static char Fold(char c) => c switch
    {
        >= '\uFF01' and <= '\uFF5E' => (char)(c - DistanceToAscii),
        '\u3000' => ' ',
        '\u2212' => '-',
        _ => c,
    };
}
