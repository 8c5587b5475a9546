using PsiErp.Accounts;
using PsiErp.Data;
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
    /// <param name="Cells">Values that changed.</param>
    /// <param name="At">When.</param>
    /// <param name="ChangeId">The change set that it is, or that was taken back or done again; null where nothing changed.</param>
    public sealed record Applied(int Cells, DateTimeOffset At, Guid? ChangeId) : GridOutcome
    {
        /// <summary>The change set that was made, by which the page knows its own; of an undo another than the one it names.</summary>
        public Guid? MadeId { get; init; } = ChangeId;

        /// <summary>Cells that somebody changed since, and that an undo therefore left alone.</summary>
        public int Left { get; init; }

        /// <summary>Who changed them, where that is known.</summary>
        public IReadOnlyList<string> LeftTo { get; init; } = [];

        /// <summary>Whether there was nothing to take back or do again any more.</summary>
        public bool IsAlreadySo { get; init; }
    }

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
    PlanEdits edits, ChangeSets changes, SkuPlans plans, WorkingDays workingDays, GridMetrics metrics, KnownProducts products,
    Settings settings, TimeProvider clock)
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
            var today = settings.DateOf(clock.GetUtcNow());
            var window = PsiWindow.Of(plan.Sku.Series, columns.Bucket, columns.From, columns.To, today);
            entries.ReadBuckets(plan, window, await workingDays.OfUsualCalendarAsync(ct));
        }
        if (entries.Refused.Count > 0) return new GridOutcome.Refused(entries.Refused);
        if (entries.Contested.Count > 0) return new GridOutcome.Contested(entries.Contested);

        var kind = change.Way == EntryWay.Pasted ? ChangeKind.Paste : ChangeKind.Edit;
        return await edits.ApplyAsync(sessionId, entries.Edits, actor, ct, kind) switch
        {
            EditResult.Applied done => new GridOutcome.Applied(done.LogEntries, done.At, done.ChangeId),
            EditResult.Conflict conflict => new GridOutcome.Contested(entries.Of(conflict.Cells)),
            EditResult.Invalid invalid => new GridOutcome.Invalid(invalid.Errors.First().Value[0]),
            _ => new GridOutcome.Gone(),
        };
    }

    /// <summary>
    /// Takes a gesture back or does it again, but for cells that somebody changed since. What is so already, by another window or
    /// by an answer that got lost, is no failure.
    /// </summary>
    internal async Task<GridOutcome> StepAsync(Guid sessionId, GridStep step, Actor actor, CancellationToken ct)
    {
        var result = step.IsRedo
            ? await changes.RedoAsync(sessionId, step.ChangeId, actor, ct)
            : await changes.UndoAsync(sessionId, step.ChangeId, actor, ct);
        return result switch
        {
            ReversalResult.Done done => new GridOutcome.Applied(
                done.Undone, done.Change?.At ?? clock.GetUtcNow(), done.Change is null ? null : step.ChangeId)
            {
                MadeId = done.Change?.Id,
                // Cells that are as wanted already are nobody's concern; they are few enough to be among those that are told
                Left = done.KeptCount - done.Kept.Count(cell => cell.Why == KeptReason.AlreadySo),
                LeftTo = [.. done.Kept.Select(cell => cell.ChangedBy).OfType<string>().Distinct()],
            },
            ReversalResult.AlreadyUndone or ReversalResult.NotUndone =>
                new GridOutcome.Applied(0, clock.GetUtcNow(), step.ChangeId) { IsAlreadySo = true },
            _ => new GridOutcome.Gone(),
        };
    }
}
