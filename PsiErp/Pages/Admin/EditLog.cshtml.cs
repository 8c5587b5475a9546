using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using PsiErp.Data;
using PsiErp.Edits;
using PsiErp.Sessions;

namespace PsiErp.Pages.Admin;

/// <summary>The edit log of a planning session, also of a deleted one, for admins.</summary>
public sealed class EditLogModel(PlanningSessions sessions, DeletedSessions deleted, EditLists lists) : PageModel
{
    private const int PageSize = 100;

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    /// <summary>Part of the SKU's code.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Sku { get; set; }

    [BindProperty(SupportsGet = true, Name = "p")]
    public int Number { get; set; } = 1;

    public PlanningSession Session { get; private set; } = null!;

    public IReadOnlyList<EditLogEntry> Entries { get; private set; } = [];

    public int Count { get; private set; }

    public int Pages => Math.Max(1, (Count + PageSize - 1) / PageSize);

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if ((await sessions.FindAsync(Id, ct) ?? await deleted.FindAsync(Id, ct)) is not { } session) return NotFound();

        Session = session;
        var log = lists.Log(Id, new SeriesFilter(Sku), username: null);
        Count = await log.CountAsync(ct);
        Number = Math.Clamp(Number, 1, Pages);
        Entries = await log.Skip((Number - 1) * PageSize).Take(PageSize).ToListAsync(ct);
        return Page();
    }
}
