using Microsoft.Extensions.Localization;
using PsiErp.Data;
using PsiErp.Plan;
using PsiErp.Planning;
using PsiErp.Resources;

namespace PsiErp.Pages.Sessions;

/// <summary>Alerts in words: what they mean, how large they are and what they are worth.</summary>
public sealed class AlertText(IStringLocalizer<Texts> texts, Shown shown)
{
    /// <summary>The sign that an alert is known by beside its colour.</summary>
    public static string SignOf(SeriesAlert alert) => alert switch
    {
        SeriesAlert.StockOut or SeriesAlert.Potential => "▼",
        SeriesAlert.Shortage => "!",
        SeriesAlert.Over => "▲",
        SeriesAlert.SurplusOrder => "◇",
        SeriesAlert.CountDiffers => "≠",
        SeriesAlert.Data => "?",
        _ => "",
    };

    /// <summary>The class of its colour.</summary>
    public static string? ColourOf(SeriesAlert alert) => alert switch
    {
        SeriesAlert.StockOut or SeriesAlert.Potential => "out",
        SeriesAlert.Shortage => "short",
        SeriesAlert.Over or SeriesAlert.SurplusOrder => "over",
        _ => null,
    };

    /// <summary>What it is called.</summary>
    public string NameOf(SeriesAlert alert) => texts[$"SeriesAlert.{alert}"];

    /// <summary>Its sign and its first day; what comes beside the gravest is a sign alone.</summary>
    public string ShortOf(AlertFigure alert) => alert.Alert switch
    {
        SeriesAlert.Potential => $"▼ {shown.Day(alert.First!.Value)} !",
        SeriesAlert.StockOut or SeriesAlert.Shortage or SeriesAlert.Over => $"{SignOf(alert.Alert)} {shown.Day(alert.First!.Value)}",
        _ => SignOf(alert.Alert),
    };

    /// <summary>The formula.</summary>
    public string RuleOf(SeriesAlert alert) => texts[$"AlertRule.{SnakeName.Of(alert)}"];

    /// <summary>How large it is: days, units, the first day, and the value where the cost is known.</summary>
    public string SizeOf(WorklistRow row, AlertFigure alert)
    {
        if (alert.Alert == SeriesAlert.Data)
        {
            return string.Join(texts["Format.Comma"], Enum.GetValues<DataGaps>()
                .Where(gap => gap != DataGaps.None && row.Series.Summary.Gaps.HasFlag(gap)).Select(gap => texts[$"DataGap.{gap}"]));
        }
        var units = $"{shown.Quantity(alert.Units, row.Product?.Decimals)} {row.Unit}".TrimEnd();
        string size = alert.Alert switch
        {
            SeriesAlert.SurplusOrder => texts["AlertSize.Orders", shown.Count(alert.Days), units, shown.Date(alert.First!.Value)],
            SeriesAlert.CountDiffers => texts["AlertSize.Count",
                $"{shown.Change(alert.Units!.Value)} {row.Unit}".TrimEnd(), shown.Date(alert.First!.Value)],
            _ => texts["AlertSize.Days", shown.Count(alert.Days), units, shown.Date(alert.First!.Value)],
        };
        return row.ValueOf(alert) is { } value ? texts["AlertSize.Value", size, shown.Quantity(value)] : size;
    }

    /// <summary>All of it, as hover text.</summary>
    public string Of(WorklistRow row, AlertFigure alert) => $"{RuleOf(alert.Alert)}\n{SizeOf(row, alert)}";
}
