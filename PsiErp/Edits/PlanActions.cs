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

    /// <summary>Of a copy, the session whose values are taken.</summary>
    public Guid? FromSession { get; init; }

    /// <summary>Why.</summary>
    public string? Note { get; init; }
}

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
                preview.Add(one.Before, ChangedSeries.Of(series, stored, Edits(order.Action, series, stored, source)));
        }
        return preview;
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
                await wide.ApplyAsync(series, (one, stored) => Edits(order.Action, one, stored, source), ct, async chunk =>
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

    private static ChangeKind KindOf(PlanActionKind action) => action switch
    {
        PlanActionKind.Scale => ChangeKind.Scale,
        PlanActionKind.Shift => ChangeKind.Shift,
        PlanActionKind.FillToSafety => ChangeKind.FillToSafety,
        PlanActionKind.FillToStandard => ChangeKind.FillToStandard,
        _ => ChangeKind.CopyFrom,
    };

    private static IReadOnlyCollection<DayEdit> Edits(PlanAction action, NumberedSeries series, SeriesDays stored, OtherPlan source) =>
        action.On(
            CollectionsMarshal.AsSpan(stored.Base), CollectionsMarshal.AsSpan(stored.Edits), source.Of(series.Key), stored.Levels,
            stored.AsOf, CollectionsMarshal.AsSpan(stored.Moves));

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
