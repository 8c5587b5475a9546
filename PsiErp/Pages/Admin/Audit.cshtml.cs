using Htmx;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using PsiErp.Accounts;
using PsiErp.Data;

namespace PsiErp.Pages.Admin;

/// <summary>What happened to accounts, for admins.</summary>
public sealed class AuditModel(AuditLog audit) : PageModel
{
    private const int PageSize = 50;

    [BindProperty(SupportsGet = true)]
    public string? Name { get; set; }

    [BindProperty(SupportsGet = true)]
    public AuditKind? Kind { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Address { get; set; }

    [BindProperty(SupportsGet = true, Name = "p")]
    public int Number { get; set; } = 1;

    public IReadOnlyList<AuditEntry> Entries { get; private set; } = [];

    public int Count { get; private set; }

    public int Pages => Math.Max(1, (Count + PageSize - 1) / PageSize);

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        var found = audit.Find(new AuditFilter(Kind, Name, Address));
        Count = await found.CountAsync(ct);
        Number = Math.Clamp(Number, 1, Pages);
        Entries = await found.Skip((Number - 1) * PageSize).Take(PageSize).ToListAsync(ct);
        return Request.IsHtmx() ? Partial("_AuditList", this) : Page();
    }
}
