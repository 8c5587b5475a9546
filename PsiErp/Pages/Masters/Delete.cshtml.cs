using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PsiErp.Accounts;
using PsiErp.Masters;

namespace PsiErp.Pages.Masters;

/// <summary>Deletes a row of master data, after saying where it is used.</summary>
[ForEditors]
public sealed class DeleteModel(MasterSheets sheets, MasterUses uses) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string Kind { get; set; } = "";

    [BindProperty(SupportsGet = true)]
    public string[] Key { get; set; } = [];

    /// <summary>The version that the confirmation showed.</summary>
    [BindProperty]
    public string? Tag { get; set; }

    public MasterSheet Sheet { get; private set; } = null!;
    public MasterRow Row { get; private set; } = null!;
    public IReadOnlyList<MasterUse> Uses { get; private set; } = [];

    /// <summary>Whether somebody changed it since the confirmation was shown.</summary>
    public bool IsStale { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await FindAsync(ct) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!await FindAsync(ct)) return this.Listed(IndexModel.Changed, new { kind = Kind });
        var outcome = await Sheet.DeleteAsync(Key, SeenVersion.Of(Tag), Caller.Of(HttpContext), ct);
        if (outcome is not SheetOutcome.Stale stale) return this.Listed(IndexModel.Changed, new { kind = Kind });
        (Row, IsStale) = (stale.Current, true);
        return this.Again();
    }

    private async Task<bool> FindAsync(CancellationToken ct)
    {
        if (sheets.Find(Kind) is not { } sheet || await sheet.FindAsync(Key, ct) is not { } row) return false;
        (Sheet, Row) = (sheet, row);
        Uses = await uses.CountAsync(Kind, row, ct);
        return true;
    }
}
