using PsiErp.Accounts;
using PsiErp.Edits;
using PsiErp.Hosting;
using PsiErp.Plan;
using PsiErp.Planning;

namespace PsiErp.Pages.Sessions;

/// <summary>How a gesture of the grid ended.</summary>
internal abstract record GridOutcome
{
    private GridOutcome()
    {
    }

    /// <summary>It holds.</summary>
    /// <param name="Changed">Values that changed.</param>
    /// <param name="At">When.</param>
    /// <param name="Left">Cells that somebody else changed since, and that an undo therefore left alone.</param>
    public sealed record Applied(IReadOnlyList<ChangedCell> Changed, DateTimeOffset At, IReadOnlyList<EditConflict> Left) : GridOutcome;

    /// <summary>Entries can't be taken, and nothing was.</summary>
    public sealed record Refused(IReadOnlyList<RefusedEntry> Entries) : GridOutcome;

    /// <summary>Values are out of bounds, and nothing was taken.</summary>
    public sealed record Invalid(string Message) : GridOutcome;

    /// <summary>Somebody else was faster, and nothing was taken.</summary>
    public sealed record Contested(IReadOnlyList<ContestedEntry> Entries) : GridOutcome;

    /// <summary>There is no such session or SKU.</summary>
    public sealed record Gone : GridOutcome;
}

/// <summary>Carries out what planners do in the grid: a gesture is one change, of however many cells.</summary>
public sealed class GridWrites(
    PlanEdits edits, SkuPlans plans, WorkingDays workingDays, GridMetrics metrics, KnownProducts products, Settings settings,
    TimeProvider clock)
{
    /// <summary>Takes entries over, all or none.</summary>
    /// <param name="sessionId">The planning session.</param>
    /// <param name="sku">The SKU of the page.</param>
    /// <param name="columns">The width of the columns, and what was asked for of the horizon.</param>
    /// <param name="change">The entries.</param>
    /// <param name="actor">Who makes it.</param>
    /// <param name="ct">Cancels.</param>
    internal async Task<GridOutcome> EnterAsync(
        Guid sessionId, string sku, (Bucket Bucket, DateOnly? From, DateOnly? To) columns, GridChange change, Actor actor,
        CancellationToken ct)
    {
        var rows = MetricRow.Of(await metrics.ListAsync(ct), mainOnly: false, isCounted: false);
        var product = (await products.OfAsync([sku], ct)).GetValueOrDefault(sku);
        var entries = new GridEntries(sku, change, [.. rows.Select(row => row.Field).OfType<EditField>()], product?.Decimals);
        if (columns.Bucket == Bucket.Day)
        {
            entries.ReadDays();
        }
        else
        {
            if (await plans.FindAsync(sessionId, sku, ct) is not { } plan) return new GridOutcome.Gone();
            var window = PsiGrid.WindowOf(plan, columns.Bucket, columns.From, columns.To, settings.DateOf(clock.GetUtcNow()));
            entries.ReadBuckets(plan, window, await workingDays.OfUsualCalendarAsync(ct));
        }
        if (entries.Refused.Count > 0) return new GridOutcome.Refused(entries.Refused);
        if (entries.Contested.Count > 0) return new GridOutcome.Contested(entries.Contested);

        return await edits.ApplyAsync(sessionId, entries.Edits, actor, ct) switch
        {
            EditResult.Applied done => new GridOutcome.Applied(done.Changed, done.At, []),
            EditResult.Conflict conflict => new GridOutcome.Contested(entries.Of(conflict.Cells)),
            EditResult.Invalid invalid => new GridOutcome.Invalid(invalid.Errors.First().Value[0]),
            _ => new GridOutcome.Gone(),
        };
    }

    /// <summary>Puts back what <see cref="GridUndo"/> tells, but for cells that hold something else by now.</summary>
    internal async Task<GridOutcome> PutBackAsync(Guid sessionId, List<PlanEdit> before, Actor actor, CancellationToken ct)
    {
        var left = new List<EditConflict>();
        while (true)
        {
            switch (await edits.ApplyAsync(sessionId, before, actor, ct))
            {
                case EditResult.Applied done:
                    return new GridOutcome.Applied(done.Changed, done.At, left);
                case EditResult.Conflict conflict:
                    left.AddRange(conflict.Cells);
                    var contested = conflict.Cells.Select(cell => cell.Edit).ToHashSet<object>(ReferenceEqualityComparer.Instance);
                    before = before.FindAll(edit => !contested.Contains(edit));
                    break;
                case EditResult.Invalid invalid:
                    return new GridOutcome.Invalid(invalid.Errors.First().Value[0]);
                default:
                    return new GridOutcome.Gone();
            }
        }
    }
}
