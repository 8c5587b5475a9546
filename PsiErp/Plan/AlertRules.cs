using System.Linq.Expressions;
using PsiErp.Data;
using PsiErp.Planning;
using static PsiErp.Planning.SeriesAlert;
using Condition = System.Linq.Expressions.Expression<System.Func<PsiErp.Data.Series, bool>>;

namespace PsiErp.Plan;

/// <summary>The alerts as the database finds them in stored summaries; <see cref="AlertFigure"/> says the same of one series.</summary>
internal static class AlertRules
{
    private static readonly int ShortageFrom = FirstAlert.UrgencyFrom(Planning.Alert.Shortage);
    private static readonly int OverFrom = FirstAlert.UrgencyFrom(Planning.Alert.Over);

    private static readonly Dictionary<SeriesAlert, Condition> Rules = new()
    {
        [StockOut] = s => s.Summary.Urgency < ShortageFrom,
        [Potential] = s => s.Summary.Urgency < ShortageFrom,
        [Shortage] = s => s.Summary.Urgency >= ShortageFrom && s.Summary.Urgency < OverFrom,
        [Over] = s => s.Summary.Urgency >= OverFrom && s.Summary.Urgency < FirstAlert.NotUrgent,
        [SurplusOrder] = s => s.Summary.SurplusDate != null,
        [CountDiffers] = s => s.Summary.CountDiffersDate != null,
        [SeriesAlert.Data] = s => s.Summary.Gaps != DataGaps.None,
        [Edited] = s => s.Edits.Any(),
        [None] = s => s.Summary.Urgency >= FirstAlert.NotUrgent,
    };

    private static readonly Dictionary<SeriesAlert, Func<int, Condition>> Longer = new()
    {
        [StockOut] = days => s => s.Summary.StockOutDays > days,
        [Potential] = days => s => s.Summary.StockOutDays > days,
        [Shortage] = days => s => s.Summary.ShortageDays > days,
        [Over] = days => s => s.Summary.OverDays > days,
        [SurplusOrder] = days => s => s.Summary.SurplusOrders > days,
    };

    private static readonly Dictionary<SeriesAlert, Func<decimal, Condition>> Larger = new()
    {
        [StockOut] = units => LowerThan(-units),
        [Potential] = units => LowerThan(-units),
        [Shortage] = units => s => s.Summary.ShortageQuantity > units,
        [Over] = units => s => s.Summary.OverQuantity > units,
        [SurplusOrder] = units => s => s.Summary.SurplusQuantity > units,
        [CountDiffers] = units => DiffersByMore(units, -units),
    };

    /// <summary>Series of an alert. Of <see cref="Potential"/> it is all that run out: lead times are not in their rows.</summary>
    /// <param name="alert">The alert.</param>
    /// <param name="days">It holds on more than so many days.</param>
    /// <param name="units">It is larger than so many units.</param>
    public static Condition Of(SeriesAlert alert, int? days = null, decimal? units = null)
    {
        var rule = Rules[alert];
        if (days is { } more && Longer.TryGetValue(alert, out var longer)) rule = Both(rule, longer(more));
        if (units is { } large && Larger.TryGetValue(alert, out var larger)) rule = Both(rule, larger(large));
        return rule;
    }

    /// <summary>Both conditions.</summary>
    public static Condition Both(Condition one, Condition other) => Joined(one, other, Expression.AndAlso);

    /// <summary>One of the conditions or the other.</summary>
    public static Condition Either(Condition one, Condition other) => Joined(one, other, Expression.OrElse);

    private static Condition LowerThan(decimal stock) => s => s.Summary.LowestStock < stock;

    private static Condition DiffersByMore(decimal more, decimal less) =>
        s => s.Summary.CountDifference > more || s.Summary.CountDifference < less;

    private static Condition Joined(Condition one, Condition other, Func<Expression, Expression, BinaryExpression> join)
    {
        var body = new Renaming(other.Parameters[0], one.Parameters[0]).Visit(other.Body);
        return Expression.Lambda<Func<Series, bool>>(join(one.Body, body), one.Parameters);
    }

    /// <summary>Two conditions can be joined once they are about the same series.</summary>
    private sealed class Renaming(ParameterExpression from, ParameterExpression to) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == from ? to : node;
    }
}
