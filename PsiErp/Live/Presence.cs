using PsiErp.Data.Providers;

namespace PsiErp.Live;

/// <summary>Tells the screens of a session, of whatever process, who looks at which cell.</summary>
public sealed class Presence(IDatabase database, IServiceProvider services)
{
    /// <summary>Longest name of a cell, in characters.</summary>
    public const int MaxCell = 300;

    /// <summary>Tells where somebody is.</summary>
    /// <param name="sessionId">The session.</param>
    /// <param name="page">Their page, by an id of its own.</param>
    /// <param name="username">Their name.</param>
    /// <param name="place">The cell, or null when they leave.</param>
    /// <param name="ct">Cancels.</param>
    public Task TellAsync(Guid sessionId, Guid page, string username, PlaceInGrid? place, CancellationToken ct) => database.TellAsync(
        services, new LiveMessage(Guid.CreateVersion7(), sessionId, Here: new HereMessage(page, username, place)).Write(), ct);
}
