using CsCheck;
using PsiErp.Files;

namespace PsiErp.Tests.Files;

public class FormulaMarkTests
{
    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+81", "'+81")]
    [InlineData("-10℃", "'-10℃")]
    [InlineData("@home", "'@home")]
    [InlineData("＝1+1", "'＝1+1")]
    [InlineData("－", "'－")]
    [InlineData("\tx", "'\tx")]
    [InlineData("\rx", "'\rx")]
    [InlineData("'=x", "''=x")]
    [InlineData("''@", "'''@")]
    public void Add_TextThatStartsAFormula_IsMarked(string text, string marked) => Assert.Equal(marked, FormulaMark.Add(text));

    [Theory]
    [InlineData("")]
    [InlineData("Tea")]
    [InlineData("'")]
    [InlineData("'90s")]
    [InlineData("a=b")]
    [InlineData(" =x")]
    public void AddAndRemove_OrdinaryText_IsLeftAlone(string text)
    {
        Assert.Equal(text, FormulaMark.Add(text));
        Assert.Equal(text, FormulaMark.Remove(text));
    }

    [Fact]
    public void Remove_AfterAdd_GivesTheTextBack() =>
        Gen.Char["'=+-@＝＋－＠\t\ra "].Array[0, 6].Select(chars => new string(chars))
            .Sample(text => Assert.Equal(text, FormulaMark.Remove(FormulaMark.Add(text))));
}
