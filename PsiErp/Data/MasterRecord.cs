namespace PsiErp.Data;

/// <summary>A product, customer or supplier. What is known of it is a JSON object with any members.</summary>
public sealed class MasterRecord
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>What it is: <c>products</c>, <c>customers</c> or <c>suppliers</c>.</summary>
    public required string MasterType { get; init; }

    /// <summary>The member <c>code</c> of the data, for a product its SKU; empty where there is none.</summary>
    public required string Code { get; set; }

    /// <summary>The member <c>name</c> of the data; empty where there is none.</summary>
    public required string Name { get; set; }

    /// <summary>The object as it was sent, without white space.</summary>
    public required string Data { get; set; }

    /// <summary>The values inside the data, folded for searching like <see cref="SeriesFilter"/>.</summary>
    public required string SearchKey { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; set; }
}
