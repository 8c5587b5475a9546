using System.Runtime.CompilerServices;
using Npgsql;

namespace PsiErp.Data.Providers;

/// <summary>Hears what is told with <c>NOTIFY</c>.</summary>
internal static class PostgresNews
{
    /// <summary>Seconds after which a connection that has gone without a word is noticed.</summary>
    private const int KeepAlive = 15;

    /// <summary>Databases with several schemas have several PsiErps.</summary>
    public static string ChannelOf(string schema) => $"{schema}_news";

    /// <summary>As <see cref="IDatabase.ListenAsync"/> says.</summary>
    public static async IAsyncEnumerable<string?> ListenAsync(
        string connectionString, string schema, [EnumeratorCancellation] CancellationToken ct)
    {
        var own = new NpgsqlConnectionStringBuilder(connectionString)
        {
            Pooling = false,
            KeepAlive = KeepAlive,
            ApplicationName = "PsiErp events",
        };
        if (own.Host!.Contains(',')) own.TargetSessionAttributes = "primary";
        await using var connection = new NpgsqlConnection(own.ConnectionString);
        var heard = System.Threading.Channels.Channel.CreateUnbounded<string>();
        connection.Notification += (_, told) => heard.Writer.TryWrite(told.Payload);
        await connection.OpenAsync(ct);
        await using (var listen = new NpgsqlCommand($"LISTEN \"{ChannelOf(schema)}\"", connection)) await listen.ExecuteNonQueryAsync(ct);
        yield return null;
        while (true)
        {
            while (heard.Reader.TryRead(out var message)) yield return message;
            await connection.WaitAsync(ct);
        }
    }
}
