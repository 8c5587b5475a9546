using Microsoft.EntityFrameworkCore;
using PsiErp.Data;

namespace PsiErp.Plan;

/// <summary>The series of a session by their stored summaries: what lists, key figures and exports are made of.</summary>
public sealed class SeriesList(PsiDb db, PlanReader plans, AlertedSeries alerted)
{
    /// <summary>Words of a search that count; further ones are not looked for.</summary>
    private const int MaxWords = 8;

    /// <summary>The series that are meant, in no order.</summary>
    public IQueryable<Series> Find(Guid sessionId, SeriesSelection which)
    {
        var keys = which.Keys;
        var parts = new SeriesFilter(Part(keys.SkuCode), Part(keys.WarehouseName));
        var meant = plans.Meant(sessionId, parts);
        meant = which.Found is { } found ? meant.Where(one => found.Contains(one.SeriesNo)) : Matching(meant, which.Text);
        var series = Through(meant, Part(keys.Channel));
        series = Exactly(series, nameof(Series.SkuCode), keys.SkuCode);
        series = Exactly(series, nameof(Series.WarehouseName), keys.WarehouseName);
        series = Exactly(series, nameof(Series.Channel), keys.Channel);
        series = Of(series, nameof(Series.Category1), which.Category1);
        series = Of(series, nameof(Series.Category2), which.Category2);
        series = Of(series, nameof(Series.Category3), which.Category3);
        series = Having(series, nameof(Series.FwRank), which.FwRank);
        series = Having(series, nameof(Series.SsRank), which.SsRank);
        series = In(series, which.Region);
        if (which.StockOutBefore?.DayNumber is { } day) series = series.Where(s => s.Summary.Urgency < day);
        return alerted.Of(series, sessionId, which);
    }

    /// <summary>The same in an order.</summary>
    public IQueryable<Series> Find(Guid sessionId, SeriesSelection which, SeriesOrder order) =>
        order.Sort(Find(sessionId, which), db.Products);

    /// <summary>The same in the order in which they are stored, for what looks at all of them.</summary>
    public IQueryable<Series> Stored(Guid sessionId, SeriesSelection which) => Find(sessionId, which).OrderBy(series => series.SeriesNo);

    /// <summary>Some of a session by their numbers, in no order.</summary>
    public IQueryable<Series> Numbered(Guid sessionId, IReadOnlyList<int> numbers) =>
        db.Series.AsNoTracking().Where(one => one.SessionId == sessionId && numbers.Contains(one.SeriesNo));

    /// <summary>Products by their SKUs, to which series are joined.</summary>
    private IQueryable<Product> Products => db.Products.Where(product => product.SkuCode != null);

    private IQueryable<Series> Matching(IQueryable<Series> series, string? text)
    {
        foreach (var word in (text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Take(MaxWords))
        {
            var pattern = SeriesFilter.AnyKeyPattern(word);
            var part = word.ToLowerInvariant();
            var (named, broad, middle, fine) = (
                Products.Where(p => p.Name!.ToLower().Contains(part)).Select(p => p.SkuCode!),
                Products.Where(p => p.Category1!.ToLower().Contains(part)).Select(p => p.SkuCode!),
                Products.Where(p => p.Category2!.ToLower().Contains(part)).Select(p => p.SkuCode!),
                Products.Where(p => p.Category3!.ToLower().Contains(part)).Select(p => p.SkuCode!));
            var channels = Called(part);
            series = series.Where(s => EF.Functions.Like(s.SearchKey, pattern, @"\")
                || s.SkuName!.ToLower().Contains(part) || s.Category1!.ToLower().Contains(part)
                || s.Category2!.ToLower().Contains(part) || s.Category3!.ToLower().Contains(part)
                || (s.SkuName == null && named.Contains(s.SkuCode)) || (s.Category1 == null && broad.Contains(s.SkuCode))
                || (s.Category2 == null && middle.Contains(s.SkuCode)) || (s.Category3 == null && fine.Contains(s.SkuCode))
                || channels.Contains(s.Channel));
        }
        return series;
    }

    /// <summary>Channels by what people call them.</summary>
    private IQueryable<string> Called(string part) =>
        db.Channels.Where(channel => channel.DisplayName!.ToLower().Contains(part)).Select(channel => channel.Name);

    private IQueryable<Series> Through(IQueryable<Series> series, string? channel)
    {
        if (string.IsNullOrEmpty(channel)) return series;
        var pattern = new SeriesFilter(Channel: channel).Pattern;
        var called = Called(channel.ToLowerInvariant());
        return series.Where(s => EF.Functions.Like(s.SearchKey, pattern, @"\") || called.Contains(s.Channel));
    }

    /// <summary>As <see cref="Series.Complete"/> does it: where the series has none, what the product has.</summary>
    private IQueryable<Series> Of(IQueryable<Series> series, string column, string? text)
    {
        if (string.IsNullOrEmpty(text)) return series;
        var whole = Whole(text);
        var part = text.ToLowerInvariant();
        var skus = Products
            .Where(p => whole != null
                ? EF.Property<string>(p, column) == whole
                : EF.Property<string>(p, column).ToLower().Contains(part))
            .Select(p => p.SkuCode!);
        return series.Where(s => EF.Property<string?>(s, column) == null
            ? skus.Contains(s.SkuCode)
            : whole != null ? EF.Property<string>(s, column) == whole : EF.Property<string>(s, column).ToLower().Contains(part));
    }

    private static IQueryable<Series> Having(IQueryable<Series> series, string column, string? text)
    {
        if (Part(text)?.ToLowerInvariant() is not { Length: > 0 } part) return Exactly(series, column, text);
        return series.Where(s => EF.Property<string>(s, column).ToLower().Contains(part));
    }

    private static IQueryable<Series> Exactly(IQueryable<Series> series, string column, string? text)
    {
        if (Whole(text) is not { } whole) return series;
        return series.Where(s => EF.Property<string>(s, column) == whole);
    }

    private IQueryable<Series> In(IQueryable<Series> series, string? region)
    {
        if (Whole(region) is { } whole)
            return series.Where(s => db.Warehouses.Any(place => place.WarehouseName == s.WarehouseName && place.Region == whole));
        if (string.IsNullOrEmpty(region)) return series;
        var part = region.ToLowerInvariant();
        return series.Where(s =>
            db.Warehouses.Any(place => place.WarehouseName == s.WarehouseName && place.Region!.ToLower().Contains(part)));
    }

    private static string? Whole(string? text) => text is ['=', .. var whole] ? whole : null;

    private static string? Part(string? text) => Whole(text) is null ? text : null;
}
