using Htmx;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using PsiErp.Accounts;

namespace PsiErp.Pages.Admin.Users;

/// <summary>The people who may sign in, for admins.</summary>
public sealed class IndexModel(Accounts.Users users) : PageModel
{
    /// <summary>The event that tells the list to look again.</summary>
    public const string Changed = "users-changed";

    private const int MaxShown = 200;

    [BindProperty(SupportsGet = true)]
    public string? Search { get; set; }

    public IReadOnlyList<UserOverview> Users { get; private set; } = [];

    /// <summary>Whether there are more than are shown.</summary>
    public bool AreMore { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        var found = await users.Find(Search).Take(MaxShown + 1).ToListAsync(ct);
        AreMore = found.Count > MaxShown;
        Users = found[..Math.Min(found.Count, MaxShown)];
        return Request.IsHtmx() ? Partial("_UserList", this) : Page();
    }
}
