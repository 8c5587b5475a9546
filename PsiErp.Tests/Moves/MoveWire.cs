using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace PsiErp.Tests.Moves;

/// <summary>What scripts say about stock moves, in a line each.</summary>
internal static class MoveWire
{
    /// <summary>Moves stock and expects that to work.</summary>
    public static async Task<JsonNode> Move(
        this HttpClient client, Guid session, decimal qty, string leaves, string? arrives = null, string sku = "A",
        string from = "東京DC/online", string to = "東京DC/retail", string? note = null)
    {
        using var answer = await client.PostMove(session, qty, leaves, arrives, sku, from, to, note);
        return await answer.Json(HttpStatusCode.Created);
    }

    public static Task<HttpResponseMessage> PostMove(
        this HttpClient client, Guid session, decimal qty, string leaves, string? arrives = null, string sku = "A",
        string from = "東京DC/online", string to = "東京DC/retail", string? note = null)
    {
        var (source, target) = (from.Split('/'), to.Split('/'));
        return client.PostAsJsonAsync($"/api/psi/{session}/moves", new
        {
            sku_code = sku,
            from_warehouse = source[0],
            from_channel = source[1],
            to_warehouse = target[0],
            to_channel = target[1],
            leaves_on = leaves,
            arrives_on = arrives,
            qty,
            note,
        });
    }

    /// <summary>The figures of one series, day by day.</summary>
    public static Task<JsonArray> DaysOf(this HttpClient client, Guid session, string series, string sku = "A")
    {
        var (warehouse, channel) = (series.Split('/')[0], series.Split('/')[1]);
        return client.Days(session, $"?sku_code={sku}&warehouse_name={Uri.EscapeDataString(warehouse)}&channel={channel}");
    }

    public static async Task<JsonArray> Moves(this HttpClient client, Guid session, string query = "") =>
        (JsonArray)await client.GetJson($"/api/psi/{session}/moves{query}");

    public static async Task<JsonArray> Transfers(this HttpClient client, Guid session, string query = "") =>
        (JsonArray)await client.GetJson($"/api/channel-transfers?session_id={session}{query}");
}
