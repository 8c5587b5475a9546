using System.Text;

namespace PsiErp.Files;

/// <summary>The encodings of older Japanese systems, told from their bytes: EUC-JP and ISO-2022-JP.</summary>
internal static class OldJapanese
{
    /// <summary>EUC-JP; throws <see cref="DecoderFallbackException"/> instead of guessing.</summary>
    public static readonly Encoding EucJp = Strict(51932);

    /// <summary>ISO-2022-JP with half-width kana, of which mail and terminals know; throws as before.</summary>
    public static readonly Encoding Jis = Strict(50221);

    /// <summary>
    /// Kanji of places and trade: Chinese and Korean bytes have the form of EUC-JP too, and make any kanji.
    /// </summary>
    private const string Everyday = "東京大阪名古屋福岡札幌仙台広島横浜神戸都千葉埼玉川北南西日本九州四国関中部山新潟静倉庫拠点店舗本社工場支物流"
        + "商品番号年月入出期首末在庫数量安全標準生産販売仕入上下路卸小直営通緑茶紅水飲料食酒米麺菓子肉魚野菜果缶瓶箱袋個枚冷凍温常用紙布衣服靴文具機"
        + "械電池白黒赤青金銀抹粉味乳牛豚鶏油塩糖醤油石鹸洗剤薬品化粧雑貨玩具書籍部材原製完成検査予定実績合計分類一二三十百";

    private const int Proof = 2;
    private const double LeastShare = 0.3;

    private const int BlockSize = 64 * 1024;

    /// <summary>Whether bytes that are ASCII are text of ISO-2022-JP: between escape sequences.</summary>
    public static bool IsJis(ReadOnlySpan<byte> ascii) =>
        ascii.IndexOf("\u001B$B"u8) >= 0 || ascii.IndexOf("\u001B$@"u8) >= 0 || ascii.IndexOf("\u001B(J"u8) >= 0
        || ascii.IndexOf("\u001B(I"u8) >= 0;

    /// <summary>
    /// Whether the rest of the stream has the form of EUC-JP, and what comes out is Japanese. The stream stays where it is.
    /// </summary>
    public static bool IsEucJp(Stream stream)
    {
        var origin = stream.Position;
        try
        {
            return HasForm(stream) && IsJapanese(stream, origin);
        }
        finally
        {
            stream.Position = origin;
        }
    }

    private static bool HasForm(Stream stream)
    {
        var (block, lead) = (new byte[BlockSize], (byte)0);
        while (stream.Read(block) is > 0 and var read)
            foreach (var b in block.AsSpan(0, read))
            {
                if (lead == 0 ? b is >= 0x80 and not (0x8E or (>= 0xA1 and <= 0xFE)) : b < 0xA1 || b > (lead == 0x8E ? 0xDF : 0xFE))
                    return false;
                lead = lead == 0 && b >= 0x80 ? b : (byte)0;
            }
        return lead == 0;
    }

    private static bool IsJapanese(Stream stream, long origin)
    {
        stream.Position = origin;
        using var reader = new StreamReader(stream, EucJp, false, BlockSize, leaveOpen: true);
        var (block, known, all) = (new char[BlockSize], 0, 0);
        try
        {
            while (reader.Read(block) is > 0 and var read)
                foreach (var c in block.AsSpan(0, read))
                {
                    if (c < 0x80) continue;
                    all++;
                    if (IsKana(c) || Everyday.Contains(c, StringComparison.Ordinal)) known++;
                }
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
        return known >= Proof && known >= LeastShare * all;
    }

    private static bool IsKana(char c) => c is (>= '\u3041' and <= '\u30FF') or (>= '｡' and <= 'ﾟ');

    private static Encoding Strict(int codePage) => CodePagesEncodingProvider.Instance.GetEncoding(
        codePage, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;
}
