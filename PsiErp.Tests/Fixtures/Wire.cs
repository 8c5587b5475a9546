using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace PsiErp.Tests.Fixtures;

/// <summary>What scripts say to PsiErp, in a line each.</summary>
public static class Wire
{
    /// <summary>The header of the wide format.</summary>
    public const string WideHeader =
        "sku_code,sku_name,category_1,category_2,category_3,fw_rank,ss_rank,warehouse_name,channel,date,stock_at_anchor," +
        "inbound_qty,outbound_qty,net_flow,stock_closing,safety_stock,movable_stock,stdstock,gap\n";

    /// <summary>So many days from today, as the wire has it.</summary>
    public static string Day(int fromToday) => MovedClock.Today.AddDays(fromToday).ToString("O", CultureInfo.InvariantCulture);

    /// <summary>A row of the wide format.</summary>
    public static string Row(
        string sku, string date, string inbound = "", string outbound = "", string anchor = "", string closing = "",
        string safety = "", string standard = "", string warehouse = "東京DC", string channel = "online") =>
        $"{sku},{sku} name,食品,茶,,A,b,{warehouse},{channel},{date},{anchor},{inbound},{outbound},,{closing},{safety},,{standard},\n";

    public static async Task<Guid> CreateSession(this HttpClient client, string title = "Plan")
    {
        using var answer = await client.PostAsJsonAsync("/api/sessions", new { title });
        return Guid.Parse((await answer.Json(HttpStatusCode.Created))["id"]!.GetValue<string>());
    }

    /// <summary>A session with these rows of the wide format.</summary>
    public static async Task<Guid> CreatePlan(this HttpClient client, params string[] rows)
    {
        var session = await client.CreateSession();
        using var answer = await client.Upload(session, WideHeader + string.Concat(rows));
        await answer.Json(HttpStatusCode.OK);
        return session;
    }

    public static Task<HttpResponseMessage> Upload(this HttpClient client, Guid session, string csv, string? mode = null) =>
        client.Upload(session, Encoding.UTF8.GetBytes(csv), mode);

    public static Task<HttpResponseMessage> Upload(this HttpClient client, Guid session, byte[] file, string? mode = null) =>
        client.UploadTo($"/api/psi/{session}/upload{(mode is null ? "" : $"?mode={mode}")}", file);

    /// <summary>Uploads with further parameters.</summary>
    public static Task<HttpResponseMessage> UploadTo(this HttpClient client, string path, string csv) =>
        client.UploadTo(path, Encoding.UTF8.GetBytes(csv));

    public static async Task<HttpResponseMessage> UploadTo(this HttpClient client, string path, byte[] file)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(file), "file", "plan.csv" } };
        return await client.PostAsync(path, form);
    }

    /// <summary>Sets overrides and expects that to work.</summary>
    public static async Task<JsonNode> Apply(this HttpClient client, Guid session, params object[] edits)
    {
        using var answer = await client.PostAsJsonAsync($"/api/psi/{session}/edits/apply", new { edits });
        return await answer.Json(HttpStatusCode.OK);
    }

    public static async Task<JsonNode> GetJson(this HttpClient client, string path, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var answer = await client.GetAsync(path);
        return await answer.Json(expected);
    }

    /// <summary>The days of the only series that the query means.</summary>
    public static async Task<JsonArray> Days(this HttpClient client, Guid session, string query = "")
    {
        var series = (JsonArray)await client.GetJson($"/api/psi/{session}/daily{query}");
        return (JsonArray)Assert.Single(series)!["daily"]!;
    }

    /// <summary>The body, after looking whether the status is the expected one.</summary>
    public static async Task<JsonNode> Json(this HttpResponseMessage answer, HttpStatusCode expected)
    {
        var body = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == expected, $"Expected {(int)expected}, got {(int)answer.StatusCode}: {body}");
        return JsonNode.Parse(body) ?? JsonValue.Create("null")!;
    }

    /// <summary>The one sentence of a problem, after looking that it is one.</summary>
    public static async Task<string> Problem(this HttpResponseMessage answer, HttpStatusCode expected)
    {
        var body = await answer.Json(expected);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        return body["detail"]!.GetValue<string>();
    }

    /// <summary>The numbers of one member of each element, as they are written.</summary>
    public static string[] Column(this JsonNode array, string member) =>
        [.. ((JsonArray)array).Select(element => element![member]?.ToJsonString() ?? "null")];
}
