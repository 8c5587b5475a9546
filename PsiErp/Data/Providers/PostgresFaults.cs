using Npgsql;

namespace PsiErp.Data.Providers;

/// <summary>Tells what went wrong by what Npgsql throws.</summary>
internal static class PostgresFaults
{
    /// <summary>As <see cref="IDatabase.IsUniqueViolation"/> says.</summary>
    public static bool IsUniqueViolation(Exception exception) =>
        exception.GetBaseException() is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation };

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
            if (cause is NpgsqlException) return true;
        }
        return false;
    }

    /// <summary>
    /// Connection exceptions, a server that shuts down or starts, too many connections; a password that is no longer right,
    /// a database that isn't there.
    /// </summary>
    private static bool LetsNobodyIn(string sqlState) =>
        sqlState.StartsWith("08", StringComparison.Ordinal) || sqlState.StartsWith("57P", StringComparison.Ordinal)
        || sqlState.StartsWith("28", StringComparison.Ordinal)
        || sqlState is PostgresErrorCodes.TooManyConnections or PostgresErrorCodes.InvalidCatalogName;
}
