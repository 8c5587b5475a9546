namespace PsiErp.Planning;

/// <summary>What planners may override of a day.</summary>
public enum EditField
{
    InboundQty,
    OutboundQty,
    SafetyStock,
}

/// <summary>The fields that planners may override, and what they are called outside.</summary>
public static class EditFields
{
    /// <summary>All of them.</summary>
    public static readonly EditField[] All = Enum.GetValues<EditField>();

    /// <summary>As the wire and the log have it.</summary>
    public static string WireName(this EditField field) => field switch
    {
        EditField.InboundQty => "inbound_qty",
        EditField.OutboundQty => "outbound_qty",
        EditField.SafetyStock => "safety_stock",
        _ => throw new ArgumentOutOfRangeException(nameof(field), field, null),
    };

    /// <summary>The field that is called so outside; null when none is.</summary>
    public static EditField? Named(string wireName) => wireName switch
    {
        "inbound_qty" => EditField.InboundQty,
        "outbound_qty" => EditField.OutboundQty,
        "safety_stock" => EditField.SafetyStock,
        _ => null,
    };
}
