using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;
using Microsoft.Extensions.Localization;
using PsiErp.Planning;
using PsiErp.Resources;

namespace PsiErp.Pages.Sessions;

/// <summary>Writes the rows of a group of the grid.</summary>
/// <remarks>
/// A page has some ten thousand cells: they are written without Razor, with the fewest classes, without attributes that a
/// cell shares with its row or column, and without the end tags that HTML lets one leave out.
/// </remarks>
public sealed class GridRows(PsiGrid grid, PsiGroup group, IStringLocalizer<Texts> texts, Shown shown) : IHtmlContent
{
    private readonly CultureInfo _culture = CultureInfo.CurrentCulture;
    private readonly string _format = Shown.QuantityFormat(grid.Decimals);
    private readonly StringBuilder _html = new(32 * 1024);

    /// <inheritdoc/>
    public void WriteTo(TextWriter writer, HtmlEncoder encoder)
    {
        _html.Clear();
        WriteHead(encoder);
        foreach (var row in grid.Rows) WriteRow(row, encoder);
        _html.Append("</tbody>");
        foreach (var chunk in _html.GetChunks()) writer.Write(chunk.Span);
    }

    private void WriteHead(HtmlEncoder encoder)
    {
        _html.Append("<tbody id=").Append(group.Id);
        if (group.Series is { } series)
            _html.Append(CultureInfo.InvariantCulture,
                $" data-warehouse=\"{encoder.Encode(series.WarehouseName)}\" data-channel=\"{encoder.Encode(series.Channel)}\"");

        var name = encoder.Encode(GroupName.Of(group, grid.Places, texts));
        _html.Append(CultureInfo.InvariantCulture,
            $"><tr class=group><th scope=rowgroup title=\"{name}\">{name}<td colspan={grid.Columns.Count}>");
        var (style, sign) = group.Alert.Alert switch
        {
            Alert.StockOut => (" out", "▼ "),
            Alert.Shortage => (" short", "! "),
            Alert.Over => (" over", "▲ "),
            _ => ("", ""),
        };
        _html.Append(CultureInfo.InvariantCulture, $"<span class=\"tag{style}\">{sign}{encoder.Encode(Explain(group.Alert))}</span>");
        if ((group.Series?.WarehouseName ?? group.Warehouse) is { } warehouse && grid.Places.Regions.TryGetValue(warehouse, out var region))
            _html.Append(CultureInfo.InvariantCulture, $"<span><small>{encoder.Encode(region)}</small></span>");
    }

    private string Explain(FirstAlert alert) => alert.Alert switch
    {
        Alert.StockOut => texts["Psi.StockOutOn", shown.Day(alert.Date)],
        Alert.Shortage => texts["Psi.ShortageOn", shown.Day(alert.Date)],
        Alert.Over => texts["Psi.Over"],
        _ => texts["Psi.Fine"],
    };

    private void WriteRow(MetricRow row, HtmlEncoder encoder)
    {
        var field = grid.IsEditable && group.Series is not null ? row.Field : null;
        _html.Append("<tr");
        if (row.Metric == MetricRow.Closing) _html.Append(" class=closing");
        if (field is not null) _html.Append(CultureInfo.InvariantCulture, $" class=edit data-field={field}");
        WriteRowHead(row, encoder);

        var next = 0;
        foreach (var column in grid.Columns)
        {
            var isPast = grid.IsEditable && column < grid.Today;
            if (next == group.Days.Length || group.Days[next].Date != column) _html.Append(isPast ? "<td class=\"n p\">" : "<td class=n>");
            else WriteCell(row, field, group.Days[next++], isPast, encoder);
        }
    }

    private void WriteRowHead(MetricRow row, HtmlEncoder encoder)
    {
        if (!row.IsKnown)
        {
            _html.Append(CultureInfo.InvariantCulture,
                $" class=blank><th scope=row title=\"{encoder.Encode(texts["Psi.NoFigures", row.Metric])}\">{encoder.Encode(row.Metric)} ");
            _html.Append(CultureInfo.InvariantCulture, $"<small>{encoder.Encode(texts["Psi.NoFiguresShort"])}</small>");
            return;
        }
        _html.Append("><th scope=row");
        var days = row.Level switch
        {
            DerivedLevels.Safety => grid.Plan.Product?.SafetyStockDays,
            DerivedLevels.Standard => grid.Plan.Product?.StandardStockDays,
            _ => null,
        };
        var isDerived = days is not null && group.Days.Any(day => (day.Derived & row.Level) != 0);
        if (isDerived) WriteTitle(texts["Psi.Derived", shown.Quantity(days)], encoder);
        _html.Append('>').Append(encoder.Encode(texts[$"Metric.{row.Metric}"]));
        if (isDerived) _html.Append(" <small>").Append(encoder.Encode(texts["Psi.DerivedShort", shown.Quantity(days)])).Append("</small>");
    }

    private void WriteCell(MetricRow row, EditField? field, in ProjectedDay day, bool isPast, HtmlEncoder encoder)
    {
        var value = row.Figure(day);
        decimal? imported = null;
        var differs = row.Metric == MetricRow.Opening && group.Series is not null && day.CountDiffers;
        var isEdited = field is { } changed && group.IsEdited(day.Date, changed, out imported);
        _html.Append("<td");
        var plain = (day.Derived & row.Level) != 0 ? "d" : value == 0 ? "z" : "";
        WriteClass(isPast ? "p" : "", Alerting(row, day) ?? plain, isEdited ? "e" : "");
        if (isEdited) WriteTitle(texts["Psi.Imported", imported is null ? "–" : Text(imported)], encoder);
        // A week is marked by its worst day, which its number does not tell
        else if (row.Metric == MetricRow.Closing && day.Worst is { Alert: not Alert.None } worst) WriteTitle(Explain(worst), encoder);
        else if (differs) WriteTitle(texts["Psi.Counted", Text(day.Anchor), Text(day.Opening)], encoder);
        if (field is not null && value is { } exact && exact != Math.Round(exact, grid.Decimals)) _html.Append(CultureInfo.InvariantCulture,
            $" data-v={exact}");
        _html.Append('>');
        if (row.Metric == MetricRow.DaysOfSupply) WriteSupply(day.Supply ?? default);
        else if (value is { } quantity) WriteNumber(quantity, _format);
        if (!differs) return;
        _html.Append("<small>≠ ");
        WriteNumber(day.Anchor!.Value, _format);
        _html.Append("</small>");
    }

    private string Text(decimal? value) => shown.Quantity(value, grid.Decimals);

    private void WriteTitle(string text, HtmlEncoder encoder) =>
        _html.Append(CultureInfo.InvariantCulture, $" title=\"{encoder.Encode(text)}\"");

    private static string? Alerting(MetricRow row, in ProjectedDay day) => row.Metric != MetricRow.Closing ? null : day.Alert switch
    {
        Alert.StockOut => "out",
        Alert.Shortage => "short",
        Alert.Over => "over",
        _ => null,
    };

    private void WriteClass(string past, string state, string edited)
    {
        var several = (past.Length > 0 ? 1 : 0) + (state.Length > 0 ? 1 : 0) + (edited.Length > 0 ? 1 : 0);
        if (several == 0) return;
        if (several == 1) _html.Append(" class=").Append(past).Append(state).Append(edited);
        else _html.Append(" class=\"").AppendJoin(' ', new[] { past, state, edited }.Where(name => name.Length > 0)).Append('"');
    }

    private void WriteSupply(Coverage supply)
    {
        if (supply.Beyond) _html.Append("> ");
        WriteNumber(supply.Days, "0.#");
    }

    private void WriteNumber(decimal value, string format)
    {
        Span<char> text = stackalloc char[48];
        value.TryFormat(text, out var length, format, _culture);
        _html.Append(length == 2 && text[0] == '-' && text[1] == '0' ? "0" : text[..length]);
    }
}
