using Microsoft.Extensions.Localization;
using PsiErp.Plan;
using PsiErp.Resources;

namespace PsiErp.Pages.Sessions;

/// <summary>What the rows of the grid are called.</summary>
internal static class GroupName
{
    /// <summary>Warehouse and channel, or which total it is.</summary>
    public static string Of(PsiGroup group, Places places, IStringLocalizer<Texts> texts) => group switch
    {
        { Series: { } series } =>
            Of(series.WarehouseName, places.ChannelOf(series.Channel)) is { Length: > 0 } name ? name : texts["Psi.All"],
        { Warehouse: { } warehouse } => texts["Psi.TotalOf", warehouse],
        _ => texts["Psi.Total"],
    };

    /// <summary>Warehouse and channel; either may be blank.</summary>
    public static string Of(string warehouse, string channel) =>
        string.Join(" / ", new[] { warehouse, channel }.Where(part => part.Length > 0));
}
