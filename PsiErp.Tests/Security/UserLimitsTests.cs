using System.Net;
using System.Text;

namespace PsiErp.Tests.Security;

/// <summary>How much one person, or nobody in particular, may ask for at a time.</summary>
public abstract class UserLimitsTests(PsiApp app)
{
    private const int MostWaiting = 8;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Uploads_TwoUnderWay_MoreWait_AndBeyondAFewAre429_ButOthersGoOn()
    {
        using var busy = await app.SignedInClient();
        using var other = await app.SignedInClient();
        var session = await busy.CreateSession();
        var held = new TaskCompletionSource();
        var started = Enumerable.Range(0, 2).Select(_ => new HeldFile(held.Task)).ToList();
        var uploads = started.Select(file => Upload(busy, session, file)).ToList();
        foreach (var file in started) await file.Started;
        using var fine = await other.Upload(await other.CreateSession(), "date,production,sales\n2026-12-01,1,0\n");
        await fine.Json(HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.OK, (await busy.GetAsync("/sessions", Ct)).StatusCode);
        var waiting = await FillQueue(busy, session);

        held.SetResult();
        foreach (var upload in await Task.WhenAll(uploads)) Assert.Equal(HttpStatusCode.OK, upload.StatusCode);
        foreach (var upload in await Task.WhenAll(waiting)) Assert.Equal(HttpStatusCode.OK, upload.StatusCode);
    }

    [Theory]
    [InlineData("/login", "multipart/form-data; boundary=b", HttpStatusCode.RequestEntityTooLarge)]
    [InlineData("/login/code", "application/x-www-form-urlencoded", HttpStatusCode.RequestEntityTooLarge)]
    [InlineData("/auth/totp", "application/json", HttpStatusCode.RequestEntityTooLarge)]
    [InlineData("/language", "multipart/form-data; boundary=b", HttpStatusCode.RequestEntityTooLarge)]
    public async Task Body_OfAStranger_IsBounded(string path, string type, HttpStatusCode expected)
    {
        using var client = app.AnonymousClient();
        var content = new StringContent(
            "--b\r\nContent-Disposition: form-data; name=\"Username\"\r\n\r\n" + new string('x', 100_000) + "\r\n--b--\r\n");
        content.Headers.Remove("Content-Type");
        content.Headers.TryAddWithoutValidation("Content-Type", type);

        using var answer = await client.PostAsync(path, content, Ct);

        Assert.Equal(expected, answer.StatusCode);
    }

    /// <summary>Sends one small file more than may wait: the first answer is that of the one that is refused.</summary>
    /// <returns>Those that wait.</returns>
    private static async Task<List<Task<HttpResponseMessage>>> FillQueue(PsiClient client, Guid session)
    {
        var waiting = Enumerable.Range(0, MostWaiting + 1)
            .Select(_ => client.Upload(session, "date,production,sales\n2026-12-01,1,0\n")).ToList();
        var first = await Task.WhenAny(waiting);
        using var refused = await first;
        Assert.Contains("long requests", await refused.Problem(HttpStatusCode.TooManyRequests), StringComparison.Ordinal);
        Assert.NotNull(refused.Headers.RetryAfter);
        waiting.Remove(first);
        return waiting;
    }

    private static Task<HttpResponseMessage> Upload(PsiClient client, Guid session, HeldFile file) =>
        client.PostAsync($"/api/psi/{session}/upload", new MultipartFormDataContent { { file, "file", "plan.csv" } }, Ct);

    /// <summary>A file whose end comes when it is told to.</summary>
    private sealed class HeldFile(Task until) : HttpContent
    {
        private readonly TaskCompletionSource _started = new();

        public Task Started => _started.Task;

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes("date,production,sales\n2026-12-01,1,0\n"), Ct);
            await stream.FlushAsync(Ct);
            _started.TrySetResult();
            await until;
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }

    public sealed class OnSqlite(SqliteApp app) : UserLimitsTests(app);

    public sealed class OnPostgres(PostgresApp app) : UserLimitsTests(app);
}
