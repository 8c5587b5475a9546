using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PsiErp.Data;
using PsiErp.Data.Providers;
using PsiErp.Tests.Pages;

namespace PsiErp.Tests.Hosting;

/// <summary>What becomes of an upload when the host tells the app to end.</summary>
public abstract class ShutdownTests(PsiApp app)
{
    private static readonly string File = Wire.WideHeader + Wire.Row("TEA", "2026-12-01", inbound: "5");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Shutdown_UploadUnderWay_IsFinished()
    {
        using var client = await app.SignedInClient();
        var session = await client.CreateSession();
        await using var ending = app.With();
        using var upload = new SlowFile(File);
        var answer = upload.SendTo(ending, client, session);
        await upload.IsReceived;

        var ended = Stop(ending);
        upload.Finish();

        Assert.Equal(HttpStatusCode.OK, (await answer).StatusCode);
        await ended;
        Assert.Equal(["5"], (await client.Days(session)).Column("inbound_qty"));
    }

    [Fact]
    public async Task Shutdown_UploadTakesLonger_IsCutOffAndChangesNothing()
    {
        using var client = await app.SignedInClient();
        var session = await client.CreatePlan(Wire.Row("TEA", "2026-12-01", inbound: "1"));
        await using var ending = app.With(("SHUTDOWN_SECONDS", "1"));
        _ = ending.Address;
        using var upload = new SlowFile(File);

        // Another writer keeps the upload waiting inside its transaction for longer than the app may take to end
        await using (await LockAsync(session))
        {
            var answer = upload.SendTo(ending, client, session);
            await upload.IsReceived;
            upload.Finish();
            await Stop(ending);
            await Assert.ThrowsAsync<HttpRequestException>(() => answer);
        }

        await client.Apply(session, new
        {
            sku_code = "TEA",
            warehouse_name = "東京DC",
            channel = "online",
            date = "2026-12-01",
            outbound_qty = 1
        });
        Assert.Equal(["1"], (await client.Days(session)).Column("inbound_qty"));
        using var again = await client.Upload(session, File);
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
    }

    /// <summary>Tells the app to end, as SIGTERM does.</summary>
    /// <returns>When it has.</returns>
    private static Task Stop(PsiApp ending)
    {
        var lifetime = ending.Services.GetRequiredService<IHostApplicationLifetime>();
        var ended = new TaskCompletionSource();
        lifetime.ApplicationStopped.Register(ended.SetResult);
        lifetime.StopApplication();
        return ended.Task.WaitAsync(TimeSpan.FromSeconds(20), Ct);
    }

    private async Task<IAsyncDisposable> LockAsync(Guid session)
    {
        var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PsiDb>();
        var transaction = await db.Database.BeginTransactionAsync(Ct);
        await scope.ServiceProvider.GetRequiredService<IDatabase>().LockSessionAsync(db, session, Ct);
        return new Lock(scope, transaction);
    }

    private sealed record Lock(AsyncServiceScope Scope, IAsyncDisposable Transaction) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Transaction.DisposeAsync();
            await Scope.DisposeAsync();
        }
    }

    /// <summary>An upload whose last bytes are sent when the test says so.</summary>
    private sealed class SlowFile(string text) : HttpContent
    {
        private const string Boundary = "----plan";
        private readonly TaskCompletionSource _received = new();
        private readonly TaskCompletionSource _finish = new();

        /// <summary>When the app has begun to read.</summary>
        public Task IsReceived => _received.Task.WaitAsync(TimeSpan.FromSeconds(20), Ct);

        public void Finish() => _finish.SetResult();

        public async Task<HttpResponseMessage> SendTo(PsiApp ending, PsiClient user, Guid session)
        {
            Headers.ContentType = MediaTypeHeaderValue.Parse($"multipart/form-data; boundary={Boundary}");
            // The body is sent once the app asks for it
            using var client = new HttpClient(new SocketsHttpHandler
            {
                UseCookies = false,
                Expect100ContinueTimeout = TimeSpan.FromMinutes(1)
            })
            {
                BaseAddress = ending.Address,
                DefaultRequestHeaders = { ExpectContinue = true },
            };
            client.DefaultRequestHeaders.Add("Cookie", user.Cookies.GetCookieHeader(user.BaseAddress!));
            return await client.PostAsync($"/api/psi/{session}/upload", this, Ct);

        }

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            var body = Encoding.UTF8.GetBytes(
                $"--{Boundary}\r\nContent-Disposition: form-data; name=\"file\"; "
                    + $"filename=\"plan.csv\"\r\n\r\n{text}\r\n--{Boundary}--\r\n");
            await stream.WriteAsync(body.AsMemory(0, 40), Ct);
            await stream.FlushAsync(Ct);
            _received.SetResult();
            await _finish.Task;
            await stream.WriteAsync(body.AsMemory(40), Ct);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }

    public sealed class OnSqlite(SqliteApp app) : ShutdownTests(app);

    public sealed class OnPostgres(PostgresApp app) : ShutdownTests(app);
}
