using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using PsiErp.Accounts;
using PsiErp.Data;
using PsiErp.Resources;

namespace PsiErp.Pages.Account;

/// <summary>One's own account: password, second factor, language, and where one is signed in.</summary>
[ForReaders]
public sealed class IndexModel(
    LiveSignIns sessions, SecondFactor secondFactor, RecoveryCodes recovery, IStringLocalizer<Texts> texts) : PageModel
{
    /// <summary>What has just been done, by the name of its text.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Done { get; set; }

    public IReadOnlyList<SignIn> SignIns { get; private set; } = [];

    /// <summary>The sign-in that asks.</summary>
    public Guid Current { get; private set; }

    public bool HasSecondFactor { get; private set; }

    /// <summary>Recovery codes that are left.</summary>
    public int RecoveryCodes { get; private set; }

    /// <summary>What has just been done, in a sentence.</summary>
    public string? DoneText => Done switch
    {
        "password" => texts["Account.PasswordChanged"].Value,
        "second-factor-removed" => texts["Account.SecondFactorRemoved"].Value,
        _ => null,
    };

    public async Task OnGetAsync(CancellationToken ct)
    {
        var by = Caller.Of(HttpContext);
        Current = by.SignInId;
        SignIns = await sessions.OfUserAsync(by.UserId, ct);
        HasSecondFactor = await secondFactor.IsEnabledAsync(by.UserId, ct);
        if (HasSecondFactor) RecoveryCodes = await recovery.CountAsync(by.UserId, ct);
    }

    public async Task<RedirectToPageResult> OnPostEndAsync(Guid id, CancellationToken ct)
    {
        await sessions.EndAsync(Caller.Of(HttpContext), id, ct);
        return RedirectToPage();
    }

    public async Task<RedirectToPageResult> OnPostEndOthersAsync(CancellationToken ct)
    {
        await sessions.EndOthersAsync(Caller.Of(HttpContext), ct);
        return RedirectToPage();
    }

    /// <summary>The software of a sign-in in words that its owner knows.</summary>
    public string Browser(SignIn signIn) => BrowserName.Of(signIn.UserAgent) switch
    {
        ({ } browser, { } system) => texts["Account.BrowserOn", browser, system],
        ({ } browser, null) => browser,
        (null, { } system) => system,
        _ => texts["Account.BrowserUnknown"],
    };
}
