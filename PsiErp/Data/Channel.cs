namespace PsiErp.Data;

/// <summary>What is known of a channel beyond the name that plans have of it.</summary>
public sealed class Channel
{
    /// <summary>The name in plans and files.</summary>
    public required string Name { get; init; }

    /// <summary>What people call it.</summary>
    public string? DisplayName { get; set; }
}
