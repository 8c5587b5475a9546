using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using PsiErp.Data;
using PsiErp.Planning;
using static PsiErp.Plan.SeriesAlert;

namespace PsiErp.Plan;

/// <summary>The series of a session by their stored summaries: what lists, key figures and exports are made of.</summary>
public sealed class SeriesList(PsiDb db, PlanReader plans)
{
    /// <summary>Words of a search that count; further ones are not looked for.</summary>
    private const int MaxWords = 8;

    private static readonly int ShortageFrom = FirstAlert.UrgencyFrom(Alert.Shortage);
    private static readonly int OverFrom = FirstAlert.UrgencyFrom(Alert.Over);

    private static readonly Dictionary<SeriesAlert, Expression<Func<Series, bool>>> Alerts = new()
    {
        [StockOut] = s => s.Summary.Urgency < ShortageFrom,
        [Shortage] = s => s.Summary.Urgency >= ShortageFrom && s.Summary.Urgency < OverFrom,
        [Over] = s => s.Summary.Urgency >= OverFrom && s.Summary.Urgency < FirstAlert.NotUrgent,
        [Edited] = s => s.Edits.Any(),
        [CountDiffers] = s => s.Summary.CountDiffersDate != null,
        [None] = s => s.Summary.Urgency >= FirstAlert.NotUrgent,
    };

    /// <summary>The series that are meant, by SKU, warehouse and channel.</summary>
    public IQueryable<Series> Find(Guid sessionId, SeriesSelection which)
    {
        var keys = which.Keys;
        var parts = new SeriesFilter(Part(keys.SkuCode), Part(keys.WarehouseName), Part(keys.Channel));
        var series = Matching(plans.Series(sessionId, parts), which.Text);
        series = Exactly(series, nameof(Series.SkuCode), keys.SkuCode);
        series = Exactly(series, nameof(Series.WarehouseName), keys.WarehouseName);
        series = Exactly(series, nameof(Series.Channel), keys.Channel);
        series = Having(series, nameof(Series.Category1), which.Category1);
        series = Having(series, nameof(Series.Category2), which.Category2);
        series = Having(series, nameof(Series.Category3), which.Category3);
        series = Having(series, nameof(Series.FwRank), which.FwRank);
        series = Having(series, nameof(Series.SsRank), which.SsRank);
        series = In(series, which.Region);
        if (which.StockOutBefore?.DayNumber is { } day) series = series.Where(s => s.Summary.Urgency < day);
        return which.Alerts.IsEmpty ? series : series.Where(which.Alerts.Each.Select(alert => Alerts[alert]).Aggregate(Either));
    }

    /// <summary>The same in an order.</summary>
    public IQueryable<Series> Find(Guid sessionId, SeriesSelection which, SeriesOrder order) => order.Sort(Find(sessionId, which));

    /// <summary>The same in the order in which they are stored, for what looks at all of them.</summary>
    public IQueryable<Series> Stored(Guid sessionId, SeriesSelection which) => Find(sessionId, which).OrderBy(series => series.SeriesNo);

    private static IQueryable<Series> Matching(IQueryable<Series> series, string? text)
    {
        foreach (var word in (text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Take(MaxWords))
        {
            var pattern = SeriesFilter.AnyKeyPattern(word);
            var part = word.ToLowerInvariant();
            series = series.Where(s => EF.Functions.Like(s.SearchKey, pattern, @"\")
                || s.SkuName!.ToLower().Contains(part) || s.Category1!.ToLower().Contains(part)
                || s.Category2!.ToLower().Contains(part) || s.Category3!.ToLower().Contains(part));
        }
        return series;
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

    private static Expression<Func<Series, bool>> Either(
        Expression<Func<Series, bool>> one, Expression<Func<Series, bool>> other)
    {
        var body = new Renaming(other.Parameters[0], one.Parameters[0]).Visit(other.Body);
        return Expression.Lambda<Func<Series, bool>>(Expression.OrElse(one.Body, body), one.Parameters);
    }

    /// <summary>Two conditions can be joined once they are about the same series.</summary>
    private sealed class Renaming(ParameterExpression from, ParameterExpression to) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == from ? to : node;
    }
}
