using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using PsiErp.Data;
using PsiErp.Data.Providers;

namespace PsiErp.Live;

/// <summary>
/// The open screens of this process. It hears what any process commits (<see cref="IDatabase.ListenAsync"/>) over one connection,
/// from the first screen on, and tells the screens of the session; after a lost connection it tells them to read anew.
/// </summary>
/// <remarks>Who is where is told to all processes, and known to each in memory only.</remarks>
internal sealed class LiveScreens(
    IServiceScopeFactory scopes, IDatabase database, TimeProvider clock, ILogger<LiveScreens> log) : BackgroundService
{
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly Dictionary<Guid, SessionScreens> _sessions = [];
    private readonly TaskCompletionSource _wanted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Opens a screen of a session; from then on it misses nothing.</summary>
    public async Task<Screen> OpenAsync(Guid sessionId, Guid? lastEventId, CancellationToken ct)
    {
        _wanted.TrySetResult();
        // Without the database there is nothing to miss: its return is told to every screen
        await Task.WhenAny(_listening.Task, Task.Delay(MaxWait, clock, ct));
        var screen = new Screen();
        lock (_gate)
        {
            if (!_sessions.TryGetValue(sessionId, out var screens) || screens.IsForgotten)
                _sessions[sessionId] = screens = new SessionScreens(clock);
            screens.Add(screen, lastEventId);
        }
        return screen;
    }

    /// <summary>Closes a screen.</summary>
    public void Close(Guid sessionId, Screen screen)
    {
        lock (_gate)
        {
            _sessions[sessionId].Remove(screen);
            foreach (var forgotten in _sessions.Where(one => one.Value.IsForgotten).Select(one => one.Key).ToList())
                _sessions.Remove(forgotten);
        }
        screen.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await _wanted.Task.WaitAsync(stoppingToken);
            while (true)
            {
                await ListenAsync(stoppingToken);
                await Task.Delay(Again, clock, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The streams are closed by then
        }
    }

    private async Task ListenAsync(CancellationToken ct)
    {
        try
        {
            await foreach (var message in database.ListenAsync(ct))
            {
                if (message is null) Begin();
                else if (LiveMessage.Read(message) is { } news) await TakeAsync(news, ct);
            }
        }
        catch (Exception problem) when (problem is DbException || database.IsUnreachable(problem))
        {
            log.LogWarning(problem, "Open screens hear of no changes until the database can be reached again");
        }
    }

    private void Begin()
    {
        lock (_gate)
        {
            foreach (var screens in _sessions.Values) screens.Forget();
        }
        _listening.TrySetResult();
    }

    private async Task TakeAsync(LiveMessage message, CancellationToken ct)
    {
        SessionScreens? screens;
        lock (_gate)
        {
            // A reader that comes back later than they are kept does not find its last event, and reads anew
            if (!_sessions.TryGetValue(message.SessionId, out screens) || screens.IsForgotten) return;
        }
        var news = message.News is null ? null : await DescribeAsync(message, message.News, ct);
        lock (_gate)
        {
            if (news is not null) screens.Tell(news);
            if (message.Here is { } here) screens.Tell(here);
        }
    }

    /// <summary>Looks up the names behind the ids.</summary>
    private async Task<LiveEvent> DescribeAsync(LiveMessage message, NewsMessage news, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PsiDb>();
        var by = await db.Users.Where(user => user.Id == news.By).Select(user => user.Username).FirstOrDefaultAsync(ct);
        int[] numbers = [.. news.SeriesNos ?? []];
        // Primary key (session_id, series_no)
        var series = numbers.Length == 0 ? [] : await db.Series
            .Where(one => one.SessionId == message.SessionId && numbers.Contains(one.SeriesNo)).OrderBy(one => one.SeriesNo)
            .Select(one => new NewsSeries(one.SkuCode, one.WarehouseName, one.Channel)).ToListAsync(ct);
        // A change may have taken a series away that screens still show
        var isAny = news.SeriesNos is null || series.Count < numbers.Length;
        return LiveEvent.Of(message.Id, news.Kind, new NewsBody(news.ChangeId, by, series, isAny, news.At));
    }
}
