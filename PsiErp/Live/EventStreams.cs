using System.Data.Common;
using System.Text;
using PsiErp.Accounts;
using PsiErp.Data.Providers;

namespace PsiErp.Live;

/// <summary>Writes events as a stream for as long as its reader may have them.</summary>
internal sealed class EventStreams(
    IServiceScopeFactory scopes, IDatabase database, TimeProvider clock, IHostApplicationLifetime lifetime)
{
    /// <summary>Routers close a connection on which nothing comes; within the same time a sign-in that ended is noticed.</summary>
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(20);

    /// <summary>Whether no stream is to begin any more: they end before the requests under way are waited for.</summary>
    public bool AreClosed => lifetime.ApplicationStopping.IsCancellationRequested;

    /// <summary>Writes what a screen is told until its reader goes, is too slow, or is signed out, or until the app ends.</summary>
    public async Task WriteAsync(HttpContext context, Caller caller, Screen screen, CancellationToken ct)
    {
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(ct, screen.Dropped, lifetime.ApplicationStopping);
        var response = context.Response;
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-store";
        // Or nginx gathers events before it sends them on
        response.Headers["X-Accel-Buffering"] = "no";
        using var timer = new PeriodicTimer(Beat, clock);
        try
        {
            await SendAsync(response, ": \n\n", ends.Token);
            var beat = timer.WaitForNextTickAsync(ends.Token).AsTask();
            var more = screen.Events.WaitToReadAsync(ends.Token).AsTask();
            while (true)
            {
                var first = await Task.WhenAny(beat, more);
                await first;
                if (first == more)
                {
                    await SendAsync(response, Waiting(screen), ends.Token);
                    more = screen.Events.WaitToReadAsync(ends.Token).AsTask();
                }
                else
                {
                    if (!await IsSignedInAsync(caller, ends.Token)) return;
                    await SendAsync(response, ": \n\n", ends.Token);
                    beat = timer.WaitForNextTickAsync(ends.Token).AsTask();
                }
            }
        }
        catch (OperationCanceledException) when (ends.IsCancellationRequested)
        {
            // Its reader is gone, or comes back
        }
    }

    private static string Waiting(Screen screen)
    {
        var text = new StringBuilder();
        while (screen.Events.TryRead(out var news))
        {
            if (news.Id is { } id) text.Append("id: ").Append(id).Append('\n');
            text.Append("event: ").Append(news.Name).Append("\ndata: ").Append(news.Data).Append("\n\n");
        }
        return text.ToString();
    }

    private static async Task SendAsync(HttpResponse response, string text, CancellationToken ct)
    {
        await response.WriteAsync(text, ct);
        await response.Body.FlushAsync(ct);
    }

    /// <summary>Asked of a connection that is given back at once: open streams must not hold any.</summary>
    private async Task<bool> IsSignedInAsync(Caller caller, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        try
        {
            return await scope.ServiceProvider.GetRequiredService<LiveSignIns>().IsGoodAsync(caller.SignInId, ct);
        }
        catch (Exception problem) when (problem is DbException || database.IsUnreachable(problem))
        {
            // It is asked again with the next beat
            return true;
        }
    }
}
