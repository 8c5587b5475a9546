namespace PsiErp.Data;

/// <summary>What is known of a warehouse beyond its name, by which plans know it.</summary>
public sealed class Warehouse
{
    public required string WarehouseName { get; init; }
    public string? Region { get; set; }

    /// <summary>The channel that is filled first.</summary>
    public string? MainChannel { get; set; }
}
