using System.Globalization;
using Htmx;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using PsiErp.Accounts;
using PsiErp.Data.Providers;
using PsiErp.Resources;

namespace PsiErp.Pages;

/// <summary>What people see instead of an empty answer with an error status.</summary>
[IgnoreAntiforgeryToken]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
[ForReaders]
public sealed class ErrorModel(IDatabase database, IStringLocalizer<Texts> texts) : PageModel
{
    public string Title { get; private set; } = "";
    public string Advice { get; private set; } = "";

    /// <summary>Whether the app failed, rather than refused.</summary>
    public bool IsFailure => Failure is not null;

    private Exception? Failure => HttpContext.Features.Get<IExceptionHandlerFeature>()?.Error;

    /// <summary>The status to explain. Not bound: nothing is, when a form that can't be read is what went wrong.</summary>
    private int Code => Failure switch
    {
        BadHttpRequestException refused => refused.StatusCode,
        { } failure when database.IsFull(failure) => StatusCodes.Status507InsufficientStorage,
        { } failure when database.IsUnreachable(failure) => StatusCodes.Status503ServiceUnavailable,
        _ => int.Parse((string)RouteData.Values["code"]!, CultureInfo.InvariantCulture),
    };

    public void OnGet() => Explain(Code);

    public void OnPost() => Explain(Code);

    private void Explain(int code)
    {
        (Title, Advice) = code switch
        {
            400 => (texts["Error.Refused"], texts["Error.RefusedAdvice"]),
            403 when !AccessRules.MayChange(User) => (texts["Error.ReadOnly"], texts["Error.ReadOnlyAdvice"]),
            401 or 403 => (texts["Error.Forbidden"], texts["Error.ForbiddenAdvice"]),
            404 => (texts["Error.NotFound"], texts["Error.NotFoundAdvice"]),
            413 => (texts["Error.TooLarge"], texts["Error.TooLargeAdvice"]),
            429 => (texts["Error.TooMany"], texts["Error.TooManyAdvice"]),
            507 => (texts["Error.Full"], texts["Error.FullAdvice"]),
            503 => (texts["Error.Unreachable"], texts["Error.UnreachableAdvice"]),
            _ => ((string)texts["Error.Failed"], (string)texts["Error.FailedAdvice"]),
        };
        Response.StatusCode = code is >= 400 and < 600 ? code : 404;
        if (Request.IsHtmx()) Response.Htmx(headers => headers.Retarget("#notice").Reswap("innerHTML"));
    }
}
