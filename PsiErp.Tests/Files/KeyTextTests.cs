using PsiErp.Files;

namespace PsiErp.Tests.Files;

public sealed class KeyTextTests
{
    [Theory]
    [InlineData("TEA  500", "TEA 500")]
    [InlineData("TEA\u200B", "TEA")]
    [InlineData("TEA\u00A0", "TEA")]
    [InlineData("\uFEFFTEA", "TEA")]
    [InlineData("\u30AB\u3099レージ", "ガレージ")]
    [InlineData("東京\u3000倉庫", "東京\u3000倉庫")]
    [InlineData("東京\u3000 倉庫", "東京 倉庫")]
    [InlineData("=\"00123\"", "00123")]
    [InlineData("'00123", "00123")]
    [InlineData("\t00123", "00123")]
    [InlineData("'=\"00123\"", "=\"00123\"")]
    [InlineData("倉庫🏭", "倉庫🏭")]
    public void ReadKey_IsTheFormThatLooksLikeIt(string cell, string expected)
    {
        Assert.Null(PlanText.ReadKey(cell, out var key));
        Assert.Equal(expected, key);
    }

    [Theory]
    [InlineData("#N/A", CsvProblemCode.FailedLookUp)]
    [InlineData("#REF!", CsvProblemCode.FailedLookUp)]
    [InlineData("null", CsvProblemCode.FailedLookUp)]
    [InlineData("NaN", CsvProblemCode.FailedLookUp)]
    [InlineData("4.90E+12", CsvProblemCode.DigitsLost)]
    [InlineData("5e+09", CsvProblemCode.DigitsLost)]
    public void ReadKey_WhatOnlyLooksLikeAKey_IsRefused(string cell, CsvProblemCode expected) =>
        Assert.Equal(expected, PlanText.ReadKey(cell, out _));

    [Theory]
    [InlineData("東京〜大阪", "東京～大阪")]
    [InlineData("A−B", "A－B")]
    public void Identity_OfTheTwoFormsThatCp932HasOneOf_IsOne(string one, string other) =>
        Assert.Equal(KeyText.Identity(one), KeyText.Identity(other));

    [Theory]
    [InlineData("TEA-500", "ＴＥＡ－５００")]
    [InlineData("TEA-500", "tea‐500")]
    [InlineData("ｶﾞﾚｰｼﾞ", "ガレージ")]
    [InlineData("東京 倉庫", "東京　倉庫")]
    public void Look_OfKeysThatAReaderTakesForOne_IsOne(string one, string other)
    {
        Assert.NotEqual(KeyText.Identity(one), KeyText.Identity(other));
        Assert.Equal(KeyText.Look(one), KeyText.Look(other));
    }
}
