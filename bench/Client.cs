using System.Buffers;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace PsiErp.Bench;

/// <summary>What a scripted client does.</summary>
internal sealed class Client(HttpClient http)
{
    public HttpClient Http => http;

    /// <summary>Makes a planning session.</summary>
    /// <returns>Its id.</returns>
    public Task<string> CreateSession(string title) => CreateSession("/api/sessions", title);

    /// <summary>Copies a planning session.</summary>
    /// <returns>The id of the copy.</returns>
    public Task<string> CopySession(string session, string title) => CreateSession($"/api/sessions/{session}/copy", title);

    private async Task<string> CreateSession(string path, string title)
    {
        using var answer = await http.PostAsJsonAsync(path, new { title });
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
    }

    /// <summary>Removes a planning session with its data for good.</summary>
    public async Task DeleteSession(string session)
    {
        (await http.DeleteAsync($"/api/sessions/{session}")).EnsureSuccessStatusCode().Dispose();
        (await http.DeleteAsync($"/api/sessions/deleted/{session}")).EnsureSuccessStatusCode().Dispose();
    }

    /// <summary>Uploads a plan.</summary>
    /// <returns>How many seconds it took.</returns>
    public async Task<double> Upload(string session, PlanFile plan, string mode = "merge", CancellationToken ct = default)
    {
        await using var file = File.OpenRead(plan.Path);
        using var form = new MultipartFormDataContent { { new StreamContent(file, 1 << 16), "file", "plan.csv" } };
        var watch = Stopwatch.StartNew();
        using var answer = await http.PostAsync($"/api/psi/{session}/upload?mode={mode}", form, ct);
        var seconds = watch.Elapsed.TotalSeconds;
        var body = await answer.Content.ReadAsStringAsync(ct);
        return answer.IsSuccessStatusCode && JsonDocument.Parse(body).RootElement.GetProperty("rows_imported").GetInt32() == plan.Rows
            ? seconds
            : throw new InvalidOperationException($"The upload answered {answer.StatusCode}: {body[..Math.Min(body.Length, 500)]}");
    }

    /// <summary>Changes what comes in on a day of a series.</summary>
    /// <returns>The change set that it is; null when that many came in already.</returns>
    public async Task<string?> Edit(string session, (string Sku, string Warehouse, string Channel, DateOnly Date) cell, int units)
    {
        var edit = new
        {
            sku_code = cell.Sku,
            warehouse_name = cell.Warehouse,
            channel = cell.Channel,
            date = cell.Date,
            inbound_qty = units,
        };
        using var answer = await http.PostAsJsonAsync($"/api/psi/{session}/edits/apply", new { edits = new[] { edit } });
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("change_id").GetString();
    }

    /// <summary>Adds a user with the password of everybody.</summary>
    public async Task AddUser(string username) =>
        (await http.PostAsJsonAsync("/api/users", new { username, Server.Password })).EnsureSuccessStatusCode().Dispose();

    /// <summary>Asks for something and reads it to its end, keeping nothing of it.</summary>
    /// <returns>How many milliseconds it took, and how many bytes came.</returns>
    public async Task<(double Milliseconds, long Bytes)> Get(string path, string? encodings = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (encodings is not null) request.Headers.Add("Accept-Encoding", encodings);
        var watch = Stopwatch.StartNew();
        using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        if (answer.StatusCode != HttpStatusCode.OK)
            throw new InvalidOperationException($"{path} answered {answer.StatusCode}");
        var bytes = await ReadToEnd(await answer.Content.ReadAsStreamAsync());
        return (watch.Elapsed.TotalMilliseconds, bytes);
    }

    private static async Task<long> ReadToEnd(Stream body)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(1 << 16);
        try
        {
            var bytes = 0L;
            while (await body.ReadAsync(buffer) is > 0 and var read) bytes += read;
            return bytes;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
