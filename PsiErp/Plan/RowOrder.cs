using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;

namespace PsiErp.Plan;

/// <summary>Where a SKU is among the SKUs of a list, each at the first of its rows.</summary>
/// <param name="Previous">The SKU before it.</param>
/// <param name="Next">The SKU after it; of one that is not in the list, its first one.</param>
/// <param name="Number">Its number, from 1 on; 0 where it is not in the list.</param>
/// <param name="Row">The number of its first row, from 0 on.</param>
public sealed record SkuPlace(string? Previous, string? Next, int Number, int Row);

/// <summary>In which order rows of SKUs are listed, and where a SKU is in it. The database finds it, whatever the list holds.</summary>
/// <typeparam name="TRow">A row.</typeparam>
internal abstract class RowOrder<TRow>
{
    /// <summary>The rows in this order, equals by their SKUs.</summary>
    public abstract IOrderedQueryable<TRow> Sort(IQueryable<TRow> rows);

    /// <summary>The SKUs of the rows, in the order of the first row of each.</summary>
    public abstract IQueryable<string> Skus(IQueryable<TRow> rows);

    /// <summary>Where a SKU is.</summary>
    public abstract Task<SkuPlace> FindAsync(IQueryable<TRow> rows, string skuCode, CancellationToken ct);
}

/// <inheritdoc/>
/// <typeparam name="TRow">A row.</typeparam>
/// <typeparam name="TValue">What it is sorted by.</typeparam>
/// <param name="value">What rows are sorted by.</param>
/// <param name="isDescending">Whether the order is turned round.</param>
/// <param name="hasBlanks">Whether there may be none; such rows come last, either way round. The databases do not agree about that.</param>
/// <param name="sku">The SKU of a row.</param>
internal sealed class RowOrder<TRow, TValue>(
    Expression<Func<TRow, TValue>> value, bool isDescending, bool hasBlanks, Expression<Func<TRow, string>> sku) : RowOrder<TRow>
{
    /// <inheritdoc/>
    public override IOrderedQueryable<TRow> Sort(IQueryable<TRow> rows) => Sort(rows, value).ThenBy(sku);

    /// <inheritdoc/>
    public override IQueryable<string> Skus(IQueryable<TRow> rows) =>
        Sort(FirstValues(rows), one => one.Value).ThenBy(one => one.Sku).Select(one => one.Sku);

    /// <inheritdoc/>
    public override async Task<SkuPlace> FindAsync(IQueryable<TRow> rows, string skuCode, CancellationToken ct)
    {
        var own = await FirstValues(rows).Where(one => one.Sku == skuCode).FirstOrDefaultAsync(ct);
        if (own is null) return new SkuPlace(null, await Skus(rows).FirstOrDefaultAsync(ct), 0, 0);

        var number = await FirstValues(rows).Where(Before<FirstValue>(one => one.Value, one => one.Sku, own)).CountAsync(ct);
        var row = await rows.Where(Before(value, sku, own)).CountAsync(ct);
        var beside = await Skus(rows).Skip(Math.Max(0, number - 1)).Take(3).ToListAsync(ct);
        var at = beside.IndexOf(skuCode);
        return new SkuPlace(beside.ElementAtOrDefault(at - 1), beside.ElementAtOrDefault(at + 1), number + 1, row);
    }

    private IOrderedQueryable<T> Sort<T>(IQueryable<T> rows, Expression<Func<T, TValue>> by)
    {
        if (!hasBlanks) return isDescending ? rows.OrderByDescending(by) : rows.OrderBy(by);
        var isBlank = Expression.Lambda<Func<T, bool>>(Expression.Equal(by.Body, Blank), by.Parameters);
        return isDescending ? rows.OrderBy(isBlank).ThenByDescending(by) : rows.OrderBy(isBlank).ThenBy(by);
    }

    /// <summary>Every SKU by the value of its first row: the least, or the largest of an order that is turned round.</summary>
    private IQueryable<FirstValue> FirstValues(IQueryable<TRow> rows)
    {
        var row = value.Parameters[0];
        var member = Expression.MemberInit(
            Expression.New(typeof(FirstValue)),
            Expression.Bind(typeof(FirstValue).GetProperty(nameof(FirstValue.Sku))!, new Replacing(sku.Parameters[0], row).Visit(sku.Body)),
            Expression.Bind(typeof(FirstValue).GetProperty(nameof(FirstValue.Value))!, value.Body));
        var groups = rows.Select(Expression.Lambda<Func<TRow, FirstValue>>(member, row)).GroupBy(one => one.Sku);
        return isDescending
            ? groups.Select(group => new FirstValue { Sku = group.Key, Value = group.Max(one => one.Value)! })
            : groups.Select(group => new FirstValue { Sku = group.Key, Value = group.Min(one => one.Value)! });
    }

    /// <summary>What is before a SKU: by the values, of equals by the SKUs.</summary>
    private Expression<Func<T, bool>> Before<T>(Expression<Func<T, TValue>> by, Expression<Func<T, string>> code, FirstValue own)
    {
        var row = by.Parameters[0];
        Expression value = by.Body, sku = new Replacing(code.Parameters[0], row).Visit(code.Body);
        Expression ownValue = Parameter(own, nameof(FirstValue.Value)), ownSku = Parameter(own, nameof(FirstValue.Sku));
        Expression isBefore = isDescending ? Less(ownValue, value) : Less(value, ownValue);
        if (hasBlanks && own.Value is null) isBefore = Expression.NotEqual(value, Blank);
        return Expression.Lambda<Func<T, bool>>(
            Expression.OrElse(isBefore, Expression.AndAlso(Expression.Equal(value, ownValue), Less(sku, ownSku))), row);
    }

    /// <summary>As a parameter of the query, so that it is planned once.</summary>
    private static MemberExpression Parameter(FirstValue own, string name) => Expression.Property(Expression.Constant(own), name);

    private static BinaryExpression Less(Expression one, Expression other) => one.Type == typeof(string)
        ? Expression.LessThan(
            Expression.Call(typeof(string), nameof(string.Compare), null, one, other), Expression.Constant(0))
        : Expression.LessThan(one, other);

    private static ConstantExpression Blank => Expression.Constant(null, typeof(TValue));

    private sealed class Replacing(ParameterExpression old, ParameterExpression now) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == old ? now : node;
    }

    private sealed class FirstValue
    {
        public required string Sku { get; init; }
        public TValue Value { get; init; } = default!;
    }
}
