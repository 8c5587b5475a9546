using System.Linq.Expressions;
using PsiErp.Data;

namespace PsiErp.Masters;

/// <summary>How a list of master records is ordered. Those that lack the member come last, either way round.</summary>
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

    private static readonly string[] OfPartners = ["contact", "region", "note"];

    /// <summary>What records of a type can be ordered by.</summary>
    public static IReadOnlyList<string> Columns(string type) =>
        ["code", "name", .. type == MasterTypes.Products ? OfProducts : OfPartners, MasterQuery.LastChanged];

    /// <summary>Whether records of a type can be ordered by a member.</summary>
    public static bool Knows(string type, string column) => Columns(type).Contains(column);

    /// <summary>Whether records can be walked in an order: then the first of them are found without the others.</summary>
    public static bool HasIndex(string column) => column is "code" or "name" or MasterQuery.LastChanged;

    /// <summary>The ids of records in this order. What is sorted is narrow: the data of a page is read by them.</summary>
    /// <param name="records">The records.</param>
    /// <param name="products">What is read of products.</param>
    /// <param name="areAll">Whether the records are all of their type.</param>
    internal IQueryable<Guid> Sort(IQueryable<MasterRecord> records, IQueryable<Product> products, bool areAll)
    {
        var read = areAll ? products : products.Where(product => records.Select(record => record.Id).Contains(product.Id));
        return Column switch
        {
            // Index ix_master_records_master_type_created_at
            null => records.OrderByDescending(record => record.CreatedAt).ThenByDescending(record => record.Id).Select(record => record.Id),
            // Each has an index, too
            "code" => By(records, record => record.Code),
            "name" => By(records, record => record.Name),
            MasterQuery.LastChanged => By(records, record => record.UpdatedAt),
            "contact" => ByMember(records, record => PsiDb.MemberOf(record.Data, "contact") ?? ""),
            "region" => ByMember(records, record => PsiDb.MemberOf(record.Data, "region") ?? ""),
            "note" => ByMember(records, record => PsiDb.MemberOf(record.Data, "note") ?? ""),
            "lead_time_days" => ByProduct(read, product => product.LeadTimeDays),
            "minimum_order" => ByProduct(read, product => product.MinimumOrder),
            "lot_multiple" => ByProduct(read, product => product.LotMultiple),
            "safety_stock_days" => ByProduct(read, product => product.SafetyStockDays),
            "standard_stock_days" => ByProduct(read, product => product.StandardStockDays),
            "shelf_life_days" => ByProduct(read, product => product.ShelfLifeDays),
            "decimals" => ByProduct(read, product => product.Decimals),
            "unit_cost" => ByProduct(read, product => product.UnitCost),
            "unit" => ByProduct(read, product => product.Unit),
            "supplier" => ByProduct(read, product => product.Supplier),
            "category_1" => ByProduct(read, product => product.Category1),
            "category_2" => ByProduct(read, product => product.Category2),
            "category_3" => ByProduct(read, product => product.Category3),
            _ => throw new InvalidOperationException($"Nothing is known by the name of {Column}."),
        };
    }

    private IQueryable<Guid> By<T>(IQueryable<MasterRecord> records, Expression<Func<MasterRecord, T>> column) =>
        (IsDescending ? records.OrderByDescending(column) : records.OrderBy(column)).ThenBy(record => record.Id)
            .Select(record => record.Id);

    /// <summary>Members of customers and suppliers stand in their data alone.</summary>
    private IQueryable<Guid> ByMember(IQueryable<MasterRecord> records, Expression<Func<MasterRecord, string>> member)
    {
        var isBlank = Expression.Lambda<Func<MasterRecord, bool>>(
            Expression.Equal(Expression.Call(member.Body, nameof(string.Trim), []), Expression.Constant("")), member.Parameters);
        var known = records.OrderBy(isBlank);
        return (IsDescending ? known.ThenByDescending(member) : known.ThenBy(member))
            .ThenBy(record => record.Code).ThenBy(record => record.Id).Select(record => record.Id);
    }

    /// <summary>What is read of the records stands beside them, in rows of its own.</summary>
    private IQueryable<Guid> ByProduct<T>(IQueryable<Product> products, Expression<Func<Product, T>> column)
    {
        var isBlank = Expression.Lambda<Func<Product, bool>>(
            Expression.Equal(column.Body, Expression.Constant(null, typeof(T))), column.Parameters);
        var known = products.OrderBy(isBlank);
        return (IsDescending ? known.ThenByDescending(column) : known.ThenBy(column))
            .ThenBy(product => product.SkuCode ?? "").ThenBy(product => product.Id).Select(product => product.Id);
    }
}
