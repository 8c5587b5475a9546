using System.Text;
using PsiErp.Files;

namespace PsiErp.Tests.Files;

public sealed class JapaneseTextTests
{
    [Theory]
    [InlineData("東京DC")]
    [InlineData("ﾄｳｷｮｳ倉庫")]
    [InlineData("ｵｵｻｶ")]
    [InlineData("ｶﾌﾞｼｷｶﾞｲｼｬ ﾃｨｰﾄﾞｯﾄ")]
    [InlineData("ﾊﾟｰﾂ･ﾌｫｰｸ")]
    [InlineData("Tシャツ L")]
    [InlineData("A社B店")]
    [InlineData("髙橋商店")]
    [InlineData("珈琲豆 1kg")]
    [InlineData("麺A")]
    [InlineData("緑茶 500ml×24本 ①")]
    public void JapaneseNames_AreRead(string name) =>
        Assert.Equal(name, Assert.Single(CsvText.Read(CsvText.Wide(CsvText.WideRow(name: name)), CsvText.Cp932).Rows).SkuName);

    [Theory]
    [InlineData(1252, "Orléans")]
    [InlineData(1252, "Köln")]
    [InlineData(1252, "São Paulo")]
    [InlineData(1252, "Genève")]
    [InlineData(1252, "Århus")]
    [InlineData(1252, "Düsseldorf")]
    [InlineData(1250, "Łódź")]
    [InlineData(936, "上海仓库")]
    [InlineData(936, "广州")]
    [InlineData(936, "深圳")]
    [InlineData(950, "台北倉庫")]
    [InlineData(949, "서울 창고")]
    [InlineData(1251, "Москва")]
    public void NamesOfOtherCodePages_AreRefusedWithTheirLine(int codePage, string name)
    {
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding(codePage)!;

        var file = CsvText.Read(CsvText.Wide(CsvText.WideRow(), CsvText.WideRow(sku: "B", name: name)), encoding);

        var problem = Assert.Single(file.Problems);
        Assert.Equal(3, problem.Line);
        Assert.Contains(problem.Code, new[] { CsvProblemCode.NotJapanese, CsvProblemCode.UndecodableBytes });
    }

    [Fact]
    public void KanjiThatNecSelected_AreReadAsThoseOfIbm()
    {
        // 髙 纊 黑 ⅰ ￤ by NEC's codes
        byte[] selected = [0xEE, 0xE0, 0xED, 0x40, 0xEE, 0xEC, 0xEE, 0xEF, 0xEE, 0xFA];

        Assert.Equal("髙纊黑ⅰ￤", Cp932.Encoding.GetString(selected));
        Assert.Throws<DecoderFallbackException>(() => Cp932.Encoding.GetString([0xEE, 0xED]));
    }

    [Theory]
    [InlineData("東京第一物流倉庫", "大阪", 2)]
    [InlineData("東京", "大阪", 2)]
    public void FileOfTwoEncodings_IsRefusedAtTheLineThatIsNotUtf8(string inUtf8, string inCp932, int lineOfUtf8)
    {
        var (one, other) = (CsvText.WideRow(name: inUtf8) + "\n", CsvText.WideRow(sku: "B", name: inCp932) + "\n");
        byte[] header = [.. Encoding.UTF8.GetBytes(CsvText.WideHeader + "\n")];

        var utf8First = CsvText.Read([.. header, .. Encoding.UTF8.GetBytes(one), .. CsvText.Cp932.GetBytes(other)]);
        var cp932First = CsvText.Read([.. header, .. CsvText.Cp932.GetBytes(other), .. Encoding.UTF8.GetBytes(one)]);

        Assert.Equal((lineOfUtf8 + 1, CsvProblemCode.UndecodableBytes), (utf8First.Problems[0].Line, utf8First.Problems[0].Code));
        Assert.Equal((lineOfUtf8, CsvProblemCode.UndecodableBytes), (cp932First.Problems[0].Line, cp932First.Problems[0].Code));
    }
}
