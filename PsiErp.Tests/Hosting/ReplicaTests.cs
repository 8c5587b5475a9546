using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Npgsql;
using PsiErp.Data.Providers;
using PsiErp.Tests.Pages;
using static PsiErp.Tests.Fixtures.Wire;

namespace PsiErp.Tests.Hosting;

/// <summary>
/// A streaming replica that reads (DATABASE_URL_READ). Whatever happens to it, planners see everything that was committed before
/// they asked, and wait for nothing.
/// </summary>
public sealed class ReplicaTests : IAsyncLifetime
{
    private const string Behind = "The primary reads in place of the replica";
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    private PrivatePostgres _postgres = null!;
    private NpgsqlDataSource _replica = null!;
    private FaultApp _app = null!;
    private PsiClient _client = null!;
    private Guid _session;
    private int _warned;
    private string _replicaUrl = "";

    public async ValueTask InitializeAsync()
    {
        _postgres = PrivatePostgres.Start("fsync=off");
        _replicaUrl = await _postgres.DoAsync("standby");
        _replica = NpgsqlDataSource.Create(DatabaseUrl.Parse(_replicaUrl));
        _app = new FaultApp(_postgres.Url, ("DATABASE_URL_READ", _replicaUrl));
        _client = await _app.SignedInClient();
        _session = await _client.CreatePlan(
            Row("A", "2026-12-01", anchor: "0", inbound: "7"), Row("B", "2026-12-01", anchor: "0", inbound: "9"));
        await ReadsFromReplica();
        _warned = Warnings().Count();
    }

    [Fact]
    public async Task Lists_ReplicaKeepsUp_AreReadThereAndNothingElseIs()
    {
        string[] lists =
        [
            "/api/psi/{0}/series", "/api/psi/{0}/series?group_by=sku&format=csv", "/api/psi/{0}/figures", "/api/psi/{0}/totals",
            "/api/psi/{0}/compare?with={0}", "/api/psi/{0}/report?sku_code=A", "/api/psi/{0}/export", "/api/psi/{0}/export?format=xlsx",
        ];
        foreach (var list in lists)
        {
            var before = await LastReadAt();
            using var answer = await _client.GetAsync(list.Replace("{0}", $"{_session}", StringComparison.Ordinal), Ct);
            Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{answer.StatusCode} of {list}");
            Assert.True(await LastReadAt() != before && IsOfReader(await LastRead()), list);
        }
        var last = await LastReadAt();
        await _client.GetJson($"/api/psi/{_session}/daily");
        await _client.GetJson("/api/sessions");
        Assert.Equal(last, await LastReadAt());
        Assert.Empty(Warnings().Skip(_warned));
    }

    [Fact]
    public async Task Edit_AmidReadsOfTheReplica_GoesToThePrimaryAndIsSeenAtOnce()
    {
        for (var i = 1; i <= 20; i++)
        {
            await Edit(i);
            Assert.Equal(i, await LowestOfA());
        }
        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => i % 2 == 0 ? (Task)Wire.CreateSession(_client, $"{i}") : LowestOfA()));
    }

    [Fact]
    public async Task Edit_ReplicaIsBehind_IsSeenAtOnceAndTheReplicaIsUsedAgainLater()
    {
        await Query(_replica, "SELECT pg_wal_replay_pause()");
        for (var i = 1; i <= 5; i++)
        {
            await Edit(i);
            Assert.Equal(i, await LowestOfA());
        }
        Assert.Single(Warnings().Skip(_warned));

        await Query(_replica, "SELECT pg_wal_replay_resume()");
        _app.Clock.Move(TimeSpan.FromSeconds(3));
        await ReadsFromReplica();
        Assert.Equal(5, await LowestOfA());
    }

    [Theory]
    [InlineData("kill standby", "start standby")]
    [InlineData("freeze standby", "thaw standby")]
    public async Task Reads_ReplicaIsGone_AreAnsweredAllTheSame(string end, string begin)
    {
        var isOver = false;
        var readers = Enumerable.Range(0, 4).Select(async _ =>
        {
            var longest = TimeSpan.Zero;
            while (!Volatile.Read(ref isOver))
            {
                var started = TimeProvider.System.GetTimestamp();
                await LowestOfA();
                var took = TimeProvider.System.GetElapsedTime(started);
                if (took > longest) longest = took;
            }
            return longest;
        }).ToList();

        await _postgres.DoAsync(end);
        for (var i = 1; i <= 10; i++)
        {
            await Edit(i);
            Assert.Equal(i, await LowestOfA());
        }
        Volatile.Write(ref isOver, true);

        Assert.All(await Task.WhenAll(readers), longest => Assert.InRange(longest, TimeSpan.Zero, TimeSpan.FromSeconds(20)));
        Assert.InRange(Warnings().Skip(_warned).Count(), 1, 3);
        await _postgres.DoAsync(begin);
        await ReadsFromReplica();
    }

    [Fact]
    public async Task Read_StatementIsCancelledOnTheReplica_IsAnsweredByThePrimary()
    {
        // What vacuum on the primary does to a statement that still reads the rows
        await using (var primary = NpgsqlDataSource.Create(DatabaseUrl.Parse(_postgres.Url)))
        {
            await Query(primary, """
                CREATE FUNCTION psi.conflict() RETURNS boolean LANGUAGE plpgsql STABLE AS $$ BEGIN
                    IF pg_is_in_recovery() THEN
                        RAISE SQLSTATE '40001' USING MESSAGE = 'canceling statement due to conflict with recovery'; END IF;
                    RETURN true; END $$;
                ALTER TABLE psi.psi_series RENAME TO psi_series_kept;
                CREATE VIEW psi.psi_series AS SELECT * FROM psi.psi_series_kept WHERE psi.conflict();
                """);
        }
        Assert.Equal(7, await LowestOfA());
        Assert.Contains("conflict with recovery", Assert.Single(Warnings().Skip(_warned)), StringComparison.Ordinal);
        await _client.GetPage($"/sessions/{_session}");
        Assert.Single(Warnings().Skip(_warned));
    }

    [Fact]
    public async Task FailOver_ReplicaIsPromoted_TheAppFollowsWithoutARestart()
    {
        var (first, second) = (DatabaseUrl.Parse(_postgres.Url), DatabaseUrl.Parse(_replicaUrl));
        first.Host = $"{first.Host}:{first.Port},{second.Host}:{second.Port}";
        await using var app = new FaultApp(first.ConnectionString, ("DATABASE_URL_READ", _replicaUrl));
        using var client = await app.SignedInClient();
        var session = await client.CreatePlan(Row("A", "2026-12-01", anchor: "0", inbound: "3"));
        // What has been read from the replica is there
        while (!IsOfReader(await LastRead(client, session)))
            app.Clock.Move(TimeSpan.FromSeconds(11));

        await _postgres.DoAsync("kill");
        using (var lost = await client.PostAsJsonAsync("/api/sessions", new { title = "Nowhere" }, Ct))
            Assert.Equal(HttpStatusCode.ServiceUnavailable, lost.StatusCode);
        await _postgres.DoAsync("promote");

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        patience.CancelAfter(TimeSpan.FromSeconds(20));
        while (true)
        {
            using var answer = await client.GetAsync($"/api/psi/{session}/series", patience.Token);
            if (answer.StatusCode == HttpStatusCode.OK) break;
        }
        await Wire.CreateSession(client, "On the new primary");
        await client.Apply(session, new
        {
            sku_code = "A",
            warehouse_name = "東京DC",
            channel = "online",
            date = "2026-12-01",
            inbound_qty = 4,
        });
        var titles = (await client.GetJson("/api/sessions")).AsArray().Select(one => (string?)one!["title"]).ToList();
        Assert.Contains("On the new primary", titles);
        Assert.DoesNotContain("Nowhere", titles);
    }

    public async ValueTask DisposeAsync()
    {
        _client?.Dispose();
        if (_app is not null) await _app.DisposeAsync();
        if (_replica is not null) await _replica.DisposeAsync();
        _postgres?.Dispose();
    }

    private Task<JsonNode> Edit(int stock) => _client.Apply(_session, new
    {
        sku_code = "A",
        warehouse_name = "東京DC",
        channel = "online",
        date = "2026-12-01",
        inbound_qty = stock,
    });

    /// <summary>The lowest stock of A, as its summary has it.</summary>
    private async Task<int> LowestOfA() =>
        (int)(decimal)(await _client.GetJson($"/api/psi/{_session}/series?q=A&limit=10"))[0]!["lowest_stock"]!;

    private IEnumerable<string> Warnings() =>
        _app.Log.All.Select(line => line.Text).Where(text => text.StartsWith(Behind, StringComparison.Ordinal));

    /// <summary>Asks until the replica answers; its rests are over at once.</summary>
    private async Task ReadsFromReplica()
    {
        var watch = Stopwatch.StartNew();
        while (!IsOfReader(await LastRead(_client, _session)))
        {
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30), string.Join('\n', Warnings()));
            _app.Clock.Move(TimeSpan.FromSeconds(11));
        }
    }

    /// <summary>Whether the last statement was one that reads, rather than the one that asks the replica how far it is.</summary>
    private static bool IsOfReader(string sql) => sql.Length > 0 && !sql.Contains("pg_is_in_recovery", StringComparison.Ordinal);

    private async Task<string> LastRead(PsiClient client, Guid session)
    {
        await client.GetJson($"/api/psi/{session}/series");
        return await LastRead();
    }

    /// <summary>What the app asked the replica last.</summary>
    private async Task<string> LastRead()
    {
        try
        {
            return await Query(_replica, """
                SELECT coalesce((SELECT query FROM pg_stat_activity WHERE application_name = 'PsiErp reads'
                    ORDER BY query_start DESC NULLS LAST LIMIT 1), '')
                """);
        }
        catch (NpgsqlException starting) when (IsStarting(starting))
        {
            return "";
        }
    }

    private Task<string> LastReadAt() =>
        Query(_replica, "SELECT max(query_start)::text FROM pg_stat_activity WHERE application_name = 'PsiErp reads'");

    private static bool IsStarting(NpgsqlException problem) =>
        problem.InnerException is not null || problem is PostgresException { SqlState: ['5', '7', ..] };

    private static async Task<string> Query(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        return $"{await command.ExecuteScalarAsync(Ct)}";
    }
}
