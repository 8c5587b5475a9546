using System.Text;
using PsiErp.Files;

namespace PsiErp.Tests.Files;

/// <summary>
/// Short texts in every encoding that planners' systems write: of 77 such files UTF.Unknown 2.8 reads 39 as they were meant.
/// </summary>
public sealed class FileEncodingTests
{
    private const string Header = "sku_code,warehouse_name,date,inbound_qty\n";

    private static readonly Dictionary<string, string> Texts = new()
    {
        ["one kanji"] = "茶",
        ["two kanji"] = "東京",
        ["two kanji and a line end"] = "大阪\r\n",
        ["hiragana"] = "さくら",
        ["half-width katakana"] = "ﾎﾝｼｬ",
        ["ASCII"] = Header + "A1,W,2026-12-01,5\n",
        ["a header in Japanese"] = "商品コード,日付,入庫\nA1,2026-12-01,5\n",
        ["a name among ASCII"] = Header + "A1,東京,2026-12-01,5\nA2,東京,2026-12-01,5\n",
        ["a half-width name among ASCII"] = Header + "A1,ﾄｳｷｮｳ,2026-12-01,5\n",
        ["a name after 1,000 rows"] = Header + string.Concat(Enumerable.Repeat("A1,W,2026-12-01,5\n", 1000)) + "B,倉庫,2026-12-01,5\n",
        ["a title above tabs"] = "入出庫計画表\t\t\n品番\t倉庫\t数量\nA1\t本社\t5\n",
    };

    private static readonly Dictionary<string, Encoding> Encodings = new()
    {
        ["UTF-8"] = new UTF8Encoding(false),
        ["UTF-8 with its mark"] = new UTF8Encoding(true),
        ["UTF-16 LE"] = new UnicodeEncoding(false, false),
        ["UTF-16 BE"] = new UnicodeEncoding(true, false),
        ["CP932"] = CodePagesEncodingProvider.Instance.GetEncoding(932)!,
        ["EUC-JP"] = CodePagesEncodingProvider.Instance.GetEncoding(51932)!,
        ["ISO-2022-JP"] = CodePagesEncodingProvider.Instance.GetEncoding(50221)!,
    };

    /// <summary>What nothing tells: no mark, and no character of a header.</summary>
    private static readonly HashSet<(string, string)> Untold =
    [
        ("one kanji", "UTF-16 LE"), ("one kanji", "UTF-16 BE"), ("one kanji", "EUC-JP"),
        ("two kanji", "UTF-16 LE"), ("two kanji", "UTF-16 BE"), ("hiragana", "UTF-16 LE"), ("hiragana", "UTF-16 BE"),
        ("half-width katakana", "UTF-16 LE"), ("half-width katakana", "UTF-16 BE"),
    ];

    public static TheoryData<string, string> Files =>
        [.. from text in Texts.Keys from encoding in Encodings.Keys where !Untold.Contains((text, encoding)) select (text, encoding)];

    [Theory]
    [MemberData(nameof(Files))]
    public void Detect_ShortFile_IsReadAsItWasMeant(string text, string encoding)
    {
        var written = Encodings[encoding];
        byte[] file = [.. written.GetPreamble(), .. written.GetBytes(Texts[text])];

        var found = FileEncoding.Detect(new MemoryStream(file));

        Assert.Equal(Texts[text], found.Encoding.GetString(file, found.BomLength, file.Length - found.BomLength));
    }
}
