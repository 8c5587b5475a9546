using System.Runtime.InteropServices;
using Microsoft.EntityFrameworkCore;
using PsiErp.Accounts;
using PsiErp.Data;
using PsiErp.Data.Providers;
using PsiErp.Hosting;
using PsiErp.Plan;
using PsiErp.Planning;
using PsiErp.Sessions;

namespace PsiErp.Edits;

/// <summary>What is to be done to which series.</summary>
/// <param name="Action">What.</param>
/// <param name="Which">Which series, by filters; null when they are named one by one.</param>
public sealed record PlanActionOrder(PlanAction Action, SeriesSelection? Which)
{
    /// <summary>The numbers of the series, when they are picked from a list.</summary>
    public IReadOnlyList<int> Numbers { get; init; } = [];

    /// <summary>The keys of the series, when they are named.</summary>
    public IReadOnlyCollection<SeriesKey> Keys { get; init; } = [];

    /// <summary>What of the named series is meant; null for what the action itself says.</summary>
    public IReadOnlyList<ActionRow>? Rows { get; init; }

    /// <summary>Of a copy, the session whose values are taken.</summary>
    public Guid? FromSession { get; init; }

    /// <summary>Why.</summary>
    public string? Note { get; init; }
}

/// <summary>Days of one value of a series.</summary>
public sealed record ActionRow(SeriesKey Series, EditField Field, DateOnly From, DateOnly To);

/// <summary>A plan as an action would leave it.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="Preview">What is different.</param>
public sealed record TriedPlan(SkuPlan Plan, ActionPreview Preview);

/// <summary>Does one thing to many series: looks at what it would do, or does it as one change set.</summary>
public sealed class PlanActions(
    PsiDb db, IDatabase database, PlanReader plans, SeriesList list, SessionWrite write, ActionProgress progress)
{
    private const int SeriesAtATime = 200;

    /// <summary>What an action would do; nothing changes.</summary>
    /// <returns>Null when there is no such session.</returns>
    public async Task<ActionPreview?> PreviewAsync(Guid sessionId, PlanActionOrder order, CancellationToken ct)
    {
        if (await SessionAsync(sessionId, ct) is not { } session || !await HasSourceAsync(order, ct)) return null;
        var preview = new ActionPreview();
        var source = await SourceAsync(order, ct);
        foreach (var chunk in (await Stored(sessionId, order).ToListAsync(ct)).Chunk(SeriesAtATime))
        {
            var numbered = chunk.Select(one => one.Series).ToList();
            var read = await NumberedSeries.ReadAsync(db, plans, session, numbered, ct);
            await source.ReadAsync(numbered, ct);
            foreach (var (one, (series, stored)) in chunk.Zip(read))
                preview.Add(one.Before, ChangedSeries.Of(series, stored, Edits(order, series, stored, source)));
        }
        return preview;
    }

    /// <summary>The plan of a SKU as an action would leave it; nothing changes.</summary>
    /// <param name="sessionId">The session.</param>
    /// <param name="order">What to which of its series.</param>
    /// <param name="plan">The plan as it is; its series take the summaries that they would have.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>Null when there is no such session.</returns>
    public async Task<TriedPlan?> TryAsync(Guid sessionId, PlanActionOrder order, SkuPlan plan, CancellationToken ct)
    {
        if (await SessionAsync(sessionId, ct) is not { } session || !await HasSourceAsync(order, ct)) return null;
        var (preview, source) = (new ActionPreview(), await SourceAsync(order, ct));
        var meant = await Stored(sessionId, order).ToListAsync(ct);
        List<NumberedSeries> numbered = [.. meant.Select(one => one.Series)];
        await source.ReadAsync(numbered, ct);
        var tried = new Dictionary<SeriesKey, SeriesPlan>();
        foreach (var (one, (series, stored)) in meant.Zip(await NumberedSeries.ReadAsync(db, plans, session, numbered, ct)))
        {
            var edits = Edits(order, series, stored, source);
            preview.Add(one.Before, ChangedSeries.Of(series, stored, edits));
            var after = stored with { Edits = Laid(stored.Edits, edits) };
            if (plan.Series.FirstOrDefault(known => known.Series.Key == series.Key) is not { } known
                || after.Roll() is not { Length: > 0 } days) continue;
            known.Series.Summary = SeriesSummary.Of(days);
            DaysOfSupply.Fill(days);
            tried[series.Key] = known with { Edits = after.Edits, Days = days };
        }
        return new TriedPlan(
            plan with { Series = [.. plan.Series.Select(one => tried.GetValueOrDefault(one.Series.Key, one))] }, preview);
    }

    /// <summary>Does it, in one transaction.</summary>
    /// <param name="sessionId">The session.</param>
    /// <param name="order">What to which series.</param>
    /// <param name="actor">Who does it.</param>
    /// <param name="ct">Cancels; nothing is changed then.</param>
    /// <param name="job">By which <see cref="ActionProgress"/> knows how far it is.</param>
    /// <returns>The change, which has no cells when there was nothing to do; null when there is no such session.</returns>
    public async Task<ChangeSet?> ApplyAsync(
        Guid sessionId, PlanActionOrder order, Actor actor, CancellationToken ct, Guid? job = null)
    {
        using var activity = Telemetry.Start("action");
        if (!await HasSourceAsync(order, ct)) return null;
        try
        {
            return await write.RunAsync(sessionId, actor, async (session, now) =>
            {
                var change = ChangeSets.Begin(KindOf(order.Action.Kind), sessionId, actor, now, order.Note);
                var wide = new WideChange(db, database, plans, session, change);
                var series = await Stored(sessionId, order).Select(one => one.Series).ToListAsync(ct);
                var source = await SourceAsync(order, ct);
                var begun = 0;
                await wide.ApplyAsync(series, (one, stored) => Edits(order, one, stored, source), ct, async chunk =>
                {
                    progress.Report(job, begun, series.Count);
                    begun += chunk.Count;
                    await source.ReadAsync(chunk, ct);
                });
                return await wide.CompleteAsync(ct)
                    ? SessionWrite.Change(change).Announced(wide.News)
                    : SessionWrite.Discard(change);
            }, ct);
        }
        finally
        {
            progress.End(job);
        }
    }

    private static ChangeKind KindOf(PlanActionKind action) => Enum.Parse<ChangeKind>(action.ToString());

    private static IReadOnlyCollection<DayEdit> Edits(PlanActionOrder order, NumberedSeries series, SeriesDays stored, OtherPlan source)
    {
        if (order.Rows is null) return EditsOf(order.Action, series, stored, source);
        var (held, changed) = (stored, new Dictionary<DateOnly, DayEdit>());
        foreach (var row in order.Rows.Where(row => row.Series == series.Key))
        {
            var edits = EditsOf(order.Action with { Field = row.Field, From = row.From, To = row.To }, series, held, source);
            foreach (var edit in edits) changed[edit.Date] = edit;
            held = held with { Edits = Laid(held.Edits, edits) };
        }
        return changed.Values;
    }

    private static IReadOnlyCollection<DayEdit> EditsOf(PlanAction action, NumberedSeries series, SeriesDays stored, OtherPlan source) =>
        action.On(
            CollectionsMarshal.AsSpan(stored.Base), CollectionsMarshal.AsSpan(stored.Edits), source.Of(series.Key), stored.Levels,
            stored.AsOf, CollectionsMarshal.AsSpan(stored.Moves));

    private static List<DayEdit> Laid(List<DayEdit> edits, IEnumerable<DayEdit> changed)
    {
        var days = new SortedDictionary<DateOnly, DayEdit>(edits.ToDictionary(edit => edit.Date));
        foreach (var edit in changed) days[edit.Date] = edit;
        return [.. days.Values.Where(edit => !edit.IsEmpty)];
    }

    private Task<PlanningSession?> SessionAsync(Guid id, CancellationToken ct) =>
        db.Sessions.AsNoTracking().SingleOrDefaultAsync(session => session.Id == id, ct);

    private async Task<bool> HasSourceAsync(PlanActionOrder order, CancellationToken ct) =>
        order.FromSession is not { } id || await SessionAsync(id, ct) is not null;

    private async Task<OtherPlan> SourceAsync(PlanActionOrder order, CancellationToken ct) =>
        new(db, plans, order.FromSession is { } id ? await SessionAsync(id, ct) : null);

    private IQueryable<StoredSeries> Stored(Guid sessionId, PlanActionOrder order)
    {
        var series = order.Which is { } which
            ? list.Stored(sessionId, which)
            : db.Series.AsNoTracking().Where(one => one.SessionId == sessionId).OrderBy(one => one.SeriesNo);
        if (order.Which is null && order.Keys.Count > 0)
        {
            string[] keys = [.. order.Keys.Select(SeriesFilter.SearchKey)];
            series = series.Where(one => keys.Contains(one.SearchKey));
        }
        else if (order.Which is null)
        {
            var numbers = order.Numbers;
            series = series.Where(one => numbers.Contains(one.SeriesNo));
        }
        return series.Select(one => new StoredSeries(
            new NumberedSeries(one.SeriesNo, new SeriesKey(one.SkuCode, one.WarehouseName, one.Channel)),
            new ListedFigures(one.Summary.TotalProduction, one.Summary.TotalSales, one.Summary.Closing, one.Summary.Urgency)));
    }

    private sealed record StoredSeries(NumberedSeries Series, ListedFigures Before);
}
