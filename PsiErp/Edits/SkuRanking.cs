using Microsoft.EntityFrameworkCore;
using PsiErp.Accounts;
using PsiErp.Data;
using PsiErp.Data.Providers;
using PsiErp.Live;
using PsiErp.Plan;
using PsiErp.Planning;
using PsiErp.Sessions;

namespace PsiErp.Edits;

/// <summary>By what the SKUs of a plan are to be ranked.</summary>
/// <param name="From">The first day whose sales count; null for all from the first.</param>
/// <param name="To">The last one; null for all to the last.</param>
/// <param name="Fw">Whether the FW rank is meant.</param>
/// <param name="Ss">Whether the SS rank is.</param>
public sealed record RankBasis(DateOnly? From, DateOnly? To, bool Fw, bool Ss);

/// <summary>What ranking makes of a SKU.</summary>
/// <param name="SkuCode">The SKU.</param>
/// <param name="SkuName">What people call it.</param>
/// <param name="Category1">Its categories, within which it is ranked.</param>
/// <param name="Category2"><inheritdoc cref="Category1" path="/summary"/></param>
/// <param name="Sales">What it sells in the days that count.</param>
/// <param name="Share">The share of its categories' sales up to and with it.</param>
/// <param name="FwBefore">Its FW rank as it is, and as it becomes.</param>
/// <param name="Fw"><inheritdoc cref="FwBefore" path="/summary"/></param>
/// <param name="SsBefore">Its SS rank as it is, and as it becomes.</param>
/// <param name="Ss"><inheritdoc cref="SsBefore" path="/summary"/></param>
public sealed record SkuRankChange(
    string SkuCode, string? SkuName, string Category1, string Category2, decimal Sales, decimal Share,
    string? FwBefore, string? Fw, string? SsBefore, string? Ss)
{
    /// <summary>Whether one of its ranks becomes another.</summary>
    public bool IsChange => Fw != FwBefore || Ss != SsBefore;
}

/// <summary>What ranking makes of a plan.</summary>
/// <param name="Changes">The SKUs that get another rank, by category, what sells most first.</param>
/// <param name="Same">How many keep theirs.</param>
/// <param name="Unranked">How many are left alone: no categories, no thresholds for them, or nothing sold in them.</param>
public sealed record SkuRankPreview(IReadOnlyList<SkuRankChange> Changes, int Same, int Unranked);

/// <summary>What ranking made of a plan.</summary>
/// <param name="Result">The SKUs that got another rank, and how many did not.</param>
/// <param name="Change">The change set that it is; null when nothing changed.</param>
public sealed record SkusRanked(SkuRankPreview Result, ChangeSet? Change);

/// <summary>
/// Ranks the SKUs of a plan by their share of the sales of their categories, against the thresholds of the master data. A threshold
/// of rank type FW or SS says where A ends in that rank alone; of any other letters, where the rank of that name ends in both.
/// </summary>
public sealed class SkuRanking(PsiDb db, IDatabase database, KnownProducts products, SessionWrite write)
{
    private const string FirstRank = "A";
    private const string FwType = "FW";
    private const string SsType = "SS";

    /// <summary>What it would make of the plan; nothing changes.</summary>
    public async Task<SkuRankPreview> PreviewAsync(Guid sessionId, RankBasis basis, CancellationToken ct)
    {
        var skus = await SkusAsync(sessionId, basis, ct);
        var limits = await db.RankParameters.AsNoTracking().ToListAsync(ct);
        var ranked = new List<SkuRankChange>();
        foreach (var category in skus.Where(sku => sku.Category1 is not null && sku.Category2 is not null)
            .GroupBy(sku => (sku.Category1, sku.Category2)))
        {
            var own = limits.FindAll(limit => limit.Category1 == category.Key.Category1 && limit.Category2 == category.Key.Category2);
            var fw = basis.Fw ? Rank(category, LimitsOf(own, FwType)) : [];
            var ss = basis.Ss ? Rank(category, LimitsOf(own, SsType)) : [];
            ranked.AddRange(
                from sku in category
                let asFw = fw.GetValueOrDefault(sku.Code)
                let asSs = ss.GetValueOrDefault(sku.Code)
                where asFw.Rank is not null || asSs.Rank is not null
                orderby sku.Sales descending, sku.Code
                select new SkuRankChange(
                    sku.Code, sku.Name, sku.Category1!, sku.Category2!, sku.Sales, asFw.Rank is null ? asSs.Share : asFw.Share,
                    sku.FwRank, asFw.Rank ?? sku.FwRank, sku.SsRank, asSs.Rank ?? sku.SsRank));
        }
        return new SkuRankPreview(
            [
                .. ranked.Where(change => change.IsChange).OrderBy(change => change.Category1, StringComparer.Ordinal)
                    .ThenBy(change => change.Category2, StringComparer.Ordinal),
            ],
            ranked.Count(change => !change.IsChange), skus.Count - ranked.Count);
    }

    /// <summary>Gives the SKUs their ranks, as one change set.</summary>
    /// <returns>What became of the plan; null when there is no such session.</returns>
    public Task<SkusRanked?> ApplyAsync(Guid sessionId, RankBasis basis, Actor actor, CancellationToken ct) =>
        write.RunAsync(
            sessionId, actor,
            async (_, now) =>
            {
                var preview = await PreviewAsync(sessionId, basis, ct);
                if (preview.Changes.Count == 0) return SessionWrite.Discard(new SkusRanked(preview, null));
                var change = ChangeSets.Begin(ChangeKind.Rank, sessionId, actor, now);
                change.SkuCode = preview.Changes is [var only] ? only.SkuCode : null;
                await new RankWriter(db, database, change)
                    .SetAsync(preview.Changes.ToDictionary(sku => sku.SkuCode, sku => (sku.Fw, sku.Ss)), ct);
                db.ChangeSets.Add(change);
                var facts = new Dictionary<AuditFact, object> { [AuditFact.Updated] = preview.Changes.Count };
                return SessionWrite.Change(new SkusRanked(preview, change)).Audited(new SessionDeed(AuditKind.SkusRanked, facts))
                    .Announced(new SessionNews(NewsKind.Change, change.Id));
            },
            ct);

    private static Dictionary<string, RankedSku> Rank(IEnumerable<SoldSku> skus, List<RankLimit> limits) =>
        SkuRanks.Of(skus.Select(sku => (sku.Code, sku.Sales)), limits).ToDictionary(sku => sku.SkuCode);

    private static List<RankLimit> LimitsOf(List<CategoryRankParameter> parameters, string type)
    {
        var common = parameters.Where(parameter => parameter.RankType is not (FwType or SsType))
            .Select(parameter => new RankLimit(parameter.RankType, ShareOf(parameter)));
        if (parameters.Find(parameter => parameter.RankType == type) is not { } own) return [.. common];
        var first = new RankLimit(FirstRank, ShareOf(own));
        return [first, .. common.Where(limit => limit.Rank != FirstRank && limit.Share > first.Share)];
    }

    /// <summary>A threshold above 1 is meant as a percentage.</summary>
    private static decimal ShareOf(CategoryRankParameter parameter) =>
        parameter.Threshold > 1 ? parameter.Threshold / 100 : parameter.Threshold;

    /// <summary>The SKUs of a plan with what they sell. Reads the stored lines one after the other.</summary>
    private async Task<List<SoldSku>> SkusAsync(Guid sessionId, RankBasis basis, CancellationToken ct)
    {
        var skus = new Dictionary<string, SoldSku>();
        var stored = db.Series.AsNoTracking().Where(series => series.SessionId == sessionId && series.SkuCode != "")
            .OrderBy(series => series.SeriesNo)
            .Select(s => new { s.SkuCode, s.SkuName, s.Category1, s.Category2, s.FwRank, s.SsRank, s.Summary.Line });
        await foreach (var series in stored.AsAsyncEnumerable().WithCancellation(ct))
        {
            if (!skus.TryGetValue(series.SkuCode, out var sku)) skus[series.SkuCode] = sku = new SoldSku(series.SkuCode);
            sku.Name ??= series.SkuName;
            sku.Category1 ??= series.Category1;
            sku.Category2 ??= series.Category2;
            sku.FwRank ??= series.FwRank;
            sku.SsRank ??= series.SsRank;
            sku.Sales += SalesOf(series.Line, basis);
        }
        foreach (var (code, product) in await products.OfAsync(skus.Keys, ct))
        {
            var sku = skus[code];
            (sku.Name, sku.Category1, sku.Category2) =
                (sku.Name ?? product.Name, sku.Category1 ?? product.Category1, sku.Category2 ?? product.Category2);
        }
        return [.. skus.Values];
    }

    private static decimal SalesOf(byte[]? stored, RankBasis basis)
    {
        if (stored is null) return 0;
        var (first, last) = (basis.From?.DayNumber ?? 0, basis.To?.DayNumber ?? int.MaxValue);
        var line = new PlanLineReader(stored);
        Int128 sales = 0;
        while (line.Read(out var day) && day <= last)
        {
            if (day >= first) sales += line.Sales;
        }
        return line.ToQuantity((long)sales);
    }

    private sealed class SoldSku(string code)
    {
        public string Code { get; } = code;
        public string? Name { get; set; }
        public string? Category1 { get; set; }
        public string? Category2 { get; set; }
        public string? FwRank { get; set; }
        public string? SsRank { get; set; }
        public decimal Sales { get; set; }
    }
}
