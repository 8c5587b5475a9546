using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PsiErp.Masters;

namespace PsiErp.Pages.Masters;

/// <summary>Where master data begins: with the products.</summary>
public sealed class AllModel : PageModel
{
    public IActionResult OnGet() => RedirectToPage("Index", new { kind = MasterTypes.Products });
}
