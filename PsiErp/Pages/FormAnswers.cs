using Htmx;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using PsiErp.Accounts;
using PsiErp.Resources;

namespace PsiErp.Pages;

/// <summary>How forms answer, in a dialog or as pages of their own.</summary>
internal static class FormAnswers
{
    /// <summary>The same form again, with what is wrong.</summary>
    public static PageResult Again(this PageModel page)
    {
        page.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return page.Page();
    }

    /// <summary>Back to the list beside it: in a dialog by telling the list to look again, else by going there.</summary>
    public static IActionResult Listed(this PageModel page, string changed, object? list = null)
    {
        if (!page.Request.IsHtmx()) return page.RedirectToPage("Index", list);
        page.Response.Htmx(headers => headers.WithTrigger(changed));
        return new NoContentResult();
    }

    /// <summary>On to another page: the whole window, also from a dialog.</summary>
    public static IActionResult GoTo(this PageModel page, string address)
    {
        if (!page.Request.IsHtmx()) return page.LocalRedirect(address);
        page.Response.Htmx(headers => headers.Redirect(address));
        return new NoContentResult();
    }

    /// <summary>Why the current password was refused: beside its field, or that one has to wait.</summary>
    public static LoginProblem? Explain(
        this PageModel page, SignInOutcome refused, string field, IStringLocalizer<Texts> texts)
    {
        if (refused is SignInOutcome.TooManyAttempts blocked) return LoginProblem.Wait(blocked, page.Response);
        if (refused is SignInOutcome.Busy busy) return LoginProblem.Busy(busy, texts["Login.Busy"], page.Response);
        page.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        if (refused is SignInOutcome.Malformed malformed) page.AddErrors(malformed.Errors, texts);
        else page.ModelState.AddModelError(field, texts["Password.Wrong"]);
        return null;
    }

    /// <summary>Puts what is wrong beside the fields it is about: <c>new_password</c> beside <c>NewPassword</c>.</summary>
    public static void AddErrors(this PageModel page, IEnumerable<CredentialError> errors, IStringLocalizer<Texts> texts)
    {
        foreach (var (field, problem) in errors)
        {
            var name = string.Concat(field.Split('_').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
            page.ModelState.AddModelError(name, texts[$"Credential.{problem}"]);
        }
    }
}
