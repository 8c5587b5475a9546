using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using PsiErp.Accounts;
using PsiErp.Resources;

namespace PsiErp.Pages.Admin.Users;

/// <summary>Gives a user a new password.</summary>
public sealed class PasswordModel(SignIns signIns, Accounts.Users users, IStringLocalizer<Texts> texts) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty]
    public string? Password { get; set; }

    /// <summary>The admin's own, unless they signed in just now.</summary>
    [BindProperty]
    public string? CurrentPassword { get; set; }

    /// <summary>Why it has not been done, where no field is to blame.</summary>
    public LoginProblem? Problem { get; private set; }

    public string Username { get; private set; } = "";

    /// <summary>Whether they choose one of their own when they next sign in: the admin knows this one.</summary>
    [BindProperty]
    public bool MustChange { get; set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        MustChange = true;
        return await FindAsync(ct) ? Page() : NotFound();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!await FindAsync(ct)) return NotFound();

        var by = Caller.Of(HttpContext);
        if (await signIns.ConfirmUnlessRecentAsync(by, CurrentPassword, ct) is { } refused)
        {
            Problem = this.Explain(refused, nameof(CurrentPassword), texts);
            return Page();
        }
        var change = new UserChange(Password: Password ?? "", MustChangePassword: MustChange);
        var outcome = await users.ChangeAsync(Id, change, by with { IsRecent = true }, ct);
        if (outcome is UserOutcome.NotOnOneself) return Forbid();
        if (outcome is not UserOutcome.Invalid invalid) return this.Listed(IndexModel.Changed);

        this.AddErrors(invalid.Errors, texts);
        return this.Again();
    }

    private async Task<bool> FindAsync(CancellationToken ct)
    {
        if (await users.FindAsync(Id, ct) is not { } user) return false;
        Username = user.Username;
        return true;
    }
}
