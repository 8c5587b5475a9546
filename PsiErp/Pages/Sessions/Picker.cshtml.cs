using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PsiErp.Data;
using PsiErp.Sessions;

namespace PsiErp.Pages.Sessions;

/// <summary>The other planning sessions, each at the place where one is: the same page, the same SKU.</summary>
public sealed class PickerModel(PlanningSessions sessions) : PageModel
{
    private const int Shown = 30;

    [BindProperty(SupportsGet = true)]
    public string? Search { get; set; }

    /// <summary>The address where one is.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Here { get; set; }

    public IReadOnlyList<PlanningSession> Found { get; private set; } = [];

    /// <summary>Whether there are more than are shown.</summary>
    public bool IsCut { get; private set; }

    public SessionPlace Place => SessionPlace.Of(Here);

    public async Task OnGetAsync(CancellationToken ct)
    {
        var found = await sessions.ListAsync(Search, ct);
        // The official plan is where one mostly goes
        Found = [.. found.OrderByDescending(session => session.IsLeader).Take(Shown)];
        IsCut = found.Count > Shown;
    }
}
