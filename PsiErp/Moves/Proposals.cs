using Microsoft.EntityFrameworkCore;
using PsiErp.Accounts;
using PsiErp.Data;
using PsiErp.Data.Providers;
using PsiErp.Edits;
using PsiErp.Hosting;
using PsiErp.Plan;
using PsiErp.Planning;
using PsiErp.Sessions;

namespace PsiErp.Moves;

/// <summary>Finds what to send and what to make, and keeps it as a draft: nothing of the plan changes until that is applied.</summary>
public sealed class Proposals(
    PsiDb db, IDatabase database, SeriesList list, SkuStocks stocks, SessionWrite write, ActionProgress progress)
{
    /// <summary>Series that stay short which a draft tells one by one.</summary>
    private const int MostUnmet = 500;

    /// <summary>Finds proposals.</summary>
    /// <param name="sessionId">The session.</param>
    /// <param name="order">What is to be proposed, and for which series.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="ct">Cancels; nothing is kept then.</param>
    /// <param name="job">By which <see cref="ActionProgress"/> knows how far it is.</param>
    /// <param name="instead">A draft that the new one takes the place of.</param>
    /// <returns>The id of the draft; null when there is no such session.</returns>
    public async Task<Guid?> FindAsync(
        Guid sessionId, ProposalOrder order, Actor actor, CancellationToken ct, Guid? job = null, Guid? instead = null)
    {
        using var activity = Telemetry.Start("proposals");
        try
        {
            var found = await SolveAsync(sessionId, order, job, ct);
            var plan = await write.RunAsync(sessionId, actor, async (_, now) =>
            {
                if (instead is { } old) await ProposalDrafts.RemoveAsync(db, sessionId, old, ct);
                return SessionWrite.Keep(await KeepAsync(sessionId, order, found, actor, now, ct));
            }, ct);
            return plan?.Id;
        }
        finally
        {
            progress.End(job);
        }
    }

    /// <summary>The scope of series that are named by their exact keys.</summary>
    public async Task<ProposalScope> ScopeOfAsync(Guid sessionId, MatrixFilter filter, CancellationToken ct)
    {
        if (filter.SkuCodes.Count + filter.Warehouses.Count + filter.Channels.Count == 0) return new ProposalScope("", []);
        var series = db.Series.AsNoTracking().Where(one => one.SessionId == sessionId);
        if (filter.SkuCodes.Count > 0) series = series.Where(one => filter.SkuCodes.Contains(one.SkuCode));
        if (filter.Warehouses.Count > 0) series = series.Where(one => filter.Warehouses.Contains(one.WarehouseName));
        if (filter.Channels.Count > 0) series = series.Where(one => filter.Channels.Contains(one.Channel));
        var numbers = await series.Select(one => one.SeriesNo).ToListAsync(ct);
        // No series has this number: lists that mean nothing do not mean everything
        return new ProposalScope("", numbers.Count == 0 ? [-1] : numbers);
    }

    private async Task<List<FoundSku>> SolveAsync(Guid sessionId, ProposalOrder order, Guid? job, CancellationToken ct)
    {
        var (skus, meant) = await ScopeAsync(sessionId, order.Scope, ct);
        var terms = new ProposalTerms(order.Mode, order.Method, await stocks.WaysAsync(ct), await stocks.RulesAsync(ct));
        var total = skus?.Count ?? await db.Skus.CountAsync(sku => sku.SessionId == sessionId, ct);
        var found = new List<FoundSku>();
        var done = 0;
        await foreach (var stock in stocks.ReadAsync(sessionId, skus, meant, order, ct))
        {
            ct.ThrowIfCancellationRequested();
            progress.Report(job, done++, total);
            found.Add(FoundSku.Of(stock, SkuProposals.For(stock.Places, terms, stock.Production)));
        }
        return [.. found.OrderBy(sku => sku.Urgency)];
    }

    /// <summary>The SKUs that are looked at, and the series of them that are to be helped; null for all.</summary>
    private async Task<(IReadOnlyCollection<string>? Skus, IReadOnlySet<int>? Series)> ScopeAsync(
        Guid sessionId, ProposalScope scope, CancellationToken ct)
    {
        var selection = scope.Selection;
        if (scope.Numbers.Count == 0 && selection == SeriesSelection.All) return (null, null);
        var series = list.Stored(sessionId, selection);
        if (scope.Numbers.Count > 0)
        {
            var numbers = scope.Numbers;
            series = db.Series.AsNoTracking().Where(one => one.SessionId == sessionId && numbers.Contains(one.SeriesNo));
        }
        var meant = await series.Select(one => new { one.SeriesNo, one.SkuCode }).ToListAsync(ct);
        return (meant.Select(one => one.SkuCode).ToHashSet(), meant.Select(one => one.SeriesNo).ToHashSet());
    }

    private async Task<TransferPlan> KeepAsync(
        Guid sessionId, ProposalOrder order, List<FoundSku> found, Actor actor, DateTimeOffset now, CancellationToken ct)
    {
        var plan = new TransferPlan
        {
            SessionId = sessionId,
            StartDate = order.From,
            EndDate = order.To,
            Status = TransferPlanStatus.Draft,
            CreatedAt = now,
            UpdatedAt = now,
            CreatedBy = actor.Id,
            UpdatedBy = actor.Id,
        };
        var unmet = found.SelectMany(sku => sku.Unmet).ToList();
        plan.Outcome = new ProposalOutcome(
            order, now, found.Aggregate(ProposalFigures.None, (sum, sku) => sum + sku.Before),
            found.Aggregate(ProposalFigures.None, (sum, sku) => sum + sku.After), unmet.Count,
            [.. unmet.OrderBy(one => one.Alert).ThenBy(one => one.Date).Take(MostUnmet)]).ToText();
        db.TransferPlans.Add(plan);
        await db.SaveChangesAsync(ct);
        var writer = new ProposalLineWriter(db, database, plan.Id);
        await writer.WriteAsync(found.Select(sku => (sku.Moves, sku.Made)), ct);
        return plan;
    }

    /// <summary>What was found for a SKU; its stock need not be kept for it.</summary>
    private sealed record FoundSku(
        int Urgency, ProposalFigures Before, ProposalFigures After, IReadOnlyList<ProposedLine> Moves,
        IReadOnlyList<ProposedMake> Made, IReadOnlyList<UnmetSeries> Unmet)
    {
        public static FoundSku Of(SkuStock stock, SkuProposal proposal)
        {
            if (proposal.IsNothing)
            {
                var untouched = ProposalFigures.Of(stock.Places.Select(place => place.Path));
                return new FoundSku(FirstAlert.NotUrgent, untouched, untouched, [], [], []);
            }
            var (places, sku) = (stock.Places, stock.SkuCode);
            return new FoundSku(
                places.Min(place => place.Path.Alert().Urgency),
                ProposalFigures.Of(places.Select(place => place.Path)),
                ProposalFigures.Of(SkuProposals.After(places, proposal.Moves, proposal.Production)),
                [
                    .. from move in proposal.Moves
                       orderby places[move.To].Path.Alert().Urgency, move.To, move.Leaves
                       select ProposedLine.Of(stock, move),
                ],
                [.. proposal.Production.Select(one => ProposedMake.Of(stock, one))],
                [
                    .. proposal.Unmet.Select(unmet => new UnmetSeries(
                        sku, places[unmet.Place].Warehouse, places[unmet.Place].Channel, unmet.Alert.Alert, unmet.Alert.Date, unmet.Reason,
                        unmet.FirstPossible)),
                ]);
        }
    }
}
