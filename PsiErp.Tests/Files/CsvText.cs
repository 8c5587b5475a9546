using System.Text;
using PsiErp.Files;

namespace PsiErp.Tests.Files;

/// <summary>Plan files written down in a test.</summary>
internal static class CsvText
{
    public const string WideHeader = "sku_code,sku_name,category_1,category_2,category_3,fw_rank,ss_rank,warehouse_name,channel,date,"
        + "stock_at_anchor,inbound_qty,outbound_qty,net_flow,stock_closing,safety_stock,movable_stock,stdstock,gap";

    public static readonly Encoding Cp932 = CodePagesEncodingProvider.Instance.GetEncoding(932)!;

    /// <summary>A wide row in which only what a test is about differs from the ordinary.</summary>
    public static string WideRow(
        string sku = "TEA", string name = "Tea", string rank = "A", string date = "2026-01-05", string inbound = "1", string gap = "5") =>
        $"{sku},{name},Drinks,,,{rank},b,Tokyo,online,{date},10,{inbound},2,-1,9,3,6,5,{gap}";

    public static string Wide(params string[] rows) => string.Join('\n', [WideHeader, .. rows]) + "\n";

    public static string Daily(params string[] rows) => string.Join('\n', ["date,production,sales,inventory", .. rows]) + "\n";

    public static PlanFile Read(string text, ReadingOptions options)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return Read(stream, options);
    }

    public static PlanFile Read(string text, Encoding? encoding = null) => Read((encoding ?? new UTF8Encoding(false)).GetBytes(text));

    public static PlanFile Read(byte[] bytes)
    {
        using var stream = new MemoryStream(bytes);
        return Read(stream);
    }

    /// <summary>Reads the first sheet of a workbook; its own problem when there is none.</summary>
    public static PlanFile ReadSheet(byte[] workbook, ReadingOptions? options = null)
    {
        using var text = new MemoryStream();
        var problem = SheetText.Write(new MemoryStream(workbook), text, 1024 * 1024, out var sheet);
        text.Position = 0;
        return problem is null ? Read(text, options, sheet) : new(null, "", ' ', [], [problem], 1);
    }

    public static PlanFile ReadSample(string name)
    {
        using var stream = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Samples", name));
        return Read(stream);
    }

    private static PlanFile Read(Stream stream, ReadingOptions? options = null, SheetText? sheet = null)
    {
        using var reader = new PlanFileReader(stream, options, sheet);
        var rows = new List<PlanFileRow>();
        while (reader.Read(out var row))
            rows.Add(row);
        return new(reader.Format, reader.EncodingName, reader.Separator, rows, reader.Problems, reader.ProblemCount);
    }
}

/// <summary>All that reading a file gives.</summary>
internal sealed record PlanFile(
    PlanFormat? Format, string Encoding, char Separator, List<PlanFileRow> Rows, IReadOnlyList<CsvProblem> Problems, long ProblemCount)
{
    /// <summary>The problems as line, column and code.</summary>
    public IEnumerable<(long Line, string? Column, CsvProblemCode Code)> Findings => Problems.Select(p => (p.Line, p.Column, p.Code));
}
