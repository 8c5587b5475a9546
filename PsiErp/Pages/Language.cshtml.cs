using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PsiErp.Accounts;
using PsiErp.Hosting;

namespace PsiErp.Pages;

/// <summary>Remembers the language that the user chose and goes back to where they were.</summary>
[ForReaders]
public sealed class LanguageModel(Settings settings) : PageModel
{
    /// <summary>The cookie that keeps the choice.</summary>
    public const string CookieName = "language";

    public RedirectToPageResult OnGet() => RedirectToPage("/Index");

    public IActionResult OnPost(string language, string? returnUrl)
    {
        if (language is "en" or "ja")
            Response.Cookies.Append(
                CookieName,
                CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(language)),
                new CookieOptions
                {
                    MaxAge = TimeSpan.FromDays(365),
                    IsEssential = true,
                    HttpOnly = true,
                    SameSite = SameSiteMode.Lax,
                    Secure = settings.CookieSecure || Request.IsHttps
                });
        return LocalRedirect(Url.IsLocalUrl(returnUrl) ? returnUrl : "/");
    }
}
