
using PsiErp.Accounts;
using PsiErp.Data;
using PsiErp.Data.Providers;
using PsiErp.Hosting;
using PsiErp.Plan;

namespace PsiErp.Edits;

/// <summary>Changes plans: overrides of imported values, each on record.</summary>
public sealed class PlanEdits(PsiDb db, IDatabase database, PlanReader plans, TimeProvider clock)
{
    /// <summary>
    /// Applies edits in their order, all or none, in one transaction that also writes the log and the stored
    /// summaries. Values equal to today's change nothing and log nothing. An edit may name a series or a day that has no
    /// imported row: it then exists, with zeros.
    /// </summary>
    public async Task<EditResult> ApplyAsync(
        Guid sessionId, IReadOnlyList<PlanEdit> edits, Actor actor, CancellationToken ct)
    {
        using var activity = Telemetry.Start("edit");
        if (Validate(edits) is { Count: > 0 } errors) return new EditResult.Invalid(errors);

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await database.LockSessionAsync(db, sessionId, ct) is not { } session) return new EditResult.NoSuchSession();

        var work = await EditBatch.LoadAsync(db, plans, sessionId, edits, ct);
        if (work.FindConflicts(edits) is { Count: > 0 } conflicts) return new EditResult.Conflict(conflicts);

        var now = clock.GetUtcNow();
        foreach (var edit in edits) work.Apply(edit, actor, now);
        if (work.LogEntries == 0) return new EditResult.Applied(0, 0, now);

        work.Summarize();
        session.Touch(actor.Id, now);
        await db.SaveChangesAsync(ct);
        await work.KeepSkuListAsync(database, ct);
        await transaction.CommitAsync(ct);
        db.ChangeTracker.Clear();
        Telemetry.Edited(work.LogEntries);
        return new EditResult.Applied(work.ChangedRows, work.LogEntries, now);
    }

    private static Dictionary<string, string[]> Validate(IReadOnlyList<PlanEdit> edits)
    {
        if (edits.Count > PlanEdit.MaxPerCall)
            return new() { ["edits"] = [$"A call takes at most {PlanEdit.MaxPerCall} edits; this one has {edits.Count}."] };
        return edits
            .SelectMany((edit, index) => edit.FindProblems()
                .Select(problem => (Field: $"edits[{index}].{problem.Field}", problem.Message)))
            .GroupBy(problem => problem.Field)
            .ToDictionary(field => field.Key, field => field.Select(problem => problem.Message).ToArray());
    }
}
