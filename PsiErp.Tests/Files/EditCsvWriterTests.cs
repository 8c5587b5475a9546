using System.Text;
using PsiErp.Files;

namespace PsiErp.Tests.Files;

public class EditCsvWriterTests
{
    private static readonly EditLine Edit = new()
    {
        SessionTitle = "=Plan \"B\"\n2026",
        Date = new(2026, 1, 5),
        SkuCode = "TEA",
        WarehouseName = "東京DC",
        Channel = "online",
        InboundQty = 12.50m,
        SafetyStock = 0,
        CreatedBy = "hanako",
        UpdatedBy = "@taro",
        CreatedAt = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
        UpdatedAt = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(9)).AddMicroseconds(120_000),
    };

    [Fact]
    public async Task WriteAsync_WithoutAudit_WritesTheOverridesOnly() => Assert.Equal(
        "session_title,date,sku_code,warehouse_name,channel,inbound_qty,outbound_qty,safety_stock\r\n"
            + "\"'=Plan \"\"B\"\"\n2026\",2026-01-05,TEA,東京DC,online,12.5,,0\r\n",
        await Write(includeAudit: false, withMark: false, Edit));

    [Fact]
    public async Task WriteAsync_WithAudit_AddsWhoAndWhen() => Assert.Equal(
        "session_title,date,sku_code,warehouse_name,channel,inbound_qty,outbound_qty,safety_stock,"
            + "created_by,updated_by,created_at,updated_at\r\n"
            + "\"'=Plan \"\"B\"\"\n2026\",2026-01-05,TEA,東京DC,online,12.5,,0,"
            + "hanako,'@taro,2026-01-02T03:04:05+00:00,2026-01-02T03:04:05.12+09:00\r\n",
        await Write(includeAudit: true, withMark: false, Edit));

    [Fact]
    public async Task WriteAsync_WithMark_BeginsWithIt() => Assert.StartsWith(
        "\uFEFFsession_title,", await Write(includeAudit: false, withMark: true, Edit), StringComparison.Ordinal);

    [Fact]
    public async Task WriteAsync_NoEdits_WritesTheHeader() => Assert.Equal(
        "session_title,date,sku_code,warehouse_name,channel,inbound_qty,outbound_qty,safety_stock\r\n",
        await Write(includeAudit: false, withMark: false));

    private static async Task<string> Write(bool includeAudit, bool withMark, params EditLine[] edits)
    {
        var output = new AsyncOnlyStream();
        await EditCsvWriter.WriteAsync(output, edits.ToAsyncEnumerable(), includeAudit, withMark);
        return Encoding.UTF8.GetString(output.ToArray());
    }
}
