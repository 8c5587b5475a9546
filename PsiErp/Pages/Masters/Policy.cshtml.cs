using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PsiErp.Accounts;
using PsiErp.Masters;

namespace PsiErp.Pages.Masters;

/// <summary>The policy by which reallocations are proposed: everybody sees it, admins change it.</summary>
public sealed class PolicyModel(ReallocationPolicies policies) : PageModel
{
    [BindProperty]
    public bool TakeFromOtherMain { get; set; }

    [BindProperty]
    public bool AllowOverfill { get; set; }

    [BindProperty]
    public string? RoundingMode { get; set; }

    [BindProperty]
    public string? FairShareMode { get; set; }

    [BindProperty]
    public string? DeficitBasis { get; set; }

    /// <summary>The version that the form was filled from.</summary>
    [BindProperty]
    public string? Tag { get; set; }

    public PolicyBody Policy { get; private set; } = null!;

    /// <summary>What the form shows: what was typed, or the policy.</summary>
    public PolicyBody Entry { get; private set; } = null!;

    /// <summary>Whether somebody else changed it meanwhile.</summary>
    public bool IsStale { get; private set; }

    public bool IsAdmin => User.IsInRole(Actor.AdminRole);

    public async Task OnGetAsync(CancellationToken ct) => Entry = Policy = await policies.GetAsync(ct);

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!IsAdmin) return Forbid();
        var change = new ChangedPolicy(TakeFromOtherMain, RoundingMode, AllowOverfill, FairShareMode, DeficitBasis);
        var outcome = await policies.ChangeAsync(change, SeenVersion.Of(Tag), Caller.Of(HttpContext), ct);
        if (outcome is MasterOutcome<PolicyBody>.Done) return RedirectToPage();
        // Words are chosen from a list; any other was never offered
        if (outcome is not MasterOutcome<PolicyBody>.Stale stale) return BadRequest();

        (Policy, IsStale) = (stale.Current, true);
        Entry = stale.Current with
        {
            TakeFromOtherMain = TakeFromOtherMain,
            AllowOverfill = AllowOverfill,
            RoundingMode = RoundingMode ?? stale.Current.RoundingMode,
            FairShareMode = FairShareMode ?? stale.Current.FairShareMode,
            DeficitBasis = DeficitBasis ?? stale.Current.DeficitBasis,
        };
        return this.Again();
    }
}
