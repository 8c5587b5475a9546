namespace PsiErp.Data.Providers;

/// <summary>What Npgsql logs its commands to: passes on the slow ones only.</summary>
internal sealed class NpgsqlCommandLog(SlowQueries slow) : ILoggerFactory, ILogger
{
    private const string Duration = "DurationMs";
    private const string Text = "CommandText";

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) =>
        categoryName == "Npgsql.Command" ? this : Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance;

    /// <summary>A command that completed is information; how it went before is detail that nobody reads.</summary>
    public bool IsEnabled(LogLevel logLevel) => logLevel == LogLevel.Information;

    /// <inheritdoc/>
    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (logLevel != LogLevel.Information || state is not IReadOnlyList<KeyValuePair<string, object?>> values) return;
        if (Find(values, Duration) is not long milliseconds) return;
        var took = TimeSpan.FromMilliseconds(milliseconds);
        if (slow.IsSlow(took)) slow.Report(Find(values, Text) as string ?? "", took);
    }

    /// <inheritdoc/>
    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    /// <inheritdoc/>
    public void AddProvider(ILoggerProvider provider)
    {
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private static object? Find(IReadOnlyList<KeyValuePair<string, object?>> values, string name)
    {
        for (var i = 0; i < values.Count; i++)
        {
            if (values[i].Key == name) return values[i].Value;
        }
        return null;
    }
}
