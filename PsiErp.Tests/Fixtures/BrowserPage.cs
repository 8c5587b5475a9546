using Microsoft.Playwright;

namespace PsiErp.Tests.Fixtures;

/// <summary>A page that remembers what went wrong on it.</summary>
public sealed class BrowserPage : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly List<string> _errors = [];

    internal BrowserPage(IBrowserContext context, IPage page)
    {
        (_context, Page) = (context, page);
        page.Console += (_, message) =>
        {
            if (message.Type == "error") Note($"{message.Text} ({message.Location})");
        };
        page.PageError += (_, error) => Note(error);
    }

    /// <summary>What Playwright steers.</summary>
    public IPage Page { get; }

    /// <summary>What the browser complained about: script errors, blocked content, missing files.</summary>
    public IReadOnlyList<string> Errors
    {
        get
        {
            lock (_errors) return [.. _errors];
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _context.DisposeAsync();

    private void Note(string error)
    {
        lock (_errors) _errors.Add(error);
    }
}
