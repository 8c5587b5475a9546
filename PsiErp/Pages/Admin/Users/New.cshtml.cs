using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using PsiErp.Accounts;
using PsiErp.Resources;

namespace PsiErp.Pages.Admin.Users;

/// <summary>Makes a user.</summary>
public sealed class NewModel(SignIns signIns, Accounts.Users users, IStringLocalizer<Texts> texts) : PageModel
{
    [BindProperty]
    public string? Username { get; set; }

    [BindProperty]
    public string? Password { get; set; }

    /// <summary>The admin's own, unless they signed in just now.</summary>
    [BindProperty]
    public string? CurrentPassword { get; set; }

    /// <summary>Why it has not been done, where no field is to blame.</summary>
    public LoginProblem? Problem { get; private set; }

    [BindProperty]
    public bool IsAdmin { get; set; }

    [BindProperty]
    public bool IsReadOnly { get; set; }

    /// <summary>Whether they choose a password of their own when they first sign in: the admin knows this one.</summary>
    [BindProperty]
    public bool MustChange { get; set; }

    public void OnGet() => MustChange = true;

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        var by = Caller.Of(HttpContext);
        if (await signIns.ConfirmUnlessRecentAsync(by, CurrentPassword, ct) is { } refused)
        {
            Problem = this.Explain(refused, nameof(CurrentPassword), texts);
            return Page();
        }
        var outcome = await users.CreateAsync(
            Username, Password, new UserRights(IsAdmin, IsReadOnly, MustChange), by with { IsRecent = true }, ct);
        if (outcome is not UserOutcome.Invalid invalid) return this.Listed(IndexModel.Changed);

        this.AddErrors(invalid.Errors, texts);
        return this.Again();
    }
}
