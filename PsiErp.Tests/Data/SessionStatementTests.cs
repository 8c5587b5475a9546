using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using PsiErp.Data.Providers;
using PsiErp.Tests.Pages;
using static PsiErp.Tests.Fixtures.Wire;

namespace PsiErp.Tests.Data;

/// <summary>
/// Which statements ask the tables of sessions without saying which session, as PostgreSQL itself has counted them: on a database
/// that is spread by session they would go to every machine. What planners do all day has none, and docs/scaling.md lists the rest.
/// </summary>
public sealed partial class SessionStatementTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    /// <summary>What looks for expired imports in the background, whenever that is.</summary>
    private static readonly string[] Cleaning = ["SELECT imports"];

    private HashSet<string> _tables = [];

    [Fact]
    public async Task Statements_OfASession_NameItButForThoseThatTheHandbookLists()
    {
        using var postgres = PrivatePostgres.Start(
            "fsync=off", "shared_preload_libraries=pg_stat_statements", "pg_stat_statements.max=10000");
        await using var app = new FaultApp(postgres.Url);
        using var client = await app.SignedInClient(admin: true);
        await using var database = NpgsqlDataSource.Create(DatabaseUrl.Parse(postgres.Url));
        await using (var create = database.CreateCommand("CREATE EXTENSION pg_stat_statements")) await create.ExecuteNonQueryAsync(Ct);
        _tables = await app.WithDb(db => Task.FromResult(db.Model.GetRelationalModel().Tables
            .Where(table => SessionKeyTests.IsOfASession(table) || table.Name is "transfer_plan_lines" or "transfer_plan_production")
            .Select(table => table.Name).ToHashSet()));
        var session = await client.CreatePlan(
            Row("A", "2026-12-01", "0", "5", "2", standard: "30"), Row("A", "2026-12-03", "0", "5", standard: "30"),
            Row("A", "2026-12-01", "0", "4", "100", standard: "10", channel: "retail"),
            Row("A", "2026-12-03", "0", "4", standard: "10", channel: "retail"));

        await ForgetAsync(database);
        await WorkAllDay(client, session);
        var (hot, seen) = await WithoutSessionAsync(database);
        Assert.True(seen > 30, $"{seen} statements");
        Assert.Empty(hot.Except(Cleaning));

        await ForgetAsync(database);
        await DoWhatIsRare(client, session);
        var (rare, _) = await WithoutSessionAsync(database);
        Assert.Empty(rare.Except(Cleaning).Except(SessionKeyTests.Handbook("Statements that name no session").Select(row => row[0])));
    }

    private static async Task WorkAllDay(PsiClient client, Guid session)
    {
        string[] pages =
            ["", "/psi?sku=A", "/log", "/comments", "/imports", "/moves", "/report?sku=A", $"/compare?with={session}", "/alerts/0"];
        string[] routes =
            ["daily?sku_code=A", "series", "series?group_by=sku", "figures", "totals", "summary", "log", "export", "changes"];
        foreach (var page in pages) await client.GetPage($"/sessions/{session}{page}");
        foreach (var route in routes)
            (await client.GetAsync($"/api/psi/{session}/{route}", Ct)).EnsureSuccessStatusCode().Dispose();
        await client.Apply(session, new
        {
            sku_code = "A",
            warehouse_name = "東京DC",
            channel = "online",
            date = "2026-12-01",
            inbound_qty = 5,
        });
    }

    private static async Task DoWhatIsRare(PsiClient client, Guid session)
    {
        using var upload = await client.Upload(session, WideHeader + Row("C", "2026-12-02", anchor: "0", inbound: "1"));
        upload.EnsureSuccessStatusCode();
        foreach (var way in new[] { "undo", "redo" })
            (await client.PostAsync($"/api/psi/{session}/imports/{way}", null, Ct)).EnsureSuccessStatusCode().Dispose();
        using var copied = await client.PostAsJsonAsync($"/api/sessions/{session}/copy", new { title = "What if" }, Ct);
        var copy = (string)(await copied.Json(HttpStatusCode.Created))["id"]!;
        await client.GetPage("/sessions");
        await client.GetJson("/api/sessions/leader");
        var change = ((JsonArray)await client.GetJson($"/api/psi/{session}/changes"))[0]!["change_id"];
        foreach (var way in new[] { "undo", "redo" })
            (await client.PostAsync($"/api/psi/{session}/changes/{change}/{way}", null, Ct)).EnsureSuccessStatusCode().Dispose();
        using var recommended = await client.PostAsJsonAsync(
            "/api/transfer-plans/recommend", new { session_id = session, start = "2026-12-01", end = "2026-12-03" }, Ct);
        var plan = (string)(await recommended.Json(HttpStatusCode.Created))["plan"]!["plan_id"]!;
        await client.GetJson($"/api/transfer-plans?session_id={session}");
        await client.GetJson($"/api/transfer-plans/{plan}");
        foreach (var status in new[] { "applied", "cancelled" })
            (await client.PatchAsJsonAsync($"/api/transfer-plans/{plan}", new { status }, Ct)).EnsureSuccessStatusCode().Dispose();
        (await client.DeleteAsync($"/api/sessions/{copy}", Ct)).EnsureSuccessStatusCode().Dispose();
        (await client.PostAsync($"/api/sessions/{copy}/restore", null, Ct)).EnsureSuccessStatusCode().Dispose();
        (await client.DeleteAsync($"/api/sessions/{copy}", Ct)).EnsureSuccessStatusCode().Dispose();
        (await client.DeleteAsync($"/api/sessions/deleted/{copy}", Ct)).EnsureSuccessStatusCode().Dispose();
    }

    private static async Task ForgetAsync(NpgsqlDataSource database)
    {
        await using var forget = database.CreateCommand("SELECT pg_stat_statements_reset()");
        await forget.ExecuteNonQueryAsync(Ct);
    }

    /// <returns>Verb and table of each statement that asks a table of a session without its key; how many there were in all.</returns>
    private async Task<(List<string> Without, int Seen)> WithoutSessionAsync(NpgsqlDataSource database)
    {
        await using var command = database.CreateCommand("SELECT query FROM pg_stat_statements");
        await using var reader = await command.ExecuteReaderAsync(Ct);
        var (without, seen) = (new SortedSet<string>(StringComparer.Ordinal), 0);
        while (await reader.ReadAsync(Ct))
        {
            var sql = reader.GetString(0);
            var tables = Table().Matches(sql).Where(match => _tables.Contains(match.Groups["table"].Value)).ToList();
            if (tables.Count > 0) seen++;
            foreach (var table in tables.Where(table => !NamesSession(sql, table.Groups["table"].Value, table.Groups["alias"].Value)))
            {
                without.Add($"{sql.TrimStart().Split(' ', '\n')[0].ToUpperInvariant()} {table.Groups["table"].Value}");
                TestContext.Current.TestOutputHelper?.WriteLine(sql);
            }
        }
        return ([.. without], seen);
    }

    /// <summary>Compares it, rather than only reads it; what is put in brings it along.</summary>
    private static bool NamesSession(string sql, string name, string alias)
    {
        var who = alias.Length > 0 ? alias : name;
        return Regex.IsMatch(sql, $@"\b{who}\.""?session_id""?\s*(=|IN\b)|=\s*{who}\.""?session_id\b") || Unqualified().IsMatch(sql)
            || (alias.Length == 0 && Regex.IsMatch(sql, $@"(INTO|COPY)\s+(psi\.)?""?{name}""?\s*\([^)]*session_id"));
    }

    [GeneratedRegex(@"(?<![.\w])session_id\s*=")]
    private static partial Regex Unqualified();

    [GeneratedRegex(
        """(FROM|JOIN|UPDATE|INTO|COPY)\s+(psi\.)?"?(?<table>\w+)"?(\s+AS\s+(?<alias>\w+))?""",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex Table();
}
