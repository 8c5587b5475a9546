namespace PsiErp.Masters;

/// <summary>The kinds of master records.</summary>
public static class MasterTypes
{
    public const string Products = "products";
    public const string Customers = "customers";
    public const string Suppliers = "suppliers";

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<string> All = [Products, Customers, Suppliers];
}
