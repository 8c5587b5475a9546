using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PsiErp.Accounts;
using PsiErp.Data;
using PsiErp.Edits;
using PsiErp.Masters;
using PsiErp.Sessions;

namespace PsiErp.Pages.Masters;

/// <summary>Which ranks are meant.</summary>
public enum RankChoice
{
    Both,
    Fw,
    Ss,
}

/// <summary>Ranks the SKUs of a planning session by their sales against the thresholds: shows what changes, then applies it.</summary>
public sealed class RankSkusModel(PlanningSessions sessions, SkuRanking ranking, RankParameters parameters) : PageModel
{
    /// <summary>Changes that are listed.</summary>
    public const int MaxShown = 200;

    /// <summary>The planning session; left out, the leader or the newest.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid? Session { get; set; }

    [BindProperty(SupportsGet = true)]
    public DateOnly? From { get; set; }

    [BindProperty(SupportsGet = true)]
    public DateOnly? To { get; set; }

    [BindProperty(SupportsGet = true)]
    public RankChoice Which { get; set; }

    /// <summary>How many SKUs have just got another rank.</summary>
    [BindProperty(SupportsGet = true)]
    public int? Done { get; set; }

    public IReadOnlyList<PlanningSession> Sessions { get; private set; } = [];

    /// <summary>The session that is meant; null while there is none.</summary>
    public PlanningSession? Chosen { get; private set; }

    public bool HasThresholds { get; private set; }
    public SkuRankPreview? Preview { get; private set; }

    /// <summary>Where the changes are as a file, up to its format.</summary>
    public string Files => $"/api/psi/{Chosen?.Id}/ranks/export?start_date={From:O}&end_date={To:O}"
        + $"&fw={(Basis.Fw ? "true" : "false")}&ss={(Basis.Ss ? "true" : "false")}&format=";

    private RankBasis Basis => new(From, To, Which != RankChoice.Ss, Which != RankChoice.Fw);

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        Sessions = await sessions.ListAsync(null, ct);
        Chosen = Session is { } id
            ? Sessions.FirstOrDefault(session => session.Id == id)
            : Sessions.FirstOrDefault(session => session.IsLeader) ?? (Sessions.Count > 0 ? Sessions[0] : null);
        if (Session is not null && Chosen is null) return NotFound();
        HasThresholds = (await parameters.ListAsync(null, ct)).Count > 0;
        if (Chosen is not null && HasThresholds) Preview = await ranking.PreviewAsync(Chosen.Id, Basis, ct);
        return Page();
    }

    public async Task<IActionResult> OnPostApplyAsync(CancellationToken ct)
    {
        if (Session is not { } id || await ranking.ApplyAsync(id, Basis, Actor.Of(HttpContext), ct) is not { } ranked) return NotFound();
        return RedirectToPage("RankSkus", new { Session, From, To, Which, Done = ranked.Result.Changes.Count });
    }
}
