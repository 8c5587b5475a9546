using Htmx;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using PsiErp.Accounts;

namespace PsiErp.Pages.Admin.Users;

/// <summary>The people who may sign in, for admins.</summary>
public sealed class IndexModel(Accounts.Users users, SecondFactor secondFactor) : PageModel
{
    /// <summary>The event that tells the list to look again.</summary>
    public const string Changed = "users-changed";

    private const int MaxShown = 200;

    [BindProperty(SupportsGet = true)]
    public string? Search { get; set; }

    public IReadOnlyList<UserOverview> Users { get; private set; } = [];

    /// <summary>Whether there are more than are shown.</summary>
    public bool AreMore { get; private set; }

    /// <summary>Whether the last active admin was to go.</summary>
    public bool IsLastAdmin { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await ShowAsync(ct);

    public async Task<IActionResult> OnPostChangeAsync(Guid id, bool? isActive, bool? isAdmin, CancellationToken ct)
    {
        var outcome = await users.ChangeAsync(id, new UserChange(isActive, isAdmin), Caller.Of(HttpContext), ct);
        if (outcome is UserOutcome.NotFound) return NotFound();
        if (outcome is UserOutcome.LastAdmin)
        {
            IsLastAdmin = true;
            Response.StatusCode = StatusCodes.Status409Conflict;
            return await ShowAsync(ct);
        }
        return await DoneAsync(ct);
    }

    public async Task<IActionResult> OnPostRemoveSecondFactorAsync(Guid id, CancellationToken ct)
    {
        if (await users.FindAsync(id, ct) is not { } user) return NotFound();
        await secondFactor.RemoveAsync(id, user.Username, Caller.Of(HttpContext), ct);
        return await DoneAsync(ct);
    }

    private async Task<IActionResult> DoneAsync(CancellationToken ct) =>
        Request.IsHtmx() ? await ShowAsync(ct) : RedirectToPage(new { Search });

    private async Task<IActionResult> ShowAsync(CancellationToken ct)
    {
        var found = await users.Find(Search).Take(MaxShown + 1).ToListAsync(ct);
        AreMore = found.Count > MaxShown;
        Users = found[..Math.Min(found.Count, MaxShown)];
        return Request.IsHtmx() ? Partial("_UserList", this) : Page();
    }
}
