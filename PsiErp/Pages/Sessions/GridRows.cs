using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.Extensions.Localization;
using PsiErp.Data;
using PsiErp.Planning;
using PsiErp.Resources;

namespace PsiErp.Pages.Sessions;

/// <summary>Writes the rows of a group of the grid.</summary>
/// <remarks>
/// A page has some ten thousand cells: they are written without Razor, with the fewest classes, without attributes that a
/// cell shares with its row or column, and without the end tags that HTML lets one leave out.
/// </remarks>
internal sealed class GridRows(PsiGrid grid, PsiGroup group, IStringLocalizer<Texts> texts, Shown shown, HtmlEncoder encoder)
{
    private readonly CultureInfo _culture = CultureInfo.CurrentCulture;
    private readonly int _decimals = grid.Decimals;
    private readonly string _format = Shown.QuantityFormat(grid.Decimals);
    private readonly StringBuilder _html = new(16 * 1024);

    /// <summary>Writes what stands in the head line of the group.</summary>
    /// <returns>What is written; it holds until something else is.</returns>
    public StringBuilder Head()
    {
        _html.Clear();
        var name = encoder.Encode(GroupName.Of(group, grid.Places, texts));
        _html.Append(CultureInfo.InvariantCulture,
            $"<th scope=rowgroup title=\"{name}\"><button type=button class=fold tabindex=-1 aria-expanded=true>{name}</button>");
        // In one, which stays in sight when the days are scrolled
        _html.Append(CultureInfo.InvariantCulture, $"<td colspan={grid.Columns.Count}><span>");
        var (style, sign) = group.Alert.Alert switch
        {
            Alert.StockOut => (" out", "▼ "),
            Alert.Shortage => (" short", "! "),
            Alert.Over => (" over", "▲ "),
            _ => ("", ""),
        };
        _html.Append(CultureInfo.InvariantCulture, $"<span class=\"tag{style}\">{sign}{encoder.Encode(Explain(group.Alert))}</span>");
        if (group.OrderBy is { } orderBy)
        {
            var isLate = orderBy < grid.Today;
            _html.Append(CultureInfo.InvariantCulture, $"<span class=\"tag {(isLate ? "out" : "order")}\">⚑ ");
            _html.Append(encoder.Encode(texts[isLate ? "Psi.OrderLate" : "Psi.OrderBy", shown.Day(orderBy)])).Append("</span>");
        }
        if ((group.Series?.WarehouseName ?? group.Warehouse) is { } warehouse && grid.Places.Regions.TryGetValue(warehouse, out var region))
            _html.Append(CultureInfo.InvariantCulture, $"<small>{encoder.Encode(region)}</small>");
        return _html.Append("</span>");
    }

    /// <summary>Writes the cells of a row, and what it is called before them.</summary>
    /// <returns><inheritdoc cref="Head"/></returns>
    public StringBuilder Cells(MetricRow row)
    {
        _html.Clear();
        WriteRowHead(row);
        var next = 0;
        var notes = group.Comments[row.Metric].ToList();
        foreach (var column in grid.Columns)
        {
            var isPast = grid.IsByDay && column < grid.Today;
            if (next < group.Days.Length && group.Days[next].Date == column) WriteCell(row, group.Days[next++], isPast, notes);
            else _html.Append(isPast ? "<td class=\"n p\">" : "<td class=n>");
        }
        return _html;
    }

    /// <summary>What an entry in a row of this group changes, or null.</summary>
    public EditField? FieldOf(MetricRow row) => group.Series is null ? null : row.Field;

    /// <summary>A short mark of what is written, by which one sees whether it is the same.</summary>
    public static string StampOf(StringBuilder html)
    {
        var stamp = 0u;
        foreach (var chunk in html.GetChunks())
            foreach (var c in chunk.Span) stamp = BitOperations.Crc32C(stamp, c);
        return stamp.ToString("x", CultureInfo.InvariantCulture);
    }

    private string Explain(FirstAlert alert) => alert.Alert switch
    {
        Alert.StockOut => texts["Psi.StockOutOn", shown.Day(alert.Date)],
        Alert.Shortage => texts["Psi.ShortageOn", shown.Day(alert.Date)],
        Alert.Over => texts["Psi.Over"],
        _ => texts["Psi.Fine"],
    };

    private void WriteRowHead(MetricRow row)
    {
        if (!row.IsKnown)
        {
            _html.Append(CultureInfo.InvariantCulture,
                $"<th scope=row title=\"{encoder.Encode(texts["Psi.NoFigures", row.Metric])}\">{encoder.Encode(row.Metric)} ");
            _html.Append(CultureInfo.InvariantCulture, $"<small>{encoder.Encode(texts["Psi.NoFiguresShort"])}</small>");
            return;
        }
        _html.Append("<th scope=row");
        var days = row.Level switch
        {
            DerivedLevels.Safety => grid.Plan.Product?.SafetyStockDays,
            DerivedLevels.Standard => grid.Plan.Product?.StandardStockDays,
            _ => null,
        };
        var isDerived = days is not null && group.Days.Any(day => (day.Derived & row.Level) != 0);
        if (isDerived) WriteTitle(texts["Psi.Derived", shown.Quantity(days)]);
        _html.Append('>').Append(encoder.Encode(texts[$"Metric.{row.Metric}"]));
        if (isDerived) _html.Append(" <small>").Append(encoder.Encode(texts["Psi.DerivedShort", shown.Quantity(days)])).Append("</small>");
    }

    private void WriteCell(MetricRow row, in ProjectedDay day, bool isPast, List<Comment> notes)
    {
        var value = row.Reference is { } reference ? group.ReferenceOf(reference, day.Date) : row.Figure(day);
        decimal? imported = null;
        var differs = row.Metric == MetricRow.Opening && group.Series is not null && day.CountDiffers;
        var isEdited = FieldOf(row) is { } changed && group.IsEdited(day.Date, changed, out imported);
        var note = notes.Count == 0 ? null : group.NotedAt(notes, day.Date);
        _html.Append("<td");
        var plain = (day.Derived & row.Level) != 0 ? "d" : value == 0 ? "z" : "";
        var isOrdered = row.Field == EditField.InboundQty && group.IsOrderedIn(day.Date);
        WriteClass(
            isPast ? "p" : "", differs ? "c" : Alerting(row, day) ?? plain, isEdited ? "e" : "", isOrdered ? "o" : "",
            note is null ? "" : "m");
        string? title = isEdited ? grid.IsByDay
                ? texts["Psi.Imported", imported is null ? "–" : Text(imported)].Value : texts["Psi.EditedWithin"].Value
            // A week is marked by its worst day, which its number does not tell
            : row.Metric == MetricRow.Closing && day.Worst is { Alert: not Alert.None } worst ? Explain(worst)
            : isOrdered && group.OrderBy is { } last ? texts["Psi.OrderBy", shown.Day(last)].Value
            : differs ? texts["Psi.Counted", Text(day.Anchor), Text(day.Opening)].Value
            : null;
        if (note is not null) title = title is null ? note : $"{title} · {note}";
        if (title is not null) WriteTitle(title);
        if (row.Metric != MetricRow.DaysOfSupply && value is { } exact && exact.Scale > _decimals
            && exact != Math.Round(exact, _decimals))
            _html.Append(CultureInfo.InvariantCulture, $" data-v={Quantity.Normalize(exact)}");
        _html.Append('>');
        if (row.Metric == MetricRow.DaysOfSupply) WriteSupply(day.Supply ?? default);
        else if (value is { } quantity) WriteQuantity(quantity);
    }

    private string Text(decimal? value) => shown.Quantity(value, _decimals);

    private void WriteTitle(string text) =>
        _html.Append(CultureInfo.InvariantCulture, $" title=\"{encoder.Encode(text)}\"");

    private static string? Alerting(MetricRow row, in ProjectedDay day) => row.Metric != MetricRow.Closing ? null : day.Alert switch
    {
        Alert.StockOut => "out",
        Alert.Shortage => "short",
        Alert.Over => "over",
        _ => null,
    };

    private void WriteClass(params ReadOnlySpan<string> names)
    {
        var (several, isQuoted) = (0, false);
        foreach (var name in names) several += name.Length > 0 ? 1 : 0;
        if (several == 0) return;
        _html.Append(" class=");
        if (isQuoted = several > 1) _html.Append('"');
        foreach (var name in names)
        {
            if (name.Length == 0) continue;
            _html.Append(name);
            if (--several > 0) _html.Append(' ');
        }
        if (isQuoted) _html.Append('"');
    }

    private void WriteSupply(Coverage supply)
    {
        if (supply.Beyond) _html.Append("> ");
        Span<char> text = stackalloc char[48];
        supply.Days.TryFormat(text, out var length, "0.#", _culture);
        _html.Append(text[..length]);
    }

    private void WriteQuantity(decimal value)
    {
        Span<char> text = stackalloc char[48];
        int length;
        // Most are whole, and a pattern takes longer
        if (value == Math.Truncate(value) && Math.Abs(value) < long.MaxValue)
            ((long)value).TryFormat(text, out length, "N0", _culture);
        else
            value.TryFormat(text, out length, _format, _culture);
        _html.Append(length == 2 && text[0] == '-' && text[1] == '0' ? "0" : text[..length]);
    }
}
