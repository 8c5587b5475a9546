using Htmx;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;
using PsiErp.Masters;

namespace PsiErp.Pages.Masters;

/// <summary>All rows of a kind of master data: searched as one types, ordered by a column, page by page.</summary>
public sealed class IndexModel(MasterSheets sheets, Products products) : PageModel
{
    /// <summary>The event that tells the list to look again.</summary>
    public const string Changed = "masters-changed";

    private const int PageSize = 100;

    [BindProperty(SupportsGet = true)]
    public string Kind { get; set; } = "";

    [BindProperty(SupportsGet = true)]
    public string? Search { get; set; }

    /// <summary>A column; with a <c>-</c> before it the last come first.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Sort { get; set; }

    [BindProperty(SupportsGet = true, Name = "p")]
    public int Number { get; set; } = 1;

    public MasterSheet Sheet { get; private set; } = null!;
    public IReadOnlyList<MasterRow> Rows { get; private set; } = [];
    public int Count { get; private set; }
    public int Pages => Math.Max(1, (Count + PageSize - 1) / PageSize);

    /// <summary>Columns that the list has.</summary>
    public IEnumerable<MasterColumn> Columns => Sheet.Columns.Where(column => !column.IsMinor);

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (sheets.Find(Kind) is not { } sheet) return NotFound();
        Sheet = sheet;
        var query = new MasterQuery(Search, Sort?.TrimStart('-'), Sort is ['-', ..]);
        (Rows, Count, Number) = await sheet.PageAsync(query, Number, PageSize, ct);
        if (Kind == MasterTypes.Products) Progress = await products.ProgressAsync(ct);
        return Request.IsHtmx() ? Partial("_MasterList", this) : Page();
    }

    /// <summary>How far plans are behind the products; null when they are not.</summary>
    public LevelProgress? Progress { get; private set; }

    /// <summary>How far the plans are that follow from changed products.</summary>
    public async Task<IActionResult> OnGetLevelsAsync(CancellationToken ct) =>
        Kind == MasterTypes.Products ? Partial("_LevelProgress", await products.ProgressAsync(ct)) : NotFound();

    /// <summary>This list in another order: by a column, and the other way round when it is ordered by it already.</summary>
    public string? SortedBy(string column) => To(1, OrderOf(column) == "ascending" ? $"-{column}" : column);

    /// <summary>Another page of this list.</summary>
    public string? To(int number) => To(number, Sort);

    /// <summary>Where this list is as a file, exactly as it is filtered and ordered, up to the format.</summary>
    public string Files => QueryHelpers.AddQueryString(
        $"/api/masters/{Kind}/export", new Dictionary<string, string?> { ["search"] = Search, ["sort"] = Sort, ["format"] = "" });

    /// <summary>How a column is ordered, as assistive technology says it.</summary>
    public string? OrderOf(string column)
    {
        var sort = Sort ?? Sheet.OwnOrder;
        return sort == column ? "ascending" : sort == $"-{column}" ? "descending" : null;
    }

    private string? To(int number, string? sort) =>
        Url.Page("Index", new { kind = Kind, search = Search, sort, p = number > 1 ? number : (int?)null });
}
