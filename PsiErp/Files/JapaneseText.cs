using System.Text;

namespace PsiErp.Files;

/// <summary>
/// Tells Japanese text from what Western, Chinese, Korean or Cyrillic bytes look like when they are read as CP932. Nearly every byte
/// is a character there, so that decoding alone refuses little.
/// </summary>
internal static class JapaneseText
{
    // Level 2 begins here in the order of the code: kanji that names rarely have, and accented Latin letters often make
    private const int Level2 = 0x9F;

    /// <summary>Whether a Japanese file may hold the text.</summary>
    public static bool IsPlausible(string text)
    {
        if (Ascii.IsValid(text)) return true;
        for (var i = 0; i < text.Length; i++)
        {
            var (previous, c, next) = (At(text, i - 1), text[i], At(text, i + 1));
            if (c is >= '\uE000' and <= '\uF8FF'
                || (IsHalfWidth(c) && !FitsHalfWidth(previous, c, next))
                || (IsRareKanji(c) && !FitsRareKanji(text, previous, next)))
                return false;
        }
        return true;
    }

    private static char At(string text, int index) => index >= 0 && index < text.Length ? text[index] : '\0';

    private static bool IsHalfWidth(char c) => c is >= '｡' and <= 'ﾟ';

    /// <summary>A half-width kana follows the rules of spelling, and does not stand alone among letters or rare kanji.</summary>
    private static bool FitsHalfWidth(char previous, char c, char next)
    {
        if (!IsHalfWidth(previous) && !IsHalfWidth(next) && (IsForeign(previous) || IsForeign(next))) return false;
        return c switch
        {
            '｡' or '｢' or '｣' or '､' or 'ｦ' => false,
            'ﾞ' => previous is 'ｳ' or (>= 'ｶ' and <= 'ﾄ') or (>= 'ﾊ' and <= 'ﾎ'),
            'ﾟ' => previous is >= 'ﾊ' and <= 'ﾎ',
            'ｬ' or 'ｭ' or 'ｮ' => previous is 'ｷ' or 'ｼ' or 'ﾁ' or 'ﾃ' or 'ﾆ' or 'ﾋ' or 'ﾌ' or 'ﾐ' or 'ﾘ' or 'ﾞ' or 'ﾟ',
            'ｧ' or 'ｨ' or 'ｩ' or 'ｪ' or 'ｫ' => previous is 'ｲ' or 'ｳ' or 'ｸ' or 'ｼ' or 'ﾁ' or 'ﾂ' or 'ﾃ' or 'ﾄ' or 'ﾌ' or 'ﾞ',
            'ｯ' or 'ｰ' => IsHalfWidth(previous),
            _ => true,
        };
    }

    /// <summary>In <c>Orl饌ns</c> it stands between letters, in <c>S縊 Paulo</c> behind one and alone, among Latin words.</summary>
    private static bool FitsRareKanji(string text, char previous, char next) =>
        !char.IsAsciiLetter(previous) || !(char.IsAsciiLetter(next) || (next < '\x80' && text.Any(char.IsAsciiLetterLower)));

    private static bool IsForeign(char c) => char.IsAsciiLetter(c) || IsRareKanji(c);

    private static bool IsRareKanji(char c) =>
        c is (>= '\u4E00' and <= '\u9FFF') or (>= '\uF900' and <= '\uFAFF') && Cp932.LeadOf(c) >= Level2;
}
