namespace PsiErp.Masters;

/// <summary>The kinds of master data that are rows and columns, by their names in addresses.</summary>
public static class MasterKinds
{
    public const string Warehouses = "warehouses";
    public const string Channels = "channels";
    public const string Lanes = "lanes";
    public const string Metrics = "metrics";
    public const string Ranks = "ranks";

    /// <summary>All of them, in the order of the screens.</summary>
    public static readonly IReadOnlyList<string> All = [.. MasterTypes.All, Warehouses, Channels, Lanes, Metrics, Ranks];
}
