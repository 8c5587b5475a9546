using System.Globalization;
using System.Text;
using CsvHelper;
using PsiErp.Files;
using SpreadCheetah;

namespace PsiErp.Demo;

/// <summary>The forms in which an extract of the demo can be had, as source systems write them.</summary>
public enum ExtractForm
{
    /// <summary>UTF-8 with commas and PsiErp's own headers.</summary>
    Csv,

    /// <summary>Windows' Japanese code page with Japanese headers.</summary>
    Cp932,

    /// <summary>Semicolons, decimal commas, and days before months.</summary>
    Semicolon,

    /// <summary>A workbook.</summary>
    Xlsx,
}

/// <summary>The extracts of the demo's source system, made from the catalogue and the story.</summary>
/// <param name="today">The day on which the demo was loaded.</param>
public sealed class DemoExtract(DateOnly today)
{
    /// <summary>Days before and after a morning that its extract covers.</summary>
    internal const int DaysBefore = 14, DaysAfter = 76;

    private static readonly string[] Japanese =
    [
        "商品コード", "商品名", "大分類", "中分類", "小分類", "倉庫", "チャネル", "日付", "期首在庫", "入庫", "出庫", "期末在庫", "安全在庫",
        "標準在庫",
    ];

    private static readonly string[] English =
    [
        PlanColumns.SkuCode, PlanColumns.SkuName, PlanColumns.Category1, PlanColumns.Category2, PlanColumns.Category3,
        PlanColumns.WarehouseName, PlanColumns.Channel, PlanColumns.Date, PlanColumns.StockAtAnchor, PlanColumns.InboundQty,
        PlanColumns.OutboundQty, PlanColumns.StockClosing, PlanColumns.SafetyStock, PlanColumns.StdStock,
    ];

    /// <summary>The last day whose stock figures are counted in the extract of the demo's day.</summary>
    public DateOnly AsOf => today.AddDays(-1);

    /// <summary>The lines of the demo's day.</summary>
    public IEnumerable<WidePlanLine> Today() => Lines(today);

    /// <summary>The lines of the morning after it: a day on, with what was really sold, and some news.</summary>
    public IEnumerable<WidePlanLine> Tomorrow() => Lines(today.AddDays(1));

    /// <summary>What the file of tomorrow's lines is called.</summary>
    public string FileName(ExtractForm form) =>
        string.Create(CultureInfo.InvariantCulture, $"psi-{today.AddDays(1):yyyyMMdd}-{form.ToString().ToLowerInvariant()}")
        + (form == ExtractForm.Xlsx ? ".xlsx" : ".csv");

    /// <summary>Writes tomorrow's lines.</summary>
    /// <param name="form">In which form.</param>
    /// <param name="output">Where to; it stays open.</param>
    /// <param name="ct">Cancels.</param>
    public async Task WriteAsync(ExtractForm form, Stream output, CancellationToken ct)
    {
        switch (form)
        {
            case ExtractForm.Csv:
                await WideCsvWriter.WriteAsync(output, Tomorrow().ToAsyncEnumerable(), ct);
                break;
            case ExtractForm.Cp932:
                await using (var text = Encoding.CreateTranscodingStream(output, Cp932.Encoding, Encoding.UTF8, leaveOpen: true))
                    await WriteAsync(text, ',', Japanese, "yyyy/MM/dd", Plain, ct);
                break;
            case ExtractForm.Semicolon:
                await WriteAsync(output, ';', English, "dd.MM.yyyy", WithComma, ct);
                break;
            case ExtractForm.Xlsx:
                await SheetWriter.WriteAsync(output, "PSI", SheetColumns(), Tomorrow().ToAsyncEnumerable(), ct);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(form), form, null);
        }
    }

    private IEnumerable<WidePlanLine> Lines(DateOnly morning)
    {
        var number = 0;
        foreach (var sku in DemoCatalog.Skus)
        {
            foreach (var place in DemoCatalog.Places)
            {
                var series = new DemoSeries(sku, place, number++);
                if (!DemoStory.IsSold(sku, place)) continue;
                foreach (var line in series.Lines(today, morning, morning.AddDays(-DaysBefore), DaysBefore + DaysAfter))
                    yield return line;
            }
        }
    }

    private async Task WriteAsync(
        Stream output, char separator, string[] header, string days, Func<decimal?, string> number, CancellationToken ct)
    {
        await using var csv = CsvWriter.Create(output, new CsvWriterOptions { Separator = separator }, leaveOpen: true);
        csv.WriteHeader(header);
        foreach (var line in Tomorrow())
        {
            csv.WriteRecord(
                line.SkuCode, line.SkuName ?? "", line.Category1 ?? "", line.Category2 ?? "", line.Category3 ?? "", line.WarehouseName,
                line.Channel, line.Date.ToString(days, CultureInfo.InvariantCulture), number(line.StockAtAnchor),
                number(line.InboundQty), number(line.OutboundQty), number(line.StockClosing), number(line.SafetyStock),
                number(line.StdStock));
        }
        await csv.FlushAsync(ct);
    }

    private static SheetColumn<WidePlanLine>[] SheetColumns()
    {
        Func<WidePlanLine, DataCell>[] cells =
        [
            line => new(line.SkuCode), line => new(line.SkuName), line => new(line.Category1), line => new(line.Category2),
            line => new(line.Category3), line => new(line.WarehouseName), line => new(line.Channel),
            line => new(line.Date.ToDateTime(TimeOnly.MinValue)), line => Cell(line.StockAtAnchor), line => Cell(line.InboundQty),
            line => Cell(line.OutboundQty), line => Cell(line.StockClosing), line => Cell(line.SafetyStock), line => Cell(line.StdStock),
        ];
        return [.. Japanese.Zip(cells, (name, cell) => new SheetColumn<WidePlanLine>(name, cell))];
    }

    private static DataCell Cell(decimal? quantity) => quantity is { } some ? SheetColumn.Quantity(some) : default;

    private static string Plain(decimal? quantity) => quantity?.ToString(CultureInfo.InvariantCulture) ?? "";

    private static string WithComma(decimal? quantity) =>
        quantity is { } some ? string.Create(CultureInfo.InvariantCulture, $"{some:0.0}").Replace('.', ',') : "";
}
