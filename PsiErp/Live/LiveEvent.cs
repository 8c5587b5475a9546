using System.Text.Json;
using System.Text.Json.Serialization;
using PsiErp.Web;

namespace PsiErp.Live;

/// <summary>An event as a stream carries it.</summary>
/// <param name="Name">Its kind.</param>
/// <param name="Data">Its data, as JSON in one line.</param>
/// <param name="Id">By which a reader that comes back says where it was; null where nothing has to be caught up with.</param>
internal sealed record LiveEvent(string Name, string Data, Guid? Id = null)
{
    /// <summary>What was missed can't be told: whoever shows a plan reads it anew.</summary>
    public static LiveEvent Reload => new("reload", "{}");

    /// <summary>An event about what was committed.</summary>
    public static LiveEvent Of(Guid id, NewsKind kind, NewsBody body) =>
        new(kind.ToString().ToLowerInvariant(), JsonSerializer.Serialize(body, Json.Options), id);

    /// <summary>An event about somebody who comes, moves or goes.</summary>
    public static LiveEvent Of(HereMessage here) => new("here", JsonSerializer.Serialize(
        new HereBody(here.Page, here.Username, here.Place?.SkuCode, here.Place?.Cell), Json.Options));
}

/// <summary>What was committed.</summary>
/// <param name="ChangeId">The change set.</param>
/// <param name="By">Who did it; null for the program itself.</param>
/// <param name="Series">The series whose plan changed.</param>
/// <param name="AllSeries">Whether it may be any of them, so that they are not named.</param>
/// <param name="At">When.</param>
internal sealed record NewsBody(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Guid? ChangeId,
    string? By,
    IReadOnlyList<NewsSeries> Series,
    bool AllSeries,
    DateTimeOffset At);

/// <summary>A series whose plan changed.</summary>
internal sealed record NewsSeries(string SkuCode, string WarehouseName, string Channel);

/// <summary>Where somebody is.</summary>
internal sealed record HereBody(
    Guid Page,
    string By,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? SkuCode,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Cell);
