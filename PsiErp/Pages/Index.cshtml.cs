using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace PsiErp.Pages;

/// <summary>The front door leads to the planning sessions.</summary>
public sealed class IndexModel : PageModel
{
    public RedirectToPageResult OnGet() => RedirectToPage("/Sessions/Index");
}
