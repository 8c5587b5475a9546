using System.Net;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PsiErp.Accounts;
using PsiErp.Data.Providers;
using PsiErp.Live;
using PsiErp.Tests.Edits;
using static PsiErp.Tests.Fixtures.Wire;

namespace PsiErp.Tests.Live;

public abstract class EventsTests(PsiApp app)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static object Edit(int production) =>
        new { sku_code = "TEA", warehouse_name = "東京DC", channel = "online", date = "2026-12-01", inbound_qty = production };

    [Fact]
    public async Task Stream_TellsOfChangesImportsAndTheSessionItself_AndWhoDidIt()
    {
        using var client = await app.SignedInClient();
        using var sato = await app.SignedInClient();
        var session = await client.CreatePlan(Row("TEA", "2026-12-01", outbound: "5"));
        await using var stream = await Listening.To(client, session);

        await sato.Apply(session, Edit(7));
        var change = await stream.Next("change");
        await ChangeSetsTests.Reverse(sato, session, (Guid)change["change_id"]!, "undo");
        var undo = await stream.Next("change");
        using var upload = await sato.Upload(session, WideHeader + Row("TEA", "2026-12-02", outbound: "6"));
        await upload.Json(HttpStatusCode.OK);
        var import = await stream.Next("import");
        using var renamed = await sato.PutAsJsonAsync($"/api/sessions/{session}", new { title = $"Renamed {session}" }, Ct);
        var rename = await stream.Next("session");
        using var dated = await sato.PutAsJsonAsync($"/api/sessions/{session}", new { as_of = "2026-12-01" }, Ct);
        await stream.Next("session");

        Assert.Equal(sato.Username, (string?)change["by"]);
        Assert.Equal("""[{"sku_code":"TEA","warehouse_name":"東京DC","channel":"online"}]""", change["series"]!.ToJsonString(
            new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
        Assert.False((bool)change["all_series"]!);
        Assert.NotEqual((Guid)change["change_id"]!, (Guid)undo["change_id"]!);
        Assert.True((bool)import["all_series"]!);
        Assert.Null(import["change_id"]);
        Assert.Equal(sato.Username, (string?)rename["by"]);
    }

    [Fact]
    public async Task Stream_ThatComesBack_IsToldWhatItMissed_OrToReadAnew()
    {
        using var client = await app.SignedInClient();
        var session = await client.CreatePlan(Row("TEA", "2026-12-01", outbound: "5"));
        var before = (string?)(await client.GetJson($"/api/sessions/{session}"))["updated_at"];
        string? last;
        await using (var stream = await Listening.To(client, session))
        {
            await client.Apply(session, Edit(1));
            await stream.Next("change");
            last = stream.LastEventId;
        }
        await client.Apply(session, Edit(2));
        await client.Apply(session, Edit(3));

        await using (var stream = await Listening.To(client, session, lastEventId: last))
        {
            await stream.Next("change");
            await stream.Next("change");
            await client.Apply(session, Edit(4));
            await stream.Next("change");
        }
        await using (var stream = await Listening.To(client, session, lastEventId: $"{Guid.NewGuid()}")) await stream.Next("reload");
        await using (var stream = await Listening.To(client, session, $"?since={Uri.EscapeDataString(before!)}"))
            await stream.Next("reload");
    }

    [Fact]
    public async Task Stream_OfNoSessionOrOfNobody_IsRefused()
    {
        using var client = await app.SignedInClient();
        using var stranger = app.AnonymousClient();

        await client.GetJson($"/api/psi/{Guid.NewGuid()}/events", HttpStatusCode.NotFound);
        await stranger.GetJson($"/api/psi/{Guid.NewGuid()}/events", HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Stream_OfASignInThatEnded_EndsWithTheNextBeat()
    {
        using var client = await app.SignedInClient();
        var services = app.Services;
        var streams = new EventStreams(
            services.GetRequiredService<IServiceScopeFactory>(), services.GetRequiredService<IDatabase>(), new FastTime(),
            services.GetRequiredService<IHostApplicationLifetime>());
        using var screen = new Screen();
        using var written = new MemoryStream();
        var context = new DefaultHttpContext { Response = { Body = written } };
        var gone = new Caller(Guid.NewGuid(), client.Username!, Guid.NewGuid(), null, IsRecent: false);

        await streams.WriteAsync(context, gone, screen, Ct);

        Assert.Equal(": \n\n", System.Text.Encoding.UTF8.GetString(written.ToArray()));
    }

    /// <summary>Twenty seconds are a tenth of one.</summary>
    private sealed class FastTime : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            System.CreateTimer(callback, state, dueTime / 200, period / 200);
    }

    [Fact]
    public async Task Stream_OfOneUser_IsLimited()
    {
        using var client = await app.SignedInClient();
        var session = await client.CreatePlan(Row("TEA", "2026-12-01", outbound: "5"));
        var open = new List<Listening>();
        for (var i = 0; i < 30; i++) open.Add(await Listening.To(client, session));

        using var more = await client.GetAsync($"/api/psi/{session}/events", HttpCompletionOption.ResponseHeadersRead, Ct);
        Assert.Equal(HttpStatusCode.TooManyRequests, more.StatusCode);
        foreach (var stream in open) await stream.DisposeAsync();
    }

    public sealed class OnSqlite(SqliteApp app) : EventsTests(app);

    public sealed class OnPostgres(PostgresApp app) : EventsTests(app)
    {
        [Fact]
        public async Task Change_ThroughAnotherProcess_IsHeardToo()
        {
            await using var second = app.With(("SHUTDOWN_DELAY_SECONDS", "0"));
            using var here = await app.SignedInClient();
            var session = await here.CreatePlan(Row("TEA", "2026-12-01", outbound: "5"));
            using var there = await second.SignedInClient();
            await using var stream = await Listening.To(there, session);

            await here.Apply(session, Edit(9));

            Assert.Equal(here.Username, (string?)(await stream.Next("change"))["by"]);
        }

        [Fact]
        public async Task Stop_OfAProcess_EndsItsStreamsFirst()
        {
            var second = app.With(("SHUTDOWN_DELAY_SECONDS", "0"));
            using var client = await second.SignedInClient();
            var session = await client.CreatePlan(Row("TEA", "2026-12-01", outbound: "5"));
            await using var stream = await Listening.To(client, session);

            var stopped = second.DisposeAsync().AsTask();

            Assert.True(await stream.IsAtItsEnd());
            await stopped.WaitAsync(TimeSpan.FromSeconds(20), Ct);
        }
    }
}

/// <summary>A program that listens to the events of a session.</summary>
/// <param name="answer">The stream.</param>
/// <param name="events">Its events.</param>
/// <param name="since">What happened until then is not of interest: its news may still be under way when the stream opens.</param>
internal sealed class Listening(HttpResponseMessage answer, IAsyncEnumerator<SseItem<string>> events, DateTimeOffset since)
    : IAsyncDisposable
{
    public string? LastEventId { get; private set; }

    public static async Task<Listening> To(HttpClient client, Guid session, string query = "", string? lastEventId = null)
    {
        // The news tells its time finer than the database keeps it
        var since = lastEventId is null
            ? (DateTimeOffset)(await client.GetJson($"/api/sessions/{session}"))["updated_at"]! + TimeSpan.FromMilliseconds(1)
            : default;
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/psi/{session}/events{query}");
        if (lastEventId is not null) request.Headers.Add("Last-Event-ID", lastEventId);
        var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        Assert.Equal("text/event-stream", answer.EnsureSuccessStatusCode().Content.Headers.ContentType?.MediaType);
        var events = SseParser.Create(await answer.Content.ReadAsStreamAsync(), (_, data) => System.Text.Encoding.UTF8.GetString(data));
        return new Listening(answer, events.EnumerateAsync(TestContext.Current.CancellationToken).GetAsyncEnumerator(), since);
    }

    /// <summary>The data of the next event, which is of this kind.</summary>
    public async Task<JsonNode> Next(string name)
    {
        while (true)
        {
            Assert.True(await events.MoveNextAsync());
            LastEventId = events.Current.EventId ?? LastEventId;
            var data = JsonNode.Parse(events.Current.Data)!;
            if ((DateTimeOffset?)data["at"] < since) continue;
            Assert.Equal(name, events.Current.EventType);
            return data;
        }
    }

    /// <summary>Whether it ends without another event.</summary>
    public async Task<bool> IsAtItsEnd() => !await events.MoveNextAsync();

    public async ValueTask DisposeAsync()
    {
        answer.Dispose();
        try
        {
            await events.DisposeAsync();
        }
        catch (IOException)
        {
            // It was under way
        }
    }
}
