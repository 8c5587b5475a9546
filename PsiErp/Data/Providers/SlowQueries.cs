namespace PsiErp.Data.Providers;

/// <summary>Warns of statements that take long: with their text, never with their values.</summary>
/// <remarks>
/// Told by the drivers rather than by EF Core, so that statements written by hand are seen as well, and at the cost of
/// a comparison each.
/// </remarks>
internal sealed partial class SlowQueries(ILoggerFactory loggers, TimeSpan limit)
{
    private const int MaxText = 500;

    private readonly ILogger _log = loggers.CreateLogger("PsiErp.SlowQueries");

    /// <summary>One that warns from a limit on; null when none is wanted.</summary>
    public static SlowQueries? Of(IServiceProvider services, TimeSpan limit) => limit > TimeSpan.Zero
        ? new SlowQueries(services.GetRequiredService<ILoggerFactory>(), limit)
        : null;

    /// <summary>Whether a statement that took so long is worth a warning.</summary>
    public bool IsSlow(TimeSpan took) => took >= limit;

    /// <summary>Warns of a statement.</summary>
    public void Report(string sql, TimeSpan took) => Slow(_log, (long)took.TotalMilliseconds, OneLine(sql));

    private static string OneLine(string sql)
    {
        var text = string.Join(' ', sql.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return text.Length <= MaxText ? text : $"{text.AsSpan(0, MaxText)}…";
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Slow query, {Milliseconds} ms: {Sql}")]
    private static partial void Slow(ILogger log, long milliseconds, string sql);
}
