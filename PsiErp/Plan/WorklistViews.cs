using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using PsiErp.Accounts;
using PsiErp.Data;

namespace PsiErp.Plan;

/// <summary>What is wrong with a view that is to be kept.</summary>
public enum ViewProblem
{
    NameMissing,
    NameTooLong,

    /// <summary>Its owner has another of this name.</summary>
    NameTaken,

    QueryTooLong,
}

/// <summary>What came of keeping a view.</summary>
public abstract record ViewOutcome
{
    private ViewOutcome()
    {
    }

    /// <summary>It is kept.</summary>
    public sealed record Done(WorklistView View) : ViewOutcome;

    /// <summary>It can't be.</summary>
    public sealed record Wrong(ViewProblem Problem) : ViewOutcome;

    /// <summary>There is none that this person may change.</summary>
    public sealed record NotFound : ViewOutcome;
}

/// <summary>Views of the worklist: everybody's own, and those that are shared.</summary>
public sealed class WorklistViews(PsiDb db, TimeProvider clock)
{
    /// <summary>The parameters of an address that a view keeps.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. SeriesSelectionQuery.Names, "sort", "group_by", "columns"];

    /// <summary>The views that somebody may use, their own first, by name.</summary>
    public async Task<IReadOnlyList<WorklistView>> ListAsync(Actor actor, CancellationToken ct) => await Usable(actor)
        .OrderBy(view => view.OwnerId == actor.Id ? 0 : 1).ThenBy(view => view.Name).ThenBy(view => view.Id).ToListAsync(ct);

    /// <summary>One that somebody may use, or null.</summary>
    public Task<WorklistView?> FindAsync(Guid id, Actor actor, CancellationToken ct) =>
        Usable(actor).SingleOrDefaultAsync(view => view.Id == id, ct);

    /// <summary>Whether somebody may rename, change and delete a view: its owner, and admins one that is shared.</summary>
    public static bool MayChange(WorklistView view, Actor actor) => view.OwnerId == actor.Id || (view.IsShared && actor.IsAdmin);

    /// <summary>Keeps a view under a name.</summary>
    /// <param name="name">The name; each of a person's own is another.</param>
    /// <param name="query">The part of the worklist's address behind the question mark; what is no part of a view is left out.</param>
    /// <param name="isShared">Whether everybody may use it.</param>
    /// <param name="actor">Who keeps it.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<ViewOutcome> CreateAsync(string? name, string? query, bool isShared, Actor actor, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var view = new WorklistView
        {
            OwnerId = actor.Id,
            Name = (name ?? "").Trim(),
            Query = Kept(query),
            IsShared = isShared,
            CreatedAt = now,
            UpdatedAt = now,
        };
        if (await ProblemAsync(view, ct) is { } problem) return new ViewOutcome.Wrong(problem);
        db.Views.Add(view);
        await db.SaveChangesAsync(ct);
        db.ChangeTracker.Clear();
        return await DoneAsync(view.Id, actor, ct);
    }

    /// <summary>Changes what is not null.</summary>
    public async Task<ViewOutcome> ChangeAsync(Guid id, string? name, string? query, bool? isShared, Actor actor, CancellationToken ct)
    {
        if (await db.Views.SingleOrDefaultAsync(one => one.Id == id, ct) is not { } view || !MayChange(view, actor))
            return new ViewOutcome.NotFound();
        if (name is not null) view.Name = name.Trim();
        if (query is not null) view.Query = Kept(query);
        view.IsShared = isShared ?? view.IsShared;
        view.UpdatedAt = clock.GetUtcNow();
        if (await ProblemAsync(view, ct) is { } problem)
        {
            db.ChangeTracker.Clear();
            return new ViewOutcome.Wrong(problem);
        }
        await db.SaveChangesAsync(ct);
        db.ChangeTracker.Clear();
        return await DoneAsync(id, actor, ct);
    }

    /// <summary>Deletes a view.</summary>
    /// <returns>Whether there was one that this person may change.</returns>
    public async Task<bool> DeleteAsync(Guid id, Actor actor, CancellationToken ct) => await db.Views
        .Where(view => view.Id == id && (view.OwnerId == actor.Id || (view.IsShared && actor.IsAdmin))).ExecuteDeleteAsync(ct) > 0;

    /// <summary>What a view keeps of an address, in one order: two that show the same are the same text.</summary>
    public static string Kept(string? query)
    {
        var values = QueryHelpers.ParseQuery(query ?? "");
        var kept = new QueryBuilder();
        foreach (var name in Names)
        {
            if (values.TryGetValue(name, out var value) && !string.IsNullOrWhiteSpace(value)) kept.Add(name, value.ToString());
        }
        return kept.ToQueryString().ToString().TrimStart('?');
    }

    private IQueryable<WorklistView> Usable(Actor actor) => db.Views.AsNoTracking().Include(view => view.Owner)
        .Where(view => view.OwnerId == actor.Id || view.IsShared);

    private async Task<ViewOutcome> DoneAsync(Guid id, Actor actor, CancellationToken ct) =>
        await FindAsync(id, actor, ct) is { } view ? new ViewOutcome.Done(view) : new ViewOutcome.NotFound();

    private async Task<ViewProblem?> ProblemAsync(WorklistView view, CancellationToken ct) =>
        view.Name.Length == 0 ? ViewProblem.NameMissing
        : view.Name.Length > WorklistView.MaxName ? ViewProblem.NameTooLong
        : view.Query.Length > WorklistView.MaxQuery ? ViewProblem.QueryTooLong
        : await db.Views.AnyAsync(other => other.OwnerId == view.OwnerId && other.Name == view.Name && other.Id != view.Id, ct)
            ? ViewProblem.NameTaken
        : null;
}
