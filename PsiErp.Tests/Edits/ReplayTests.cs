using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CsCheck;
using PsiErp.Tests.Moves;
using static PsiErp.Tests.Edits.ChangeSetsTests;
using static PsiErp.Tests.Fixtures.Wire;

namespace PsiErp.Tests.Edits;

/// <summary>Whatever is done to a plan, in whatever order: it is what its files and its log say.</summary>
public abstract class ReplayTests(PsiApp app)
{
    private const int Steps = 12;

    [Fact]
    public async Task AnySequence_LeavesWhatFilesAndLogSay()
    {
        using var client = await app.SignedInClient();
        await Gen.Int[0, int.MaxValue - 1].Array[Steps].SampleAsync(
            async steps => await Play(client, steps), iter: 12, threads: 1);
    }

    private static async Task Play(PsiClient client, int[] steps)
    {
        var session = await client.CreateSession();
        var (files, undone, changes) = (new List<string>(), new Stack<string>(), new List<Guid>());
        foreach (var step in steps)
        {
            var (what, which) = (step % 8, step / 8);
            switch (what)
            {
                case 0:
                    files.Add(File(which));
                    undone.Clear();
                    using (var upload = await client.Upload(session, files[^1])) await upload.Json(HttpStatusCode.OK);
                    break;
                case 1:
                    // Only the last few can be taken back
                    using (var undo = await client.PostAsync($"/api/psi/{session}/imports/undo", null))
                    {
                        if (undo.StatusCode != HttpStatusCode.OK) break;
                        undone.Push(files[^1]);
                        files.RemoveAt(files.Count - 1);
                    }
                    break;
                case 2:
                    using (var redo = await client.PostAsync($"/api/psi/{session}/imports/redo", null))
                    {
                        if (redo.StatusCode == HttpStatusCode.OK) files.Add(undone.Pop());
                    }
                    break;
                case 3 or 4 when changes.Count > 0:
                    using (var answer = await client.PostAsync(
                        $"/api/psi/{session}/changes/{changes[which % changes.Count]}/{(what == 3 ? "undo" : "redo")}", null))
                    {
                        if (answer.StatusCode != HttpStatusCode.OK) break;
                        var reversed = await answer.Json(HttpStatusCode.OK);
                        if (reversed["change_id"] is not null) changes.Add(Id(reversed));
                    }
                    break;
                case 5:
                    changes.Add(Id(await AMove(client, session, which)));
                    break;
                default:
                    var edits = Enumerable.Range(0, 1 + which % 4).Select(i => AnEdit((which / 7) + (i * 31)));
                    var applied = await client.Apply(session, [.. edits]);
                    if (applied["change_id"] is not null) changes.Add(Id(applied));
                    break;
            }
            if (what % 3 == 0) await SumsAreThoseOfItsSeries(client, session);
        }
        Assert.Equal(await Replayed(client, session, files), await Numbers(client, session));
        await SumsAreThoseOfItsSeries(client, session);
        using var copied = await client.PostAsJsonAsync($"/api/sessions/{session}/copy", new { title = "copy" });
        await SumsAreThoseOfItsSeries(client, Guid.Parse((string)(await copied.Json(HttpStatusCode.Created))["id"]!));
    }

    /// <summary>What is kept added up is what the series add up to, which a filter that leaves all of them has done anew.</summary>
    private static async Task SumsAreThoseOfItsSeries(PsiClient client, Guid session)
    {
        var (all, each) = ($"/api/psi/{session}", "warehouse_name=東京");
        Assert.Equal($"{await client.GetJson($"{all}/totals?{each}")}", $"{await client.GetJson($"{all}/totals")}");
        Assert.Equal($"{await client.GetJson($"{all}/figures?{each}")}", $"{await client.GetJson($"{all}/figures")}");
    }

    /// <summary>The numbers of a fresh session with the files that are in force and what the log says of each cell.</summary>
    private static async Task<string> Replayed(PsiClient client, Guid session, List<string> files)
    {
        var replay = await client.CreateSession();
        foreach (var file in files)
        {
            using var upload = await client.Upload(replay, file);
            await upload.Json(HttpStatusCode.OK);
        }
        foreach (var move in (JsonArray)await client.GetJson($"/api/psi/{session}/moves"))
        {
            using var again = await client.PostAsJsonAsync($"/api/psi/{replay}/moves", move);
            await again.Json(HttpStatusCode.Created);
        }
        var rows = new Dictionary<(string, string, string, string), Dictionary<string, decimal?>>();
        foreach (var entry in ((JsonArray)await client.GetJson($"/api/psi/{session}/log?limit=5000")).Reverse())
        {
            if ((string?)entry!["field"] == "channel_move") continue;
            var key = ($"{entry["sku_code"]}", $"{entry["warehouse_name"]}", $"{entry["channel"]}", $"{entry["date"]}");
            if (!rows.TryGetValue(key, out var row)) rows[key] = row = [];
            row[$"{entry["field"]}"] = (decimal?)entry["new_value"];
        }
        var edits = rows.Select(row => Edit(row.Key.Item1, row.Key.Item4, row.Value.GetValueOrDefault("inbound_qty"),
            row.Value.GetValueOrDefault("outbound_qty"), row.Value.GetValueOrDefault("safety_stock")));
        await client.Apply(replay, [.. edits]);
        return await Numbers(client, replay);
    }

    private static string File(int seed)
    {
        var rows = Enumerable.Range(0, 1 + seed % 5).Select(i =>
            Row($"S{(seed + i) % 3}", $"2026-12-{1 + (((seed / 3) + i) % 4):D2}", $"{seed % 11}", $"{seed % 7}",
                i == 0 ? $"{seed % 13}" : ""));
        return WideHeader + string.Concat(rows);
    }

    /// <summary>Between channels, some of which no file has, and over days that no file has.</summary>
    private static Task<JsonNode> AMove(PsiClient client, Guid session, int seed)
    {
        var (from, to) = seed % 2 == 0 ? ("東京DC/online", "東京DC/retail") : ("東京DC/retail", "東京DC/online");
        var leaves = new DateOnly(2026, 12, 1 + (seed / 2 % 6));
        return client.Move(session, 1 + (seed % 9), $"{leaves:yyyy-MM-dd}", $"{leaves.AddDays(1 + (seed % 2)):yyyy-MM-dd}",
            $"S{seed / 12 % 4}", from, to);
    }

    private static object AnEdit(int seed)
    {
        decimal? Value(int of) => of % 3 == 0 ? null : of % 20;
        return Edit($"S{seed % 4}", $"2026-12-{1 + (seed / 4 % 5):D2}", Value(seed / 20), Value(seed / 60), Value(seed / 180));
    }

    public sealed class OnSqlite(SqliteApp app) : ReplayTests(app);

    public sealed class OnPostgres(PostgresApp app) : ReplayTests(app);
}
