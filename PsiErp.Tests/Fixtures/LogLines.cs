using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace PsiErp.Tests.Fixtures;

/// <summary>What an app logs, with the scopes that each line was written in.</summary>
public sealed class LogLines : ILoggerProvider, ISupportExternalScope
{
    private readonly ConcurrentQueue<Line> _lines = new();
    private IExternalScopeProvider _scopes = new LoggerExternalScopeProvider();

    /// <summary>A line of the log.</summary>
    public sealed record Line(string Category, LogLevel Level, string Text, string Scopes);

    /// <summary>The lines so far.</summary>
    public IReadOnlyCollection<Line> All => _lines;

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new Writer(this, categoryName);

    /// <inheritdoc/>
    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private string Scopes()
    {
        var scopes = new List<object?>();
        _scopes.ForEachScope((scope, all) => all.Add(scope), scopes);
        return string.Join("; ", scopes);
    }

    private sealed class Writer(LogLines lines, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => lines._scopes.Push(state);

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines._lines.Enqueue(new Line(category, logLevel, formatter(state, exception), lines.Scopes()));
    }
}
