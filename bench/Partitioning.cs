using System.Diagnostics;
using System.Globalization;

namespace PsiErp.Bench;

/// <summary>
/// Whether <c>psi_base</c> would be better off in partitions: the same days of work on the table as it is, with a partition a session,
/// and with one a version of a session. Only statements, without the program, so that nothing else is measured.
/// </summary>
internal static class Partitioning
{
    private const int Sessions = 20;
    private const int DaysOfASeries = 60;
    private const int Mornings = 10;
    private const int Reads = 2_000;

    public static void Measure(Report report, Database database, int rows)
    {
        foreach (var layout in new[] { Layout.AsItIs, Layout.BySession, Layout.ByVersion })
        {
            report.Heading($"psi_base {layout.Name}, {Sessions} sessions of {rows:N0} rows");
            new Trial(report, database, layout, rows).Run();
        }
    }

    /// <summary>A way to keep the table.</summary>
    /// <param name="Name">How it is called in the report.</param>
    /// <param name="Create">Behind the table's columns.</param>
    /// <param name="AddSession">Before the first row of a session.</param>
    /// <param name="AddVersion">Before the first row of a version.</param>
    /// <param name="RemoveVersion">With all its rows.</param>
    /// <param name="RemoveSession">With all its rows.</param>
    private sealed record Layout(
        string Name, string Create, string AddSession, string AddVersion, string RemoveVersion, string RemoveSession)
    {
        public static readonly Layout AsItIs = new(
            "as it is", "", "", "",
            RemoveVersion: "DELETE FROM trial WHERE session_id = {0} AND version = {1}",
            RemoveSession: "DELETE FROM trial WHERE session_id = {0}");

        public static readonly Layout BySession = AsItIs with
        {
            Name = "with a partition a session",
            Create = "PARTITION BY LIST (session_id)",
            AddSession = "CREATE TABLE trial_{2} PARTITION OF trial FOR VALUES IN ({0})",
            RemoveSession = "DROP TABLE trial_{2}",
        };

        public static readonly Layout ByVersion = BySession with
        {
            Name = "with a partition a version",
            AddSession = BySession.AddSession + " PARTITION BY LIST (version)",
            AddVersion = "CREATE TABLE trial_{2}_{1} PARTITION OF trial_{2} FOR VALUES IN ({1})",
            RemoveVersion = "DROP TABLE trial_{2}_{1}",
        };
    }

    private sealed class Trial(Report report, Database database, Layout layout, int rows)
    {
        public void Run()
        {
            Do($"CREATE TABLE trial (LIKE psi_base INCLUDING ALL) {layout.Create}");
            for (var session = 1; session <= Sessions; session++) Load(session, 1);
            Do("VACUUM ANALYZE trial", "CHECKPOINT");
            var full = Room();
            report.Note("room", full, "MB");

            List<double> loads = [], removals = [], nights = [];
            for (var morning = 2; morning < Mornings + 2; morning++)
            {
                loads.Add(Load(1, morning));
                removals.Add(Do(Of(layout.RemoveVersion, 1, morning - 1)));
                nights.Add(Do("VACUUM trial"));
            }
            report.Note("a day's file of one session", Report.Median(loads), "s");
            report.Note("its old version goes", Report.Median(removals), "s");
            report.Note("vacuum after that", Report.Median(nights), "s");
            report.Note($"room after {Mornings} of them", Room() / full, "×");

            report.Note("copy of a session", Load(Sessions + 1, 1, $"SELECT {Id(Sessions + 1)}, 1, "
                + "series_no, date, stock_at_anchor, inbound_qty, outbound_qty, stock_closing, safety_stock, stdstock FROM trial "
                + $"WHERE session_id = {Id(2)} AND version = 1"), "s");
            report.Note("the copy goes", Do(Of(layout.RemoveSession, Sessions + 1, 1)), "s");
            Do("VACUUM ANALYZE trial");
            report.Note("the days of a series", database.Number(Reading(), "SELECT pg_temp.reading()") / Reads, "ms");
            Do("DROP TABLE trial");
        }

        private double Load(int session, int version, string? from = null)
        {
            List<string> statements = [];
            if (version == 1 && layout.AddSession.Length > 0) statements.Add(Of(layout.AddSession, session, version));
            if (layout.AddVersion.Length > 0) statements.Add(Of(layout.AddVersion, session, version));
            from ??= $"SELECT {Id(session)}, {version}, n / {DaysOfASeries} + 1, date '2026-12-01' + n % {DaysOfASeries}, NULL, n % 7, "
                + $"n % 11, 100 + n % 1000, 20, 40 FROM generate_series(0, {rows - 1}) AS n";
            return Do([
                .. statements,
                "INSERT INTO trial (session_id, version, series_no, date, stock_at_anchor, inbound_qty, outbound_qty, stock_closing, "
                + $"safety_stock, stdstock) {from}",
            ]);
        }

        /// <summary>Reads as a prepared statement does, in the database: what one takes of a round trip is not in it.</summary>
        private string Reading() =>
            $"""
            CREATE FUNCTION pg_temp.reading() RETURNS double precision LANGUAGE plpgsql AS $$
            DECLARE began timestamptz := clock_timestamp(); session uuid; series int; ignored bigint;
            BEGIN
                FOR n IN 1..{Reads} LOOP
                    session := lpad(to_hex(2 + n % {Sessions - 1}), 32, '0')::uuid;
                    series := 1 + n * 7919 % {rows / DaysOfASeries};
                    SELECT sum(inbound_qty) INTO ignored FROM trial
                    WHERE session_id = session AND version = 1 AND series_no BETWEEN series AND series;
                END LOOP;
                RETURN extract(epoch FROM clock_timestamp() - began) * 1000;
            END $$
            """;

        private double Room() => database.Number(
            """
            SELECT sum(pg_total_relation_size(oid)) / 1048576.0 FROM pg_class
            WHERE relkind = 'r' AND relname ~ '^trial(_|$)' AND relnamespace = current_schema()::regnamespace
            """);

        /// <returns>How many seconds they take.</returns>
        private double Do(params string[] statements)
        {
            var watch = Stopwatch.StartNew();
            database.Run(statements);
            return watch.Elapsed.TotalSeconds;
        }

        private static string Id(int session) => $"'{session:x32}'::uuid";

        private static string Of(string statement, int session, int version) =>
            string.Format(CultureInfo.InvariantCulture, statement, Id(session), version, session);
    }
}
