using System.Diagnostics;
using System.Globalization;

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

    /// <summary>Runs statements in PsiErp's schema, each by itself.</summary>
    public void Run(IEnumerable<string> statements) => Sql([$"SET search_path TO {Schema}", .. statements]);

    /// <summary>The number that the last of some statements in PsiErp's schema answers.</summary>
    public double Number(params IEnumerable<string> statements) => double.Parse(
        Ask([$"SET search_path TO {Schema}", .. statements]), CultureInfo.InvariantCulture);

    /// <summary>Writes out what earlier work left behind, so that the next measurement does not pay for it.</summary>
    public void Settle() => Sql("CHECKPOINT");

    /// <summary>How large the tables are, with their indexes, in MB.</summary>
    public double Size() => double.Parse(
        Ask($"""
            SELECT sum(pg_total_relation_size(oid)) / 1048576 FROM pg_class
            WHERE relkind = 'r' AND relnamespace = '{Schema}'::regnamespace
            """),
        CultureInfo.InvariantCulture);

    /// <summary>The largest tables, in MB.</summary>
    public string Sizes() => Ask(
        $"""
        SELECT string_agg(format('%s %s', relname, pg_total_relation_size(oid) / 1048576), ', ')
        FROM (SELECT oid, relname FROM pg_class WHERE relkind = 'r' AND relnamespace = '{Schema}'::regnamespace
              ORDER BY pg_total_relation_size(oid) DESC LIMIT 5) AS tables
        """);

    /// <summary>How many connections there are, but for the one that asks.</summary>
    public int Connections() => int.Parse(
        Ask("SELECT count(*) - 1 FROM pg_stat_activity WHERE backend_type = 'client backend'"), CultureInfo.InvariantCulture);

    /// <summary>Whether versions of imported data wait to be removed.</summary>
    public bool HasOldVersions() => Ask($"SELECT count(*) FROM {Schema}.imports WHERE NOT is_kept AND has_rows") != "0";

    /// <summary>Lets the room of what is gone be used again, as PostgreSQL does by itself some time later.</summary>
    public void Vacuum(bool full = false) => Sql($"VACUUM ({(full ? "FULL, " : "")}ANALYZE)");

    /// <summary>The tables with the most rows that nobody sees any more, and how many those are beside the others.</summary>
    public string DeadRows() => Ask(
        $"""
        SELECT string_agg(format('%s %s of %s', relname, n_dead_tup, n_live_tup), ', ')
        FROM (SELECT * FROM pg_stat_user_tables WHERE schemaname = '{Schema}' ORDER BY n_dead_tup DESC LIMIT 4) AS tables
        """);

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

    /// <returns>What the last of some statements answers, a query of one row and column.</returns>
    private string Ask(params IReadOnlyList<string> statements)
    {
        using var psql = Start(["-At", .. statements.SelectMany(statement => new[] { "-c", statement })], isRead: true);
        var answer = psql.StandardOutput.ReadToEnd();
        psql.WaitForExit();
        return psql.ExitCode == 0 ? answer.Trim() : throw new InvalidOperationException($"psql failed on: {statements[^1]}");
    }

    private Process Start(IEnumerable<string> arguments, bool isRead = false) => Process.Start(
        new ProcessStartInfo("psql", ["-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", _url, .. arguments])
        {
            Environment = { ["PGOPTIONS"] = "-c client_min_messages=warning" },
            RedirectStandardOutput = isRead,
        })!;

    private void Sql(params string[] commands)
    {
        using var psql = Start(commands.SelectMany(command => new[] { "-c", command }));
        psql.WaitForExit();
        if (psql.ExitCode != 0) throw new InvalidOperationException($"psql failed on: {string.Join("; ", commands)}");
    }
}
