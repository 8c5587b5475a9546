using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PsiErp.Accounts;
using PsiErp.Masters;

namespace PsiErp.Pages.Masters;

/// <summary>Adds a row of master data.</summary>
[ForEditors]
public sealed class NewModel(MasterSheets sheets) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string Kind { get; set; } = "";

    [BindProperty]
    public RecordForm Form { get; set; } = new();

    public MasterSheet Sheet { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await FindAsync(ct) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!await FindAsync(ct)) return NotFound();
        Form.CheckOthers(Sheet, null);
        if (Form.Problems.Count > 0) return this.Again();

        var outcome = await Sheet.CreateAsync(Form.Cells(Sheet), Caller.Of(HttpContext), ct);
        if (outcome is not SheetOutcome.Invalid invalid) return this.Listed(IndexModel.Changed, new { kind = Kind });
        Form.AddProblems(invalid.Problems);
        return this.Again();
    }

    private async Task<bool> FindAsync(CancellationToken ct)
    {
        if (sheets.Find(Kind) is not { } sheet) return false;
        Sheet = sheet;
        await Form.CompleteAsync(sheets, sheet, null, ct);
        return true;
    }
}
