using CsCheck;
using PsiErp.Planning;

namespace PsiErp.Tests.Planning;

/// <summary>Ranks by the share of sales.</summary>
public sealed class SkuRanksTests
{
    private static readonly RankLimit[] Abc = [new("B", 0.9m), new("A", 0.7m)];

    [Theory]
    [InlineData("A:70 B:20 C:10", "A=A B=B C=C")]
    [InlineData("A:95 B:5", "A=A B=C")]
    [InlineData("A:40 B:30 C:20 D:10 E:0", "A=A B=A C=B D=C E=C")]
    [InlineData("B:50 A:50", "A=A B=A")]
    [InlineData("A:10 B:-30", "A=A B=C")]
    [InlineData("A:0 B:-3", "")]
    public void Of_SharesAddedUp_EndAtTheThresholds(string sales, string ranks)
    {
        var sold = sales.Split(' ').Select(sku => (sku.Split(':')[0], decimal.Parse(sku.Split(':')[1], null)));
        Assert.Equal(ranks, string.Join(' ', SkuRanks.Of(sold, Abc).Select(sku => $"{sku.SkuCode}={sku.Rank}")));
    }

    [Fact]
    public void Of_WhateverIsSold_WhoSellsMoreIsNeverOfALaterRank() => Gen.Int[-5, 1000].Array[1, 40].Sample(sales =>
    {
        var ranked = SkuRanks.Of(sales.Select((quantity, i) => ($"S{i:00}", (decimal)quantity)), Abc);
        if (ranked.Count == 0) return;
        Assert.Equal(sales.Length, ranked.Count);
        Assert.Equal(ranked.Select(sku => sku.Rank).Order(StringComparer.Ordinal), ranked.Select(sku => sku.Rank));
        Assert.Equal("A", ranked[0].Rank);
        Assert.Equal(1m, ranked[^1].Share);
    });

    [Theory]
    [InlineData("B", "C")]
    [InlineData("AB", "AC")]
    [InlineData("Z", "Z")]
    [InlineData("特", "特")]
    public void After_ARank_IsTheNextLetter(string rank, string next) => Assert.Equal(next, SkuRanks.After(rank));
}
