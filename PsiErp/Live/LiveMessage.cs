using System.Text.Json;

namespace PsiErp.Live;

/// <summary>
/// What processes tell one another of a planning session. It holds ids, so that it stays below the 8,000 bytes that PostgreSQL
/// lets a notification have; names are looked up where it arrives, and only where somebody looks.
/// </summary>
/// <param name="Id">The message's own; later ones are larger.</param>
/// <param name="SessionId">The session.</param>
/// <param name="News">What was committed, or null.</param>
/// <param name="Here">Where somebody is, or null.</param>
internal sealed record LiveMessage(Guid Id, Guid SessionId, NewsMessage? News = null, HereMessage? Here = null)
{
    /// <summary>What a write of a session is announced by.</summary>
    public static string Of(Guid sessionId, SessionNews news, Guid? by, DateTimeOffset at) => new LiveMessage(
        Guid.CreateVersion7(at), sessionId, new NewsMessage(news.Kind, news.ChangeId, news.SeriesNos, by, at)).Write();

    /// <summary>The message as text.</summary>
    public string Write() => JsonSerializer.Serialize(this);

    /// <summary>Reads what <see cref="Write"/> wrote; null for what another release wrote.</summary>
    public static LiveMessage? Read(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<LiveMessage>(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>What was committed.</summary>
internal sealed record NewsMessage(NewsKind Kind, Guid? ChangeId, IReadOnlyList<int>? SeriesNos, Guid? By, DateTimeOffset At);

/// <summary>Where somebody is.</summary>
/// <param name="Page">The page that it is about, by an id of its own.</param>
/// <param name="Username">Who looks at it.</param>
/// <param name="Place">The SKU and the cell, or null when the page was left.</param>
internal sealed record HereMessage(Guid Page, string Username, PlaceInGrid? Place);

/// <summary>A cell of the grid.</summary>
/// <param name="SkuCode">The SKU.</param>
/// <param name="Cell">Block, metric and first day of the column, as the page names its cells.</param>
public sealed record PlaceInGrid(string SkuCode, string Cell);
