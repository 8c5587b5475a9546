using System.Diagnostics;

namespace PsiErp.Bench;

/// <summary>The PostgreSQL that is measured against.</summary>
internal sealed class Database : IAsyncDisposable
{
    private const string Schema = "psi_bench";
    private readonly string _url;
    private readonly Process? _private;

    private Database(string url, Process? process) => (_url, _private) = (url, process);

    /// <summary>The settings of the embedded database.</summary>
    public static IReadOnlyDictionary<string, string> Embedded { get; } =
        new Dictionary<string, string> { ["DATABASE_URL"] = "" };

    /// <summary>The settings of this database.</summary>
    public IReadOnlyDictionary<string, string> Settings =>
        new Dictionary<string, string> { ["DATABASE_URL"] = _url, ["DB_SCHEMA"] = Schema };

    /// <summary>Opens the one of <c>PSI_BENCH_DATABASE_URL</c>, or a private one with default settings.</summary>
    public static Database Open()
    {
        var given = Environment.GetEnvironmentVariable("PSI_BENCH_DATABASE_URL");
        var database = string.IsNullOrEmpty(given) ? OpenPrivate() : new Database(given, null);
        database.Sql($"DROP SCHEMA IF EXISTS {Schema} CASCADE");
        return database;
    }

    /// <summary>How many seconds <c>\copy</c> needs for the rows of a plan, into an empty table like psi_base.</summary>
    public double Copy(PlanFile plan)
    {
        Sql($"DROP TABLE IF EXISTS {Schema}.copied; CREATE TABLE {Schema}.copied (LIKE {Schema}.psi_base INCLUDING ALL)");
        Settle();
        var watch = Stopwatch.StartNew();
        Sql($"\\copy {Schema}.copied (session_id, series_no, date, stock_at_anchor, inbound_qty, outbound_qty, "
            + $"stock_closing, safety_stock, stdstock) FROM '{plan.CopyPath}' (FORMAT csv)");
        var seconds = watch.Elapsed.TotalSeconds;
        Sql($"DROP TABLE {Schema}.copied");
        return seconds;
    }

    /// <summary>Writes out what earlier work left behind, so that the next measurement does not pay for it.</summary>
    public void Settle() => Sql("CHECKPOINT");

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_private is null)
        {
            Sql($"DROP SCHEMA IF EXISTS {Schema} CASCADE");
            return;
        }
        _private.StandardInput.Close();
        await _private.WaitForExitAsync();
        _private.Dispose();
    }

    private static Database OpenPrivate()
    {
        var process = Process.Start(new ProcessStartInfo(Path.Combine(Server.Repository, ".ci", "private-postgres"))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        return process.StandardOutput.ReadLine() is { } url
            ? new Database(url, process)
            : throw new InvalidOperationException("There is no PostgreSQL; PSI_BENCH_DATABASE_URL can name one.");
    }

    private void Sql(string command)
    {
        using var psql = Process.Start(new ProcessStartInfo(
            "psql", ["-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", _url, "-c", command])
        {
            Environment = { ["PGOPTIONS"] = "-c client_min_messages=warning" },
        })!;
        psql.WaitForExit();
        if (psql.ExitCode != 0) throw new InvalidOperationException($"psql failed on: {command}");
    }
}
