using System.Globalization;
using System.Text;
using Microsoft.Extensions.Localization;
using PsiErp.Data;
using PsiErp.Planning;
using PsiErp.Resources;

namespace PsiErp.Plan;

/// <summary>A SKU's stock-outs, warehouse by warehouse, with what moves between channels could do, as Markdown.</summary>
/// <param name="SkuCode">The code.</param>
/// <param name="SkuName">What people call it.</param>
/// <param name="Markdown">The text, in the reader's language.</param>
public sealed record SkuReport(string SkuCode, string? SkuName, string Markdown);

/// <summary>Writes reports about stock-outs.</summary>
public sealed class StockReport(SkuPlans plans, StockDay stockDay, PlaceNames places, IStringLocalizer<Texts> texts)
{
    /// <summary>The report of a SKU, or null when the session has no such SKU.</summary>
    public async Task<SkuReport?> OfAsync(PlanningSession session, string skuCode, CoverSettings settings, CancellationToken ct)
    {
        if (await plans.FindAsync(session.Id, skuCode, ct) is not { } plan || await stockDay.OfAsync(session, ct) is not { } days)
            return null;
        var names = await places.AllAsync(ct);
        var text = new StringBuilder($"# {Plain($"{plan.SkuCode} {plan.SkuName}".Trim())}\n\n");
        text.Append(texts["StockReport.As", Plain(session.Title), Day(days.Stock), Day(days.Last)].Value).Append("\n\n");
        foreach (var warehouse in plan.Series.GroupBy(series => series.Series.WarehouseName))
        {
            text.Append("## ").Append(warehouse.Key.Length > 0 ? Plain(warehouse.Key) : texts["Psi.All"].Value).Append("\n\n");
            ChannelDays[] channels = [.. warehouse.Select(series => new ChannelDays(series.Series.Channel, series.Days))];
            var covers = ChannelCover.Of(channels, days.Stock, settings);
            if (covers.Count == 0) text.Append(texts["StockReport.Fine"].Value).Append('\n');
            foreach (var cover in covers) Write(text, cover, names);
            text.Append('\n');
        }
        return new SkuReport(plan.SkuCode, plan.SkuName, text.ToString());
    }

    private void Write(StringBuilder text, ChannelCover cover, Places names)
    {
        string Named(string channel) => channel.Length > 0 ? Plain(names.ChannelOf(channel)) : texts["Psi.All"];
        void Line(string line) => text.Append("  - ").Append(line).Append('\n');

        text.Append("- ").Append(texts["StockReport.RunsOut", Named(cover.Channel), Day(cover.StockOut), Quantity(cover.Missing)].Value)
            .Append('\n');
        foreach (var move in cover.Moves)
            Line(texts["StockReport.Move", Named(move.From), Quantity(move.Qty), Day(cover.ArrivesOn)]);
        if (cover.Moves.Count > 0 && cover.IsLate) Line(texts["StockReport.Late", Day(cover.ArrivesOn)]);
        if (cover.CoveredUntil is { } until) Line(texts["StockReport.CoveredUntil", Day(until)]);
        Line(texts[$"StockReport.{cover.End}"]);
    }

    private string Day(DateOnly date) => date.ToString(texts["Format.Date"], CultureInfo.CurrentCulture);

    private static string Quantity(decimal value) => value.ToString("#,0.######", CultureInfo.CurrentCulture);

    /// <summary>Names are text: what Markdown would read as its own is marked as not meant so.</summary>
    private static string Plain(string name)
    {
        var text = new StringBuilder();
        foreach (var character in name)
        {
            if (char.IsControl(character)) continue;
            if (char.IsAscii(character) && (char.IsPunctuation(character) || char.IsSymbol(character))) text.Append('\\');
            text.Append(character);
        }
        return text.ToString();
    }
}
