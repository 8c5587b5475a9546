using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using PsiErp.Accounts;
using PsiErp.Data;
using PsiErp.Security;
using PsiErp.Web;

namespace PsiErp.Live;

/// <summary>The route by which screens and programs hear of what is committed.</summary>
public static class EventsApi
{
    /// <summary>Registers what listens.</summary>
    public static IServiceCollection AddLive(this IServiceCollection services) => services
        .AddSingleton<LiveScreens>().AddHostedService(provider => provider.GetRequiredService<LiveScreens>())
        .AddSingleton<EventStreams>().AddScoped<Presence>();

    /// <summary>Maps <c>GET /api/psi/{session_id}/events</c>.</summary>
    public static void MapLive(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/psi/{session_id:guid}/events", StreamAsync).WithTags("PSI data").RequireAuthorization()
            .RequireRateLimiting(UserLimits.Streams)
            .WithSummary("Hear of every committed change of a session")
            .WithDescription(
                "Server-sent events: event is change, import, move or session, data {change_id?, by, series, all_series, at}. " +
                "With the header Last-Event-ID, what came after that event is sent first; reload says that this can't be told any " +
                "more, so that whoever shows the plan has to read it anew. A comment comes every 20 seconds. The stream ends with " +
                "the sign-in, when the server is stopped, and for readers that are too slow.")
            .Produces<string>(200, "text/event-stream").ProducesProblem(404).ProducesProblem(429).ProducesProblem(503);

    private static async Task<Results<EmptyHttpResult, ProblemHttpResult>> StreamAsync(
        [SessionInPath] Guid sessionId,
        [FromQuery, Description("What the session's updated_at was when its plan was read: with another one by now, reload is sent first")]
        DateTimeOffset? since,
        [FromQuery, Description("An id of the reader's own, by which others see where it is")] Guid? page,
        [FromHeader(Name = "Last-Event-ID"), Description("The id of the last event that was read")] string? lastEventId,
        HttpContext context, Caller caller, PsiDb db, LiveScreens screens, EventStreams streams, Presence presence,
        CancellationToken ct)
    {
        if (streams.AreClosed)
            return TypedResults.Problem("This machine is being stopped; come back in a moment.", statusCode: 503);
        var screen = await screens.OpenAsync(sessionId, Guid.TryParse(lastEventId, out var last) ? last : null, ct);
        try
        {
            // Asked after the screen is open, which misses nothing from then on
            var updated = await db.Sessions.Where(session => session.Id == sessionId)
                .Select(session => (DateTimeOffset?)session.UpdatedAt).SingleOrDefaultAsync(ct);
            if (updated is null) return Problems.NotFound("planning session");
            if (lastEventId is null && since < updated) screen.Tell(LiveEvent.Reload);
            await streams.WriteAsync(context, caller, screen, ct);
        }
        finally
        {
            screens.Close(sessionId, screen);
        }
        if (page is { } own) await presence.TellAsync(sessionId, own, caller.Username, null, CancellationToken.None);
        return TypedResults.Empty;
    }
}
