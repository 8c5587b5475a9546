using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;
using Microsoft.Extensions.Localization;
using PsiErp.Resources;

namespace PsiErp.Pages.Sessions;

/// <summary>
/// A group of the grid as a table of its own, which a browser need not lay out while it is out of sight. Every row has a stamp
/// of what stands in it, so that an answer can leave out what the page shows already.
/// </summary>
/// <param name="grid">The grid.</param>
/// <param name="group">The group.</param>
/// <param name="texts">What rows are called.</param>
/// <param name="shown">How figures are written.</param>
/// <param name="isEditable">Whether whoever looks may change what can be changed.</param>
public sealed class GridBlock(
    PsiGrid grid, PsiGroup group, IStringLocalizer<Texts> texts, Shown shown, bool isEditable = true) : IHtmlContent
{
    /// <inheritdoc/>
    public void WriteTo(TextWriter writer, HtmlEncoder encoder)
    {
        var rows = new GridRows(grid, group, texts, shown, encoder);
        writer.Write($"<section class=block id={group.Id} data-stamp={group.Stamp()}");
        if (group.Series is { } series)
            writer.Write($" data-warehouse=\"{encoder.Encode(series.WarehouseName)}\" data-channel=\"{encoder.Encode(series.Channel)}\"");
        writer.Write($"><table>{grid.ColumnsHtml}<tbody>");

        WriteRow(writer, "group", rows.Head());
        foreach (var row in grid.Rows)
        {
            var (kind, field) = (KindOf(row), isEditable ? rows.FieldOf(row) : null);
            // Other names are whatever somebody wrote
            var metric = row.IsKnown ? $"data-metric={row.Metric}" : "";
            var attributes = $"{metric}{(row.IsFlow ? " data-flow" : "")}{(field is null ? "" : $" data-field={field}")}";
            WriteRow(writer, field is null ? kind : "edit", rows.Cells(row), attributes);
        }
        writer.Write("</table></section>");
    }

    /// <summary>Writes the rows that differ from those that a page shows.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="encoder">How texts are written.</param>
    /// <param name="known">The stamps of the page's rows.</param>
    public void WriteChanges(TextWriter writer, HtmlEncoder encoder, ReadOnlySpan<string> known)
    {
        var rows = new GridRows(grid, group, texts, shown, encoder);
        WriteChange(writer, 0, rows.Head(), known);
        for (var i = 0; i < grid.Rows.Count; i++) WriteChange(writer, i + 1, rows.Cells(grid.Rows[i]), known);
    }

    private void WriteChange(TextWriter writer, int row, StringBuilder html, ReadOnlySpan<string> known)
    {
        var stamp = GridRows.StampOf(html);
        if (row < known.Length && known[row] == stamp) return;
        writer.Write($"<tr data-block={group.Id} data-row={row} data-stamp={stamp}>");
        foreach (var chunk in html.GetChunks()) writer.Write(chunk.Span);
    }

    private static string KindOf(MetricRow row) =>
        row.Metric == MetricRow.Closing ? "closing" : row.Reference is not null ? "ref" : row.IsKnown ? "" : "blank";

    private static void WriteRow(TextWriter writer, string name, StringBuilder html, string attributes = "")
    {
        writer.Write($"<tr data-stamp={GridRows.StampOf(html)} {attributes}");
        if (name.Length > 0) writer.Write($" class={name}");
        writer.Write('>');
        foreach (var chunk in html.GetChunks()) writer.Write(chunk.Span);
    }
}
