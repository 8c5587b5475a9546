using System.Net.Sockets;
using Npgsql;

namespace PsiErp.Data.Providers;

/// <summary>Tells what went wrong by what Npgsql throws.</summary>
internal static class PostgresFaults
{
    /// <summary>As <see cref="IDatabase.IsFull"/> says.</summary>
    public static bool IsFull(Exception exception) =>
        exception.GetBaseException() is PostgresException { SqlState: PostgresErrorCodes.DiskFull };

    /// <summary>As <see cref="IDatabase.IsUnreachable"/> says.</summary>
    public static bool IsUnreachable(Exception exception)
    {
        // EF Core wraps what may pass by itself; sockets and ended streams are wrapped by Npgsql
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (cause is PostgresException refused) return LetsNobodyIn(refused.SqlState);
            if (cause is NpgsqlException || IsBrokenInside(cause)) return true;
        }
        return false;
    }

    /// <summary>Whether a connection broke, or said nothing any more: what was open beside it is likely to be broken as well.</summary>
    public static bool IsBroken(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (cause is PostgresException refused) return LetsNobodyIn(refused.SqlState);
            // Waiting in vain for a connection of the pool is the one time-out that isn't told by a stream
            if (cause is NpgsqlException { InnerException: TimeoutException })
                return cause.Message.Contains("stream", StringComparison.Ordinal);
            if (cause is NpgsqlException { InnerException: IOException or SocketException } || IsBrokenInside(cause)) return true;
        }
        return false;
    }

    /// <summary>The driver may stumble over a connection that breaks while it begins to read, before it says so.</summary>
    private static bool IsBrokenInside(Exception cause) => cause is NullReferenceException { Source: "Npgsql" };

    /// <summary>
    /// Connection exceptions, a server that shuts down or starts, too many connections; a password that is no longer right,
    /// a database that isn't there.
    /// </summary>
    private static bool LetsNobodyIn(string sqlState) =>
        sqlState.StartsWith("08", StringComparison.Ordinal) || sqlState.StartsWith("57P", StringComparison.Ordinal)
        || sqlState.StartsWith("28", StringComparison.Ordinal)
        || sqlState is PostgresErrorCodes.TooManyConnections or PostgresErrorCodes.InvalidCatalogName;
}
