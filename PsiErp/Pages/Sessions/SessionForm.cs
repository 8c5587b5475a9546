using System.ComponentModel.DataAnnotations;
using Htmx;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PsiErp.Sessions;

namespace PsiErp.Pages.Sessions;

/// <summary>What one types about a planning session.</summary>
public sealed class SessionForm
{
    [Required(ErrorMessage = "Session.TitleMissing")]
    [StringLength(PlanningSessions.MaxTitle, ErrorMessage = "Session.TitleTooLong")]
    public string? Title { get; set; }

    [StringLength(PlanningSessions.MaxDescription, ErrorMessage = "Session.DescriptionTooLong")]
    public string? Description { get; set; }

    /// <summary>Back to the list: in a dialog by telling the list to look again, else by going there.</summary>
    public static IActionResult Done(PageModel page)
    {
        if (!page.Request.IsHtmx()) return page.RedirectToPage("Index");

        page.Response.Htmx(headers => headers.WithTrigger(IndexModel.Changed));
        return new NoContentResult();
    }

    /// <summary>The same form again, with what is wrong.</summary>
    public static PageResult Again(PageModel page)
    {
        page.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return page.Page();
    }
}
