using System.Diagnostics;

namespace PsiErp.Bench;

/// <summary>The PostgreSQL that is measured against.</summary>
internal sealed class Database : IAsyncDisposable
{
    private const string Schema = "psi_bench";

    /// <summary>The schema of the prototype's tables.</summary>
    public const string Prototype = "psi_bench_prototype";

    private const string Moved = "psi_bench_moved";
    private readonly string _url;
    private readonly Process? _private;

    private Database(string url, Process? process) => (_url, _private) = (url, process);

    /// <summary>The settings of the embedded database.</summary>
    public static IReadOnlyDictionary<string, string> Embedded { get; } =
        new Dictionary<string, string> { ["DATABASE_URL"] = "" };

    /// <summary>The settings of this database.</summary>
    public IReadOnlyDictionary<string, string> Settings =>
        new Dictionary<string, string> { ["DATABASE_URL"] = _url, ["DB_SCHEMA"] = Schema };

    /// <summary>The settings of a schema that the prototype can move to.</summary>
    public IReadOnlyDictionary<string, string> MovedSettings => new Dictionary<string, string>(Settings) { ["DB_SCHEMA"] = Moved };

    /// <summary>Where it is.</summary>
    public string Url => _url;

    /// <summary>Opens the one of <c>PSI_BENCH_DATABASE_URL</c>, or a private one with default settings.</summary>
    public static Database Open()
    {
        var given = Environment.GetEnvironmentVariable("PSI_BENCH_DATABASE_URL");
        var database = string.IsNullOrEmpty(given) ? OpenPrivate() : new Database(given, null);
        database.DropSchemas();
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

    /// <summary>Makes the prototype's tables, with the rows of a plan and an override on each hundredth of them.</summary>
    public void CreatePrototype(PlanFile plan)
    {
        var tables = Path.Combine(Server.Repository, "PsiErp.Tests", "Samples", "prototype.sql");
        Sql($"CREATE SCHEMA {Prototype}; SET search_path TO {Prototype}", $"\\i {tables}",
            "INSERT INTO users (username, password_hash) VALUES ('bench', '!')",
            "INSERT INTO sessions (id, title) VALUES ('00000000-0000-0000-0000-000000000001', 'bench')",
            "ALTER TABLE psi_base ALTER session_id SET DEFAULT '00000000-0000-0000-0000-000000000001'",
            $"\\copy psi_base ({plan.Header}) FROM '{plan.Path}' (FORMAT csv, HEADER)",
            "CREATE UNIQUE INDEX ON psi_base (session_id, sku_code, warehouse_name, channel, date)",
            """
            INSERT INTO psi_edits (session_id, sku_code, warehouse_name, channel, date, inbound_qty)
            SELECT session_id, sku_code, warehouse_name, channel, date, id FROM psi_base WHERE id % 100 = 0
            """,
            "ANALYZE");
        Settle();
    }

    /// <summary>Writes out what earlier work left behind, so that the next measurement does not pay for it.</summary>
    public void Settle() => Sql("CHECKPOINT");

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_private is null)
        {
            DropSchemas();
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

    private void DropSchemas() => Sql($"DROP SCHEMA IF EXISTS {Schema}, {Prototype}, {Moved} CASCADE");

    private void Sql(params string[] commands)
    {
        using var psql = Process.Start(new ProcessStartInfo(
            "psql", ["-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", _url, .. commands.SelectMany(command => new[] { "-c", command })])
        {
            Environment = { ["PGOPTIONS"] = "-c client_min_messages=warning" },
        })!;
        psql.WaitForExit();
        if (psql.ExitCode != 0) throw new InvalidOperationException($"psql failed on: {string.Join("; ", commands)}");
    }
}
