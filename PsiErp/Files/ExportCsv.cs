using CsvHelper;
using PsiErp.Planning;

namespace PsiErp.Files;

/// <summary>What all exported files have in common: UTF-8 with a byte order mark, guarded texts, plain quantities.</summary>
internal static class ExportCsv
{
    private static readonly CsvWriterOptions Options = new() { WriteByteOrderMark = true };

    public static CsvWriter Create(Stream output) => CsvWriter.Create(output, Options, leaveOpen: true);

    public static void WriteText(this CsvWriter csv, string? text) =>
        csv.WriteField(text is null ? null : FormulaMark.Add(text));

    public static void WriteQuantity(this CsvWriter csv, decimal? quantity) =>
        csv.WriteField(quantity is { } known ? Quantity.Normalize(known) : quantity, format: default);
}
