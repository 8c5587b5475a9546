using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using PsiErp.Data;

namespace PsiErp.Masters;

/// <summary>How a list of master records is ordered. Blanks come last, either way round.</summary>
/// <param name="Column">A known member, <see cref="MasterQuery.LastChanged"/>, or null for the newest first.</param>
/// <param name="IsDescending">Whether the order is turned round.</param>
public sealed record MasterOrder(string? Column, bool IsDescending = false)
{
    /// <summary>The newest first.</summary>
    public static readonly MasterOrder Newest = new(Column: null);

    private static readonly string[] OfProducts =
    [
        "lead_time_days", "minimum_order", "lot_multiple", "safety_stock_days", "standard_stock_days", "shelf_life_days", "decimals",
        "unit_cost", "unit", "supplier", "category_1", "category_2", "category_3",
    ];

    /// <summary>Whether records of a type can be ordered by a member.</summary>
    public static bool Knows(string type, string column) =>
        column is "code" or "name" or MasterQuery.LastChanged || (type == MasterTypes.Products && OfProducts.Contains(column));

    /// <summary>The records in this order.</summary>
    /// <param name="records">The records.</param>
    /// <param name="products">What is read of them.</param>
    internal IQueryable<MasterRecord> Sort(IQueryable<MasterRecord> records, IQueryable<Product> products) => Column switch
    {
        // Index ix_master_records_master_type_created_at
        null => records.OrderByDescending(record => record.CreatedAt).ThenByDescending(record => record.Id),
        "code" => By(records, record => record.Code),
        "name" => By(records, record => record.Name),
        MasterQuery.LastChanged => By(records, record => record.UpdatedAt),
        "lead_time_days" => ByProduct(records, products, product => product.LeadTimeDays),
        "minimum_order" => ByProduct(records, products, product => product.MinimumOrder),
        "lot_multiple" => ByProduct(records, products, product => product.LotMultiple),
        "safety_stock_days" => ByProduct(records, products, product => product.SafetyStockDays),
        "standard_stock_days" => ByProduct(records, products, product => product.StandardStockDays),
        "shelf_life_days" => ByProduct(records, products, product => product.ShelfLifeDays),
        "decimals" => ByProduct(records, products, product => product.Decimals),
        "unit_cost" => ByProduct(records, products, product => product.UnitCost),
        "unit" => ByProduct(records, products, product => product.Unit),
        "supplier" => ByProduct(records, products, product => product.Supplier),
        "category_1" => ByProduct(records, products, product => product.Category1),
        "category_2" => ByProduct(records, products, product => product.Category2),
        "category_3" => ByProduct(records, products, product => product.Category3),
        _ => throw new InvalidOperationException($"Nothing is known by the name of {Column}."),
    };

    private IOrderedQueryable<MasterRecord> By<T>(IQueryable<MasterRecord> records, Expression<Func<MasterRecord, T>> column) =>
        (IsDescending ? records.OrderByDescending(column) : records.OrderBy(column)).ThenBy(record => record.Id);

    /// <summary>What is read of the records stands beside them; its rows are sorted without the data.</summary>
    private IQueryable<MasterRecord> ByProduct<T>(
        IQueryable<MasterRecord> records, IQueryable<Product> products, Expression<Func<Product, T>> column)
    {
        var joined = records.LeftJoin(products, record => record.Id, product => product.Id,
            (record, product) => new Read { Record = record, Product = product! });
        var read = Expression.Parameter(typeof(Read), "read");
        var body = new Renaming(column.Parameters[0], Expression.Property(read, nameof(Read.Product))).Visit(column.Body);
        var key = Expression.Lambda<Func<Read, T>>(body, read);
        var isBlank = Expression.Lambda<Func<Read, bool>>(Expression.Equal(body, Expression.Constant(null, typeof(T))), read);
        var known = joined.OrderBy(isBlank);
        return (IsDescending ? known.ThenByDescending(key) : known.ThenBy(key))
            .ThenBy(one => one.Record.Code).ThenBy(one => one.Record.Id).Select(one => one.Record);
    }

    /// <summary>A record, and what is read of it.</summary>
    private sealed class Read
    {
        public required MasterRecord Record { get; init; }
        public required Product Product { get; init; }
    }

    private sealed class Renaming(ParameterExpression from, Expression to) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == from ? to : node;
    }
}
