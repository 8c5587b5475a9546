namespace PsiErp.Live;

/// <summary>The screens of one planning session, what they were told lately, and who is where.</summary>
internal sealed class SessionScreens(TimeProvider clock)
{
    /// <summary>Events that a reader that comes back can be told of.</summary>
    private const int MaxKept = 100;

    /// <summary>How long a page is there that says nothing: they say it every 25 seconds.</summary>
    private static readonly TimeSpan HereFor = TimeSpan.FromSeconds(70);

    /// <summary>How long events are kept for readers that come back.</summary>
    private static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(2);

    private readonly List<Screen> _screens = [];
    private readonly Queue<LiveEvent> _told = new();
    private readonly Dictionary<Guid, (HereMessage Here, DateTimeOffset At)> _here = [];
    private DateTimeOffset _leftAt = clock.GetUtcNow();

    /// <summary>Whether nobody looks, nor looked a moment ago.</summary>
    public bool IsForgotten => _screens.Count == 0 && clock.GetUtcNow() - _leftAt > KeptFor;

    /// <summary>Adds a screen; it is told what it missed since an event, and who is where.</summary>
    /// <param name="screen">The screen.</param>
    /// <param name="lastEventId">The last event that it had; null for a new one.</param>
    public void Add(Screen screen, Guid? lastEventId)
    {
        if (lastEventId is { } last)
        {
            var missed = _told.SkipWhile(news => news.Id != last).ToList();
            if (missed.Count == 0) screen.Tell(LiveEvent.Reload);
            foreach (var news in missed.Skip(1)) screen.Tell(news);
        }
        foreach (var gone in _here.Where(one => clock.GetUtcNow() - one.Value.At > HereFor).Select(one => one.Key).ToList())
            _here.Remove(gone);
        foreach (var (here, _) in _here.Values) screen.Tell(LiveEvent.Of(here));
        _screens.Add(screen);
    }

    /// <summary>Takes a screen out.</summary>
    public void Remove(Screen screen)
    {
        _screens.Remove(screen);
        _leftAt = clock.GetUtcNow();
    }

    /// <summary>Tells every screen, and keeps it for those that come back.</summary>
    public void Tell(LiveEvent news)
    {
        _told.Enqueue(news);
        if (_told.Count > MaxKept) _told.Dequeue();
        foreach (var screen in _screens) screen.Tell(news);
    }

    /// <summary>Tells every screen where somebody is.</summary>
    public void Tell(HereMessage here)
    {
        if (here.Place is null) _here.Remove(here.Page);
        else _here[here.Page] = (here, clock.GetUtcNow());
        foreach (var screen in _screens) screen.Tell(LiveEvent.Of(here));
    }

    /// <summary>Something may have been missed: what was kept can't be relied on, and every screen reads anew.</summary>
    public void Forget()
    {
        _told.Clear();
        foreach (var screen in _screens) screen.Tell(LiveEvent.Reload);
    }
}
