using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using static PsiErp.Tests.Fixtures.Wire;

namespace PsiErp.Tests.Hosting;

/// <summary>
/// The faults of the handbook, under load: nothing that was acknowledged is lost, nothing hangs, and the app goes on without a
/// restart. A full disk is in <see cref="FullDatabaseTests"/>, a network without a word in <see cref="BrokenConnectionTests"/>.
/// </summary>
public sealed class FaultTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("kill", "start")]
    [InlineData("restart", "")]
    [InlineData("cut", "cut")]
    public async Task UnderLoad_DatabaseGoesAndComesBack_NothingAcknowledgedIsLost(string end, string begin)
    {
        using var postgres = PrivatePostgres.Start("fsync=off");
        using var network = new TcpProxy(postgres.Url);
        await using var app = new FaultApp(network.Url);
        using var client = await app.SignedInClient();
        var session = await client.CreatePlan(
            [.. Enumerable.Range(0, 4).Select(i => Row($"SKU-{i}", "2026-12-01", anchor: "0", inbound: "0"))]);
        var load = new Load(client, session);
        await load.Go(50);

        foreach (var command in new[] { end, begin })
        {
            if (command == "cut") network.Cut();
            else if (command.Length > 0) await postgres.DoAsync(command);
        }
        await load.Go(50);
        await load.End();

        // What was not acknowledged may have been kept, but no edit came twice, and none after a later one
        var days = (await client.GetJson($"/api/psi/{session}/daily")).AsArray();
        foreach (var series in days)
        {
            var (sku, kept) = ((string)series!["sku_code"]!, (int)(decimal)series["daily"]![0]!["inbound_qty"]!);
            Assert.InRange(kept, load.Acknowledged(sku), load.Tried(sku));
            var log = (await client.GetJson($"/api/psi/{session}/log?sku_code={sku}&limit=5000")).AsArray();
            var values = log.Select(entry => (int)(decimal)entry!["new_value"]!).ToList();
            Assert.Equal(values.OrderDescending(), values);
            Assert.Empty(load.AllAcknowledged(sku).Except(values));
        }
        Assert.InRange(load.Longest, TimeSpan.Zero, TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task SlowDisk_EditsOfSeveralPlanners_AreAllKept()
    {
        using var postgres = PrivatePostgres.Start("commit_delay=100000", "commit_siblings=0");
        await using var app = new FaultApp(postgres.Url);
        using var client = await app.SignedInClient();
        var session = await client.CreatePlan(
            [.. Enumerable.Range(0, 8).Select(i => Row($"SKU-{i}", "2026-12-01", anchor: "0", inbound: "0"))]);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Edit(client, session, $"SKU-{i}", i + 1)));

        var days = (await client.GetJson($"/api/psi/{session}/daily")).AsArray();
        Assert.Equal(36, days.Sum(series => (int)(decimal)series!["daily"]![0]!["inbound_qty"]!));
    }

    [Fact]
    public async Task ClockJumps_ForwardsAndBack_EditsAreShownAndSignInsEndInTheirTime()
    {
        using var postgres = PrivatePostgres.Start("fsync=off");
        await using var app = new FaultApp(postgres.Url);
        using var client = await app.SignedInClient();
        var session = await client.CreatePlan(Row("SKU-0", "2026-12-01", anchor: "0", inbound: "1"));

        var stock = 1;
        foreach (var minutes in new[] { -50, 30, -30, 50 })
        {
            app.Clock.Move(TimeSpan.FromMinutes(minutes));
            (await Edit(client, session, "SKU-0", ++stock)).Dispose();
            // Figures are remembered by when the session changed
            var months = await client.GetJson($"/api/psi/{session}/totals?bucket=month");
            Assert.Equal(stock, (int)(decimal)months[0]!["closing"]!);
            Assert.Equal(stock, (int)(decimal)(await client.GetJson($"/api/psi/{session}/series"))[0]!["lowest_stock"]!);
        }
        app.Clock.Move(TimeSpan.FromHours(2));
        using var late = await client.GetAsync("/auth/me", Ct);
        Assert.Equal(HttpStatusCode.Unauthorized, late.StatusCode);
        using var again = app.AnonymousClient();
        await again.SignIn(client.Username!);
        await again.GetJson($"/api/psi/{session}/daily");
    }

    /// <summary>While machines are exchanged one by one, today's program works with tables that a later one has changed.</summary>
    [Fact]
    public async Task Upgrade_TablesAreThoseOfALaterRelease_TodaysProgramGoesOn()
    {
        using var postgres = PrivatePostgres.Start("fsync=off");
        await using var app = new FaultApp(postgres.Url);
        using var client = await app.SignedInClient();
        var session = await client.CreatePlan(Row("SKU-0", "2026-12-01", anchor: "0", inbound: "1"));
        await app.WithDb(db => db.Database.ExecuteSqlRawAsync(
            """
            DO $$ DECLARE tables text; BEGIN
                FOR tables IN SELECT tablename FROM pg_tables WHERE schemaname = 'psi' AND tablename <> '__ef_migrations_history' LOOP
                    EXECUTE format('ALTER TABLE psi.%I ADD COLUMN of_tomorrow integer NOT NULL DEFAULT 1', tables);
                END LOOP;
            END $$;
            INSERT INTO psi.__ef_migrations_history VALUES ('99990101000000_Tomorrow', '10.0.0')
            """,
            Ct));
        await using var another = new FaultApp(postgres.Url);

        await another.AnonymousClient().GetJson("/health/ready");
        (await Edit(client, session, "SKU-0", 5)).Dispose();
        using var upload = await client.Upload(session, WideHeader + Row("SKU-1", "2026-12-01", anchor: "0", inbound: "1"));
        using var undo = await client.PostAsync($"/api/psi/{session}/imports/undo", null, Ct);
        using var copy = await client.PostAsJsonAsync($"/api/sessions/{session}/copy", new { title = "What if" }, Ct);

        Assert.Equal(HttpStatusCode.OK, upload.StatusCode);
        Assert.Equal(HttpStatusCode.OK, undo.StatusCode);
        var what = Guid.Parse((string)(await copy.Json(HttpStatusCode.Created))["id"]!);
        Assert.Equal(5, (int)(decimal)(await client.Days(what))[0]!["inbound_qty"]!);
        Assert.Single((await client.GetJson($"/api/psi/{what}/series")).AsArray());
    }

    private static Task<HttpResponseMessage> Edit(PsiClient client, Guid session, string sku, int inbound) =>
        client.PostAsJsonAsync($"/api/psi/{session}/edits/apply", new
        {
            edits = new object[]
            {
                new { sku_code = sku, warehouse_name = "東京DC", channel = "online", date = "2026-12-01", inbound_qty = inbound },
            },
        });

    /// <summary>Planners who enter 1, 2, 3… into a cell each, and look at their plan in between, whatever they are told.</summary>
    private sealed class Load
    {
        private readonly ConcurrentDictionary<string, ConcurrentQueue<int>> _acknowledged = new();
        private readonly ConcurrentDictionary<string, int> _tried = new();
        private readonly Channel<int> _kept = Channel.CreateUnbounded<int>();
        private readonly List<Task> _planners;
        private long _longest;
        private volatile bool _isOver;

        public Load(PsiClient client, Guid session) =>
            _planners = [.. Enumerable.Range(0, 4).Select(i => Task.Run(() => WorkAsync(client, session, $"SKU-{i}")))];

        public TimeSpan Longest => new(_longest);

        public int Acknowledged(string sku) => _acknowledged[sku].Max();

        public ConcurrentQueue<int> AllAcknowledged(string sku) => _acknowledged[sku];

        public int Tried(string sku) => _tried[sku];

        /// <summary>Waits until so many more edits have been acknowledged.</summary>
        public async Task Go(int edits)
        {
            while (_kept.Reader.TryRead(out _))
            {
                // Those before don't count
            }
            for (var i = 0; i < edits; i++) await _kept.Reader.ReadAsync(Ct).AsTask().WaitAsync(TimeSpan.FromSeconds(60), Ct);
        }

        public Task End()
        {
            _isOver = true;
            return Task.WhenAll(_planners);
        }

        private async Task WorkAsync(PsiClient client, Guid session, string sku)
        {
            var kept = _acknowledged.GetOrAdd(sku, _ => new());
            for (var value = 1; !_isOver; value++)
            {
                var watch = Stopwatch.StartNew();
                _tried[sku] = value;
                using (var edit = await Edit(client, session, sku, value))
                {
                    if (edit.StatusCode == HttpStatusCode.OK)
                    {
                        kept.Enqueue(value);
                        _kept.Writer.TryWrite(value);
                    }
                    else
                    {
                        Assert.Equal(HttpStatusCode.ServiceUnavailable, edit.StatusCode);
                    }
                }
                using var read = await client.GetAsync($"/api/psi/{session}/daily?sku_code={sku}", Ct);
                if (read.StatusCode == HttpStatusCode.OK && !kept.IsEmpty)
                {
                    var shown = (await read.Json(HttpStatusCode.OK))[0]!["daily"]![0]!["inbound_qty"]!;
                    Assert.InRange((int)(decimal)shown, kept.Max(), value);
                }
                if (watch.Elapsed.Ticks > Volatile.Read(ref _longest)) Volatile.Write(ref _longest, watch.Elapsed.Ticks);
            }
        }
    }
}
