using PsiErp.Accounts;
using PsiErp.Data;
using PsiErp.Data.Providers;
using PsiErp.Hosting;
using PsiErp.Live;
using PsiErp.Plan;
using PsiErp.Sessions;

namespace PsiErp.Edits;

/// <summary>Changes plans: overrides of imported values, each on record.</summary>
public sealed class PlanEdits(PsiDb db, IDatabase database, PlanReader plans, SessionWrite write)
{
    /// <summary>Most problems of a call that are told, as of a file.</summary>
    public const int MaxProblems = 20;

    /// <summary>Changed days from which on the database is told at once: lists of overrides right after are planned by that.</summary>
    internal const int ManyRows = 1_000;

    /// <summary>
    /// Applies edits in their order, all or none, in one transaction that also writes the log and the stored
    /// summaries. Values equal to today's change nothing and log nothing. An edit may name a series or a day that has no
    /// imported row: it then exists, with zeros.
    /// </summary>
    /// <param name="sessionId">The session.</param>
    /// <param name="edits">The edits.</param>
    /// <param name="actor">Who changes the plan.</param>
    /// <param name="ct">Cancels; nothing is changed then.</param>
    /// <param name="kind">What the planner did.</param>
    /// <param name="note">Why.</param>
    public async Task<EditResult> ApplyAsync(
        Guid sessionId, IReadOnlyList<PlanEdit> edits, Actor actor, CancellationToken ct, ChangeKind kind = ChangeKind.Edit,
        string? note = null)
    {
        using var activity = Telemetry.Start("edit");
        if (Validate(edits) is { Count: > 0 } errors) return new EditResult.Invalid(errors);

        var result = await write.RunAsync(
            sessionId, actor,
            (session, now) => ApplyAsync(session, ChangeSets.Begin(kind, sessionId, actor, now, note), edits, actor, ct), ct);
        if (result is EditResult.Applied applied) Telemetry.Edited(applied.LogEntries);
        return result ?? new EditResult.NoSuchSession();
    }

    private async Task<SessionWriteResult<EditResult>> ApplyAsync(
        PlanningSession session, ChangeSet change, IReadOnlyList<PlanEdit> edits, Actor actor, CancellationToken ct)
    {
        var batch = await EditBatch.LoadAsync(db, plans, session, change, edits, ct);
        if (await batch.FindConflictsAsync(edits, ct) is { Count: > 0 } conflicts)
            return SessionWrite.Discard<EditResult>(new EditResult.Conflict(conflicts));

        foreach (var edit in edits) batch.Apply(edit, actor);
        if (batch.LogEntries == 0) return SessionWrite.Discard<EditResult>(new EditResult.Applied(0, 0, change.At, null));

        batch.Summarize();
        await batch.KeepSkuListAsync(database, ct);
        if (batch.ChangedRows >= ManyRows)
        {
            await db.SaveChangesAsync(ct);
            await database.AnalyzeAsync(db, "psi_edits", ct, "session_id", "series_no", "id");
        }
        return SessionWrite.Change<EditResult>(new EditResult.Applied(batch.ChangedRows, batch.LogEntries, change.At, change.Id))
            .Announced(SessionNews.OfChange(change.Id, batch.ChangedSeries));
    }

    /// <summary>What is wrong with more edits than a call takes.</summary>
    internal static Dictionary<string, string[]> TooMany() =>
        new() { ["edits"] = [$"A call takes at most {PlanEdit.MaxPerCall} edits; send the rest in further calls."] };

    private static Dictionary<string, string[]> Validate(IReadOnlyList<PlanEdit> edits)
    {
        if (edits.Count > PlanEdit.MaxPerCall) return TooMany();
        return edits
            .SelectMany((edit, index) => edit.FindProblems()
                .Select(problem => (Field: $"edits[{index}].{problem.Field}", problem.Message)))
            .Take(MaxProblems)
            .GroupBy(problem => problem.Field)
            .ToDictionary(field => field.Key, field => field.Select(problem => problem.Message).ToArray());
    }
}
