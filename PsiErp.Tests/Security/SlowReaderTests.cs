using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace PsiErp.Tests.Security;

/// <summary>Clients that ask for long answers and do not read them, while others go on working.</summary>
public abstract class SlowReaderTests(PsiApp origin) : IAsyncDisposable
{
    private protected readonly PsiApp _app = origin.With(("DB_POOL_SIZE", "2"));

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ReadersWhoStopReading_HoldNothingThatOthersNeed()
    {
        using var planner = await _app.SignedInClient();
        using var slow = await _app.SignedInClient();
        var session = await planner.CreateSession();
        for (var part = 0; part < 2; part++) await planner.Apply(session, [.. Enumerable.Range(part * 10_000, 10_000).Select(Edit)]);

        var readers = new List<TcpClient>();
        foreach (var path in new[] { $"/api/psi-edits?session_id={session}", $"/api/psi/{session}/log?limit=5000",
            $"/api/psi-edits/{session}/export" })
        {
            for (var i = 0; i < 2; i++) readers.Add(await Ask(slow, path));
        }

        Assert.Equal(200, (int)(await planner.GetAsync("/sessions", Ct)).StatusCode);
        Assert.Equal(200, (int)(await planner.GetAsync($"/api/psi-edits?session_id={session}&limit=1", Ct)).StatusCode);
        Assert.Equal(200, (int)(await planner.GetAsync("/health", Ct)).StatusCode);
        foreach (var reader in readers) reader.Dispose();
    }

    [Fact]
    public async Task ReaderOfAll_ReadsEveryOverrideOnceInItsOrder()
    {
        using var planner = await _app.SignedInClient();
        var session = await planner.CreateSession();
        await planner.Apply(session, [.. Enumerable.Range(0, 1203).Reverse().Select(Edit)]);

        var rows = await planner.GetJson($"/api/psi-edits?session_id={session}");
        var page = await planner.GetJson($"/api/psi-edits?session_id={session}&offset=498&limit=5");

        Assert.Equal(1203, rows.Column("id").Distinct().Count());
        Assert.Equal(rows.Column("date").Order(StringComparer.Ordinal), rows.Column("date"));
        Assert.Equal(rows.Column("id")[498..503], page.Column("id"));
    }

    /// <summary>Asks, waits for the first bytes, and reads no more.</summary>
    private async Task<TcpClient> Ask(PsiClient client, string path)
    {
        var reader = new TcpClient { ReceiveBufferSize = 4096 };
        await reader.ConnectAsync(_app.Address.Host, _app.Address.Port, Ct);
        var cookie = client.Cookies.GetCookieHeader(_app.Address);
        var request = $"GET {path} HTTP/1.1\r\nHost: {_app.Address.Authority}\r\nCookie: {cookie}\r\n\r\n";
        await reader.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request), Ct);
        var first = new byte[12];
        await reader.GetStream().ReadExactlyAsync(first, Ct);
        Assert.Equal("HTTP/1.1 200", Encoding.ASCII.GetString(first));
        return reader;
    }

    private static object Edit(int number) => new
    {
        sku_code = $"SKU-{number % 100:00}",
        warehouse_name = "東京DC",
        channel = "online",
        date = new DateOnly(2026, 1, 1).AddDays(number / 100).ToString("O", CultureInfo.InvariantCulture),
        inbound_qty = number + 1,
    };

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return _app.DisposeAsync();
    }

    public sealed class OnSqlite(SqliteApp app) : SlowReaderTests(app);

    public sealed class OnPostgres(PostgresApp app) : SlowReaderTests(app)
    {
        [Fact]
        public async Task Health_WhileEveryConnectionIsInUse_Is200()
        {
            using var client = _app.AnonymousClient();
            var pool = _app.Services.GetRequiredService<NpgsqlDataSource>();
            await using var first = await pool.OpenConnectionAsync(Ct);
            await using var second = await pool.OpenConnectionAsync(Ct);

            Assert.Equal(200, (int)(await client.GetAsync("/health", Ct)).StatusCode);
            Assert.Equal(200, (int)(await client.GetAsync("/health/ready", Ct)).StatusCode);
        }
    }
}
