using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using PsiErp.Accounts;
using PsiErp.Data;
using PsiErp.Edits;
using PsiErp.Files;
using PsiErp.Plan;
using PsiErp.Planning;
using PsiErp.Resources;
using PsiErp.Sessions;

namespace PsiErp.Pages.Sessions;

/// <summary>A note that is to be made.</summary>
/// <param name="Rows">The cells, row by row.</param>
/// <param name="Text">What it says.</param>
public sealed record NewComment(IReadOnlyList<CommentedRow?>? Rows, string? Text);

/// <summary>Cells of one row of the grid.</summary>
/// <param name="Warehouse">With the channel, the series of the page's SKU.</param>
/// <param name="Channel"><inheritdoc cref="Warehouse"/></param>
/// <param name="Metric">The row.</param>
/// <param name="From">The first day of the first column.</param>
/// <param name="To">The first day of the last column.</param>
public sealed record CommentedRow(string? Warehouse, string? Channel, string? Metric, DateOnly From, DateOnly To);

/// <summary>A note that is to be taken away.</summary>
public sealed record GoneComment(Guid NoteId);

/// <summary>What was noted at a cell of the grid, and the field for more.</summary>
public sealed class CommentsModel(PlanningSessions sessions, Comments comments, PlaceNames places, IStringLocalizer<Texts> texts)
    : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Sku { get; set; }

    /// <summary>What is noted at the cell.</summary>
    public IReadOnlyList<Comment> Found { get; private set; } = [];

    /// <summary>What the series and the row are called.</summary>
    public string Place { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync(
        string? warehouse, string? channel, string? metric, Bucket bucket, DateOnly date, CancellationToken ct)
    {
        if (!ModelState.IsValid || metric is null) return BadRequest();
        if (!await sessions.ExistsAsync(Id, ct)) return NotFound();
        var names = await places.AllAsync(ct);
        Place = $"{GroupName.Of(warehouse ?? "", names.ChannelOf(channel ?? ""))} · {texts[$"Metric.{metric}"]}";
        Found = (await comments.OfSkuAsync(Id, Sku ?? "", ct)).FindAll(one => one.WarehouseName == (warehouse ?? "")
            && one.Channel == (channel ?? "") && one.Metric == metric
            && Buckets.StartOf(one.FromDate, bucket) <= date && one.ToDate >= date);
        return Page();
    }

    /// <summary>Notes something at cells; answers the change that it is.</summary>
    public async Task<IActionResult> OnPostAddAsync([FromBody] NewComment? comment, Bucket bucket, CancellationToken ct)
    {
        var text = comment?.Text?.Trim();
        if (!ModelState.IsValid || text is not { Length: > 0 and <= Comment.MaxText }
            || comment!.Rows is not { Count: > 0 and <= Comments.MaxRows } rows
            || !rows.All(row => MetricRow.IsName(row?.Metric)))
            return BadRequest();
        var cells = rows.OfType<CommentedRow>().Select(row => new CommentedCells(
            new SeriesKey(Sku ?? "", row.Warehouse ?? "", row.Channel ?? ""), row.Metric!, row.From,
            Buckets.EndOf(DateText.Clamp(row.To)!.Value, bucket)));
        return await comments.AddAsync(Id, [.. cells], text, Actor.Of(HttpContext), ct) is { } change
            ? Content($"{change.Id}")
            : NotFound();
    }

    /// <summary>Takes a note away; answers the change that it is.</summary>
    public async Task<IActionResult> OnPostRemoveAsync([FromBody] GoneComment? comment, CancellationToken ct)
    {
        if (!ModelState.IsValid || comment is null) return BadRequest();
        return await comments.RemoveAsync(Id, comment.NoteId, Actor.Of(HttpContext), ct) is { } change
            ? Content($"{change.Id}")
            : NotFound();
    }
}
