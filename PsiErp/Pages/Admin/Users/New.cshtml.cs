using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using PsiErp.Accounts;
using PsiErp.Resources;

namespace PsiErp.Pages.Admin.Users;

/// <summary>Makes a user.</summary>
public sealed class NewModel(Accounts.Users users, IStringLocalizer<Texts> texts) : PageModel
{
    [BindProperty]
    public string? Username { get; set; }

    [BindProperty]
    public string? Password { get; set; }

    [BindProperty]
    public bool IsAdmin { get; set; }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        var outcome = await users.CreateAsync(Username, Password, IsAdmin, Caller.Of(HttpContext), ct);
        if (outcome is not UserOutcome.Invalid invalid) return this.Listed(IndexModel.Changed);

        this.AddErrors(invalid.Errors, texts);
        return this.Again();
    }
}
