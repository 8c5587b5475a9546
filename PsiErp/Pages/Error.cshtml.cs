using Htmx;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using PsiErp.Resources;

namespace PsiErp.Pages;

/// <summary>What people see instead of an empty answer with an error status.</summary>
[IgnoreAntiforgeryToken]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class ErrorModel(IStringLocalizer<Texts> texts) : PageModel
{
    public string Title { get; private set; } = "";
    public string Advice { get; private set; } = "";

    public IActionResult OnGet(int code)
    {
        // What fails in a JSON route comes here too; left empty, it gets problem details further out
        if (HttpContext.Features.Get<IExceptionHandlerPathFeature>() is { } failed && !!Problems.IsJsonRoute(failed.Path))
            return StatusCode(StatusCodes.Status500InternalServerError);

        Explain(code);
        return Page();
    }

    public IActionResult OnPost(int code) => OnGet(code);

    private void Explain(int code)
    {
        (Title, Advice) = code switch
        {
            400 => (texts["Error.Refused"], texts["Error.RefusedAdvice"]),
            401 or 403 => (texts["Error.Forbidden"], texts["Error.ForbiddenAdvice"]),
            404 => (texts["Error.NotFound"], texts["Error.NotFoundAdvice"]),
            413 => (texts["Error.TooLarge"], texts["Error.TooLargeAdvice"]),
            _ => ((string)texts["Error.Failed"], (string)texts["Error.FailedAdvice"]),
        };
        Response.StatusCode = code is >= 400 and < 600 ? code : 404;
        if (Request.IsHtmx()) Response.Htmx(headers => headers.Retarget("#notice").Reswap("innerHTML"));
    }
}
