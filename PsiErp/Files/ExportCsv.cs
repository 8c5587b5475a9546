using CsvHelper;
using PsiErp.Planning;

namespace PsiErp.Files;

/// <summary>What all exported files have in common: UTF-8, guarded texts, plain quantities.</summary>
internal static class ExportCsv
{
    /// <param name="output">Stays open.</param>
    /// <param name="withMark">Whether a byte order mark comes first, by which Excel knows Japanese.</param>
    public static CsvWriter Create(Stream output, bool withMark = true) =>
        CsvWriter.Create(output, new CsvWriterOptions { WriteByteOrderMark = withMark }, leaveOpen: true);

    public static void WriteText(this CsvWriter csv, string? text) =>
        csv.WriteField(text is null ? null : FormulaMark.Add(text));

    public static void WriteQuantity(this CsvWriter csv, decimal? quantity) =>
        csv.WriteField(quantity is { } known ? Quantity.Normalize(known) : quantity, format: default);
}
