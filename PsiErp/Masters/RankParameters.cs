using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using PsiErp.Data;
using PsiErp.Planning;
using PsiErp.Web;

namespace PsiErp.Masters;

/// <summary>Where a rank of a category's SKUs ends.</summary>
/// <param name="RankType">One or two letters.</param>
/// <param name="Category1">1 to 255 characters.</param>
/// <param name="Category2">1 to 255 characters.</param>
/// <param name="Threshold">The share of the sales, as number or text; answered as text with 6 decimals.</param>
[RequestBody]
public sealed record RankParameterBody(
    [property: Required] string RankType,
    [property: Required, JsonPropertyName("category_1")] string Category1,
    [property: Required, JsonPropertyName("category_2")] string Category2,
    [property: Required] Threshold? Threshold)
{
    internal static RankParameterBody Of(CategoryRankParameter row) =>
        new(row.RankType, row.Category1, row.Category2, new Threshold(row.Threshold));
}

/// <summary>Members of a rank parameter to change; those left out stay.</summary>
public sealed record ChangedRankParameter(
    string? RankType,
    [property: JsonPropertyName("category_1")] string? Category1,
    [property: JsonPropertyName("category_2")] string? Category2,
    Threshold? Threshold)
{
    internal RankParameterBody ApplyTo(RankParameterBody row) => new(
        RankType ?? row.RankType, Category1 ?? row.Category1, Category2 ?? row.Category2, Threshold ?? row.Threshold);
}

/// <summary>By what the SKUs of a category are ranked.</summary>
public sealed class RankParameters(PsiDb db, MasterWrite write) : NamedMasters<CategoryRankParameter, RankParameterBody>(db, write)
{
    private const int MaxRankType = 2;

    /// <inheritdoc/>
    public override string Table => "category-rank-parameters";

    /// <inheritdoc/>
    public override string Noun => "rank parameter";

    /// <inheritdoc/>
    public override IReadOnlyList<string> KeyOf(RankParameterBody value) => [value.RankType, value.Category1, value.Category2];

    /// <inheritdoc/>
    protected override IOrderedQueryable<CategoryRankParameter> Ordered(IQueryable<CategoryRankParameter> rows) =>
        rows.OrderBy(row => row.RankType).ThenBy(row => row.Category1).ThenBy(row => row.Category2);

    /// <inheritdoc/>
    protected override IEnumerable<string?> TextsOf(RankParameterBody value) => KeyOf(value);

    /// <inheritdoc/>
    protected override RankParameterBody ValueOf(CategoryRankParameter row) => RankParameterBody.Of(row);

    /// <inheritdoc/>
    protected override CategoryRankParameter RowOf(RankParameterBody value) => new()
    {
        RankType = value.RankType,
        Category1 = value.Category1,
        Category2 = value.Category2,
        Threshold = value.Threshold?.Value ?? 0,
    };

    /// <inheritdoc/>
    protected override RankParameterBody Tidy(RankParameterBody value) => value with
    {
        RankType = MasterErrors.Tidy(value.RankType),
        Category1 = MasterErrors.Tidy(value.Category1),
        Category2 = MasterErrors.Tidy(value.Category2),
        Threshold = value.Threshold is { Value: { } threshold } ? new Threshold(Quantity.Normalize(threshold)) : value.Threshold,
    };

    /// <inheritdoc/>
    protected override Task<MasterErrors> CheckAsync(RankParameterBody value, CancellationToken ct)
    {
        var errors = new MasterErrors();
        if (value.RankType.Length is 0 or > MaxRankType || !value.RankType.All(char.IsLetter))
            errors["rank_type"] = ["rank_type is one or two letters."];
        errors.Name("category_1", value.Category1);
        errors.Name("category_2", value.Category2);
        if (value.Threshold is { Value: null }) errors["threshold"] = ["threshold is not a number."];
        else errors.Amount("threshold", value.Threshold?.Value, isRequired: true);
        return Task.FromResult(errors);
    }
}
