using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PsiErp.Accounts;
using PsiErp.Masters;

namespace PsiErp.Pages.Masters;

/// <summary>Changes a row of master data, and shows both versions where somebody else did so meanwhile.</summary>
[ForEditors]
public sealed class EditModel(MasterSheets sheets) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string Kind { get; set; } = "";

    [BindProperty(SupportsGet = true)]
    public string[] Key { get; set; } = [];

    [BindProperty]
    public RecordForm Form { get; set; } = new();

    public MasterSheet Sheet { get; private set; } = null!;

    /// <summary>The row as it is; null when somebody deleted or renamed it meanwhile.</summary>
    public MasterRow? Current { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!await FindAsync(ct) || Current is null) return NotFound();
        Form = RecordForm.Of(Sheet, Current);
        await Form.CompleteAsync(sheets, Sheet, Current, ct);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!await FindAsync(ct)) return NotFound();
        Form.CheckOthers(Sheet, Current);
        if (Form.Problems.Count > 0) return await AgainAsync(ct);

        var outcome = await Sheet.ChangeAsync(Key, Form.Cells(Sheet), SeenVersion.Of(Form.Tag), Caller.Of(HttpContext), ct);
        switch (outcome)
        {
            case SheetOutcome.Done:
                return this.Listed(IndexModel.Changed, new { kind = Kind });
            case SheetOutcome.Stale stale:
                Current = stale.Current;
                Form.Meet(Sheet, Current);
                break;
            case SheetOutcome.Invalid invalid:
                Form.AddProblems(invalid.Problems);
                break;
            default:
                Current = null;
                break;
        }
        return await AgainAsync(ct);
    }

    private async Task<IActionResult> AgainAsync(CancellationToken ct)
    {
        await Form.CompleteAsync(sheets, Sheet, Current, ct);
        return this.Again();
    }

    private async Task<bool> FindAsync(CancellationToken ct)
    {
        if (sheets.Find(Kind) is not { } sheet) return false;
        Sheet = sheet;
        Current = await sheet.FindAsync(Key, ct);
        return true;
    }
}
