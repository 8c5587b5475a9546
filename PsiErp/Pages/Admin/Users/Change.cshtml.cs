using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using PsiErp.Accounts;
using PsiErp.Resources;

namespace PsiErp.Pages.Admin.Users;

/// <summary>Changes a user, once the admin has said yes and, unless they signed in just now, given their password.</summary>
public sealed class ChangeModel(
    SignIns signIns, Accounts.Users users, SecondFactor secondFactor, IStringLocalizer<Texts> texts) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty(SupportsGet = true)]
    public UserDeed? Deed { get; set; }

    [BindProperty]
    public string? CurrentPassword { get; set; }

    public string Username { get; private set; } = "";

    /// <summary>Why it has not been done, where no field is to blame.</summary>
    public LoginProblem? Problem { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await FindAsync(ct) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!await FindAsync(ct)) return NotFound();

        var by = Caller.Of(HttpContext);
        if (await signIns.ConfirmUnlessRecentAsync(by, CurrentPassword, ct) is { } refused)
        {
            Problem = this.Explain(refused, nameof(CurrentPassword), texts);
            return Page();
        }
        switch (await DoAsync(by with { IsRecent = true }, ct))
        {
            case UserOutcome.LastAdmin:
                Problem = LoginProblem.Refuse(StatusCodes.Status409Conflict, texts["Users.LastAdmin"], Response);
                return Page();
            case UserOutcome.Invalid:
                Problem = LoginProblem.Refuse(StatusCodes.Status409Conflict, texts["Credential.AdminReadOnly"], Response);
                return Page();
            case UserOutcome.NotOnOneself:
                return Forbid();
            default:
                return this.Listed(IndexModel.Changed);
        }
    }

    private Task<UserOutcome> DoAsync(Caller by, CancellationToken ct) => Deed switch
    {
        UserDeed.MakeAdmin => users.ChangeAsync(Id, new UserChange(IsAdmin: true, IsReadOnly: false), by, ct),
        UserDeed.MakeUser => users.ChangeAsync(Id, new UserChange(IsAdmin: false), by, ct),
        UserDeed.MakeReadOnly => users.ChangeAsync(Id, new UserChange(IsReadOnly: true), by, ct),
        UserDeed.MakeEditor => users.ChangeAsync(Id, new UserChange(IsReadOnly: false), by, ct),
        UserDeed.Activate => users.ChangeAsync(Id, new UserChange(IsActive: true), by, ct),
        UserDeed.Deactivate => users.ChangeAsync(Id, new UserChange(IsActive: false), by, ct),
        UserDeed.RemoveSecondFactor => secondFactor.RemoveFromAsync(Id, by, ct),
        _ => throw new InvalidOperationException($"Nobody can do {Deed}"),
    };

    private async Task<bool> FindAsync(CancellationToken ct)
    {
        if (Deed is not { } deed || !Enum.IsDefined(deed) || await users.FindAsync(Id, ct) is not { } user) return false;
        Username = user.Username;
        return true;
    }
}
