using System.Globalization;

namespace PsiErp.Tests.Fixtures;

/// <summary>
/// The clock of the apps under test, which may be moved. It begins at <see cref="Now"/>: <c>TEST_DAYS_AHEAD=17 dotnet test</c> runs the
/// tests as they will run in seventeen days, since a test that fails on some days only fails nobody today.
/// </summary>
public sealed class MovedClock : TimeProvider
{
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(
        int.Parse(Environment.GetEnvironmentVariable("TEST_DAYS_AHEAD") ?? "0", CultureInfo.InvariantCulture));

    private long _ticks = Ahead.Ticks;

    /// <summary>What time it is in tests.</summary>
    public static DateTimeOffset Now => DateTimeOffset.UtcNow + Ahead;

    /// <summary>What day it is then where the apps under test are.</summary>
    public static DateOnly Today =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(Now, TimeZoneInfo.FindSystemTimeZoneById("Asia/Tokyo")).DateTime);

    /// <summary>Moves it, forwards or back.</summary>
    public void Move(TimeSpan by) => Interlocked.Add(ref _ticks, by.Ticks);

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddTicks(Interlocked.Read(ref _ticks));

    /// <inheritdoc/>
    public override long GetTimestamp() =>
        base.GetTimestamp() + (long)(new TimeSpan(Interlocked.Read(ref _ticks)).TotalSeconds * TimestampFrequency);
}
