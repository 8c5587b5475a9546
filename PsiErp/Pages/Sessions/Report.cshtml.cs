using System.Text;
using Markdig;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PsiErp.Data;
using PsiErp.Plan;
using PsiErp.Planning;
using PsiErp.Sessions;
using PsiErp.Web;

namespace PsiErp.Pages.Sessions;

/// <summary>Where a SKU runs out, and what its other channels could do about it.</summary>
public sealed class ReportModel(PlanningSessions sessions, StockReport report) : PageModel
{
    /// <summary>What is written in a name stays text.</summary>
    private static readonly MarkdownPipeline Markdown = new MarkdownPipelineBuilder().DisableHtml().Build();

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Sku { get; set; }

    public PlanningSession Session { get; private set; } = null!;
    public SkuReport Written { get; private set; } = null!;

    /// <summary>The report as HTML.</summary>
    public HtmlString Body => new(Markdig.Markdown.ToHtml(Written.Markdown, Markdown));

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await LoadAsync(ct) ? Page() : NotFound();

    /// <summary>The report as a file.</summary>
    public async Task<IActionResult> OnGetFileAsync(CancellationToken ct) => await LoadAsync(ct)
        ? File(Encoding.UTF8.GetBytes(Written.Markdown), "text/markdown; charset=utf-8", ExportFileName.Of(Written.SkuCode, "-report.md"))
        : NotFound();

    private async Task<bool> LoadAsync(CancellationToken ct)
    {
        if (await sessions.FindAsync(Id, ct) is not { } session) return false;
        if (await report.OfAsync(session, Sku ?? "", new CoverSettings(), ct) is not { } written) return false;
        (Session, Written) = (session, written);
        return true;
    }
}
