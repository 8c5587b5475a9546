using PsiErp.Files;

namespace PsiErp.Tests.Files;

/// <summary>Headers that no name is known of, and what they may mean.</summary>
public sealed class LikelyFieldsTests
{
    [Theory]
    [InlineData("入庫予定", "inbound_qty")]
    [InlineData("出庫数量", "outbound_qty")]
    [InlineData("倉庫コード", "warehouse_name")]
    [InlineData("安全在庫数", "safety_stock")]
    [InlineData("warehose_name", "warehouse_name")]
    [InlineData("Safty Stock", "safety_stock")]
    [InlineData("inbond_qty", "inbound_qty")]
    [InlineData("在庫金額", null)]
    [InlineData("入庫日", null)]
    [InlineData("販売単価", null)]
    [InlineData("出庫先", null)]
    [InlineData("担当者", null)]
    [InlineData("comment", null)]
    [InlineData("state", null)]
    [InlineData("", null)]
    public void Header_IsNearToAFieldOrToNone(string header, string? field) => Assert.Equal(field, LikelyFields.Find(header));
}
