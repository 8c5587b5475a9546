using Microsoft.AspNetCore.WebUtilities;
using PsiErp.Data;
using PsiErp.Plan;

namespace PsiErp.Pages.Sessions;

/// <summary>The worklist that a grid was opened from, and where its SKU is in it.</summary>
/// <param name="State">What the worklist shows.</param>
/// <param name="Place">Where the SKU is.</param>
/// <param name="Count">SKUs of the list.</param>
/// <param name="Back">The address of the list, at the SKU's first row.</param>
public sealed record OpenedList(WorklistState State, SkuPlace Place, int Count, string Back)
{
    /// <summary>The fragment of a SKU's row, and the id of the first row of each on a page.</summary>
    public static string RowOf(string skuCode) => $"sku-{Uri.EscapeDataString(skuCode)}";
}

/// <summary>SKUs beside one another: in the order of the worklist that a grid was opened from, or else by code.</summary>
public sealed class NeighbourSkus(SkuPlans plans, SkuWorklist skus)
{
    private const int HitsShown = 30;

    /// <summary>What the worklist shows that an address names; null where it names none.</summary>
    /// <param name="path">The address of the worklist.</param>
    /// <param name="list">Its parameters, as <see cref="WorklistState.AsList"/> writes them.</param>
    public static WorklistState? StateOf(string path, string? list) => string.IsNullOrWhiteSpace(list) ? null
        : WorklistState.Of(path, new QueryCollection(QueryHelpers.ParseQuery(list)));

    /// <summary>Where a SKU is in a worklist.</summary>
    public async Task<OpenedList> PlaceAsync(PlanningSession session, WorklistState state, string skuCode, CancellationToken ct)
    {
        var place = await skus.PlaceAsync(session, state.Selection, state.Order, state.IsBySku, skuCode, ct);
        var count = await skus.CountAsync(session, state.Selection, ct);
        var row = state.IsBySku ? Math.Max(0, place.Number - 1) : place.Row;
        var page = state.ToPage(row / WorklistModel.PageSize + 1);
        return new OpenedList(state, place, count, place.Number == 0 ? page : $"{page}#{OpenedList.RowOf(skuCode)}");
    }

    /// <summary>SKUs whose code or name holds a text: those of the worklist first, in its order.</summary>
    public Task<IReadOnlyList<SkuHit>> SearchAsync(PlanningSession session, WorklistState? state, string? text, CancellationToken ct) =>
        state is null
            ? plans.SearchAsync(session.Id, text, HitsShown, ct)
            : plans.SearchAsync(
                session, text,
                (among, limit) => skus.FirstAsync(session, state.Selection, state.Order, state.IsBySku, among, limit, ct), HitsShown, ct);
}
