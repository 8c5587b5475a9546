using System.Runtime.CompilerServices;
using System.Text;
using CsCheck;
using PsiErp.Files;

namespace PsiErp.Tests.Files;

public class WideCsvWriterTests
{
    // Whatever a planner may name things: formulas, quotes, separators, full-width, emoji, apostrophes before all of these
    private static readonly Gen<string> HostileText = Gen.OneOf(
            Gen.OneOf(
                "'", "=", "+", "-", "@", "'=", "\"", ",", ";", "|", "\\", "sep=", "\t", " ", "　", "a", "B", "0", "é", "ｱ", "＝", "，", "緑茶",
                    "🍵"),
            Gen.Char.AlphaNumeric.Select(c => c.ToString()))
        .Array[1, 8].Select(string.Concat).Where(text => PlanTextIsUnchanged(text));

    /// <summary>As a plan can hold it: reading normalizes what files have.</summary>
    private static readonly Gen<string> HostileKey = HostileText.Where(text => PlanText.ReadKey(FormulaMark.Add(text), out var key) is null
        && key == text);

    private static readonly Gen<decimal?> Quantity = Gen.OneOf(
        Gen.Const((decimal?)null),
        Gen.Int[-100, 100].Select(units => (decimal?)units),
        Gen.Long[-1_000_000_000_000_000_000, 1_000_000_000_000_000_000].Select(millionths => (decimal?)(millionths / 1_000_000m)),
        Gen.Int[0, 100].Select(units => (decimal?)(units + 0.500m)));

    private static readonly Gen<string?> Rank = Gen.OneOf(null, "A", "BB", "特");

    private static readonly Gen<WidePlanLine> Line = Gen.Select(
        Gen.Select(HostileKey, HostileKey, HostileKey),
        Gen.Select(HostileText.Null(), HostileText.Null(), HostileText.Null(), HostileText.Null()),
        Gen.Select(Rank, Rank),
        Gen.Int[0, 109_000],
        Quantity.Array[9],
        (key, names, ranks, day, units) => new WidePlanLine
        {
            SkuCode = key.Item1,
            WarehouseName = key.Item2,
            Channel = key.Item3,
            SkuName = names.Item1,
            Category1 = names.Item2,
            Category2 = names.Item3,
            Category3 = names.Item4,
            FwRank = ranks.Item1,
            SsRank = ranks.Item2,
            Date = new DateOnly(1900, 1, 1).AddDays(day),
            StockAtAnchor = units[0],
            InboundQty = units[1],
            OutboundQty = units[2],
            NetFlow = units[3],
            StockClosing = units[4],
            SafetyStock = units[5],
            MovableStock = units[6],
            StdStock = units[7],
            Gap = units[8],
        });

    [Fact]
    public async Task WriteAsync_AnyLines_AreReadBackTheSame() =>
        await Line.Array[1, 20].SampleAsync(async lines =>
        {
            var file = CsvText.Read(await Write(lines));

            Assert.Empty(file.Problems);
            Assert.Equal((PlanFormat.Wide, "UTF-8", ','), (file.Format, file.Encoding, file.Separator));
            Assert.Equal(lines.Select((line, i) => RowOf(line, i + 2)), file.Rows);
        }, iter: 300);

    [Fact]
    public async Task WriteAsync_Sample_WritesTheSampleAgain()
    {
        var sample = CsvText.ReadSample("wide-utf8.csv").Rows;

        var written = CsvText.Read(await Write([.. sample.Select(LineOf)])).Rows;

        Assert.Equal(sample, written);
    }

    [Fact]
    public async Task WriteAsync_Line_IsWrittenAsTheContractHasIt()
    {
        var line = new WidePlanLine
        {
            SkuCode = "-10℃",
            SkuName = "Kit, \"blue\"",
            WarehouseName = "東京DC",
            Channel = "@home",
            Date = new(2026, 1, 5),
            StockAtAnchor = 187.500000m,
            InboundQty = 0.000000m,
            OutboundQty = 1000000000000m,
            NetFlow = -0.000001m,
            Gap = -5,
        };

        var bytes = await Write([line]);

        Assert.Equal(Encoding.UTF8.Preamble.ToArray(), bytes[..3]);
        Assert.Equal(
            CsvText.WideHeader + "\r\n'-10℃,\"Kit, \"\"blue\"\"\",,,,,,東京DC,'@home,2026-01-05,187.5,0,1000000000000,-0.000001,,,,,-5\r\n",
            Encoding.UTF8.GetString(bytes[3..]));
    }

    [Fact]
    public async Task WriteAsync_ManyLines_AreSentOnTheWay()
    {
        var output = new AsyncOnlyStream();
        var line = new WidePlanLine { SkuCode = new('茶', 255), WarehouseName = "W", Channel = "C", Date = new(2026, 1, 5) };

        await WideCsvWriter.WriteAsync(output, Enumerable.Repeat(line, 2000).ToAsyncEnumerable(), TestContext.Current.CancellationToken);

        Assert.InRange(output.Writes, 10, 100);
        Assert.Equal(2000, CsvText.Read(output.ToArray()).Rows.Count);
    }

    [Fact]
    public async Task WriteAsync_Cancelled_StopsTheSource()
    {
        using var client = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            WideCsvWriter.WriteAsync(new AsyncOnlyStream(), UntilTheClientLeaves(client, CancellationToken.None), client.Token));
    }

    private static async IAsyncEnumerable<WidePlanLine> UntilTheClientLeaves(
        CancellationTokenSource client, [EnumeratorCancellation] CancellationToken cancellation)
    {
        for (var sent = 0; ; sent++)
        {
            if (sent == 3)
                await client.CancelAsync();
            cancellation.ThrowIfCancellationRequested();
            yield return new() { SkuCode = "S", WarehouseName = "W", Channel = "C", Date = new(2026, 1, 5) };
        }
    }

    private static bool PlanTextIsUnchanged(string text) =>
        PlanText.Read(FormulaMark.Add(text), out var read) is null && read == text;

    private static async Task<byte[]> Write(WidePlanLine[] lines)
    {
        var output = new AsyncOnlyStream();
        await WideCsvWriter.WriteAsync(output, lines.ToAsyncEnumerable());
        return output.ToArray();
    }

    private static PlanFileRow RowOf(WidePlanLine line, long number) => new()
    {
        Line = number,
        SkuCode = line.SkuCode,
        WarehouseName = line.WarehouseName,
        Channel = line.Channel,
        Date = line.Date,
        SkuName = line.SkuName,
        Category1 = line.Category1,
        Category2 = line.Category2,
        Category3 = line.Category3,
        FwRank = line.FwRank,
        SsRank = line.SsRank,
        StockAtAnchor = line.StockAtAnchor,
        InboundQty = line.InboundQty,
        OutboundQty = line.OutboundQty,
        StockClosing = line.StockClosing,
        SafetyStock = line.SafetyStock,
        StdStock = line.StdStock,
    };

    private static WidePlanLine LineOf(PlanFileRow row) => new()
    {
        SkuCode = row.SkuCode,
        WarehouseName = row.WarehouseName,
        Channel = row.Channel,
        Date = row.Date,
        SkuName = row.SkuName,
        Category1 = row.Category1,
        Category2 = row.Category2,
        Category3 = row.Category3,
        FwRank = row.FwRank,
        SsRank = row.SsRank,
        StockAtAnchor = row.StockAtAnchor,
        InboundQty = row.InboundQty,
        OutboundQty = row.OutboundQty,
        StockClosing = row.StockClosing,
        SafetyStock = row.SafetyStock,
        StdStock = row.StdStock,
    };
}
