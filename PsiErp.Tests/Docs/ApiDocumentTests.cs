using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace PsiErp.Tests.Docs;

/// <summary>The document says what the contract says.</summary>
public sealed partial class ApiDocumentTests(SqliteApp app)
{
    [Theory]
    [InlineData("POST /auth/login", "", "200 400 401 422 429")]
    [InlineData("POST /api/auth/login", "", "200 400 401 422 429")]
    [InlineData("GET /auth/me", "", "200 401")]
    [InlineData("GET /api/auth/me", "", "200 401")]
    [InlineData("GET /auth/sign-ins", "format", "200 401 422")]
    [InlineData("POST /auth/logout", "", "204")]
    [InlineData("POST /api/auth/logout", "", "204")]
    [InlineData("POST /auth/password", "", "204 400 401 422")]
    [InlineData("POST /api/auth/password", "", "204 400 401 422")]
    [InlineData("POST /auth/totp", "", "200 400 401 422 429")]
    [InlineData("POST /api/auth/totp", "", "200 400 401 422 429")]
    [InlineData("GET /api/users", "search format", "200 401 403 422")]
    [InlineData("POST /api/users", "", "201 400 401 403 409 422")]
    [InlineData("PUT /api/users/{id}", "id!", "200 400 401 403 404 409 422")]
    [InlineData("GET /api/audit", "kind name address limit offset format", "200 401 403 422")]
    [InlineData("GET /health/ready", "", "200 503")]
    [InlineData("GET /health/live", "", "200")]
    [InlineData("GET /health", "", "200 503")]
    [InlineData("GET /api/sessions", "search format", "200 401 422")]
    [InlineData("POST /api/sessions", "", "201 400 401 422")]
    [InlineData("GET /api/sessions/leader", "", "200 401")]
    [InlineData("GET /api/sessions/{id}", "id!", "200 401 404")]
    [InlineData("PUT /api/sessions/{id}", "id!", "200 400 401 404 422")]
    [InlineData("DELETE /api/sessions/{id}", "id!", "204 401 404")]
    [InlineData("PATCH /api/sessions/{id}/leader", "id!", "200 401 404")]
    [InlineData("POST /api/sessions/{id}/copy", "id!", "201 400 401 404 422")]
    [InlineData("POST /api/psi/{session_id}/upload",
        "session_id! mode decimal dates profile bad_rows encoding header_line blank as_of preview columns values",
        "200 400 401 404 413 422")]
    [InlineData("GET /api/psi/{session_id}/imports", "session_id! format", "200 401 404 422")]
    [InlineData("GET /api/psi/{session_id}/imports/{import_id}/changes", "session_id! import_id! format", "200 401 404 422 429")]
    [InlineData("POST /api/psi/{session_id}/imports/{import_id}/commit", "session_id! import_id! mode", "200 401 404 409 410 422 429")]
    [InlineData("POST /api/psi/{session_id}/imports/masters", "session_id!", "200 401 404 429")]
    [InlineData("POST /api/psi/{session_id}/imports/undo", "session_id!", "200 401 404 409 429")]
    [InlineData("POST /api/psi/upload",
        "session_id! mode decimal dates profile bad_rows encoding header_line blank as_of preview columns values",
        "200 400 401 404 413 422")]
    [InlineData("GET /api/import-profiles", "", "200 401")]
    [InlineData("PUT /api/import-profiles/{name}", "name!", "200 400 401 422")]
    [InlineData("DELETE /api/import-profiles/{name}", "name!", "204 401 404")]
    [InlineData("GET /api/psi/{session_id}/daily", "session_id! sku_code warehouse_name channel start_date end_date", "200 401 404 422")]
    [InlineData("GET /api/psi/daily", "session_id start_date end_date starting_inventory", "200 401 404 422")]
    [InlineData("GET /api/psi/{session_id}/summary", "session_id!", "200 401 404")]
    [InlineData("GET /api/psi/{session_id}/series", "session_id! q sku_code warehouse_name channel category_1 category_2 category_3 "
        + "fw_rank ss_rank region alert stock_out_before more_than_days more_than_units new snoozed "
        + "sort limit offset format group_by", "200 401 404 422")]
    [InlineData("GET /api/psi/{session_id}/totals", "session_id! bucket q sku_code warehouse_name channel category_1 category_2 category_3 "
        + "fw_rank ss_rank region alert stock_out_before more_than_days more_than_units new snoozed format", "200 401 404 422")]
    [InlineData("GET /api/psi/{session_id}/compare/totals", "session_id! with! format", "200 401 404 422")]
    [InlineData("GET /api/psi/{session_id}/figures", "session_id! q sku_code warehouse_name channel category_1 category_2 category_3 "
        + "fw_rank ss_rank region alert stock_out_before more_than_days more_than_units new snoozed", "200 401 404 422")]
    [InlineData("GET /api/psi/{session_id}/events", "session_id! since page Last-Event-ID", "200 401 404 429 503")]
    [InlineData("POST /api/psi/{session_id}/edits/apply", "session_id!", "200 400 401 404 409 422")]
    [InlineData("GET /api/psi-edits", "session_id sku_code warehouse_name channel updated_at username limit offset", "200 401 404 422")]
    [InlineData("GET /api/psi-edits/{session_id}/export",
        "session_id! sku_code warehouse_name channel updated_at username include_audit bom", "200 401 404 422")]
    [InlineData("GET /api/psi/{session_id}/log", "session_id! sku_code warehouse_name channel username limit offset format",
        "200 401 404 422")]
    [InlineData("GET /api/psi/{session_id}/export", "session_id! q sku_code warehouse_name channel category_1 category_2 category_3 "
        + "fw_rank ss_rank region alert stock_out_before more_than_days more_than_units new snoozed format", "200 401 404 422")]
    [InlineData("GET /api/psi/{session_id}/moves",
        "session_id! sku_code warehouse_name channel start_date end_date plan_id limit offset format", "200 401 404 422 429")]
    [InlineData("POST /api/psi/{session_id}/moves", "session_id!", "201 400 401 404 409 422")]
    [InlineData("DELETE /api/psi/{session_id}/moves/{id}", "session_id! id!", "204 401 404")]
    [InlineData("GET /api/channel-transfers",
        "session_id sku_code warehouse_name start_date end_date updated_at actor username limit offset", "200 401 404 422 429")]
    [InlineData("POST /api/channel-transfers", "", "201 400 401 404 409 422")]
    [InlineData("PUT /api/channel-transfers/{session_id}/{sku_code}/{warehouse_name}/{transfer_date}/{from_channel}/{to_channel}",
        "session_id! sku_code! warehouse_name! transfer_date! from_channel! to_channel!", "200 400 401 404 409 422")]
    [InlineData("DELETE /api/channel-transfers/{session_id}/{sku_code}/{warehouse_name}/{transfer_date}/{from_channel}/{to_channel}",
        "session_id! sku_code! warehouse_name! transfer_date! from_channel! to_channel!", "204 401 404 422")]
    [InlineData("GET /api/channel-transfers/{session_id}/export",
        "session_id! sku_code warehouse_name start_date end_date updated_at actor username channel include_audit bom",
        "200 401 404 422 429")]
    [InlineData("GET /api/psi/matrix", "session_id start end plan_id sku_codes warehouses channels", "200 400 401 404 422 429")]
    [InlineData("GET /api/transfer-plans", "session_id start end limit offset format", "200 401 404 422")]
    [InlineData("GET /api/transfer-plans/{plan_id}", "plan_id!", "200 401 404")]
    [InlineData("GET /api/transfer-plans/{plan_id}/unmet", "plan_id! format", "200 401 404 422")]
    [InlineData("GET /api/transfer-plans/{plan_id}/export", "plan_id! format", "200 401 404 422 429")]
    [InlineData("GET /api/psi/{session_id}/ranks/export", "session_id! start_date end_date fw ss format", "200 401 404 422 429")]
    [InlineData("POST /api/transfer-plans/recommend", "", "201 400 401 404 422 429")]
    [InlineData("PUT /api/transfer-plans/{plan_id}/lines", "plan_id!", "200 400 401 404 409 422")]
    [InlineData("PATCH /api/transfer-plans/{plan_id}", "plan_id!", "200 400 401 404 409 422 429")]
    [InlineData("GET /api/masters/{type}", "type! search sort limit offset", "200 401 404 422 429")]
    [InlineData("POST /api/masters/{type}", "type!", "201 400 401 404 422")]
    [InlineData("GET /api/masters/{type}/{id}", "type! id!", "200 401 404")]
    [InlineData("PUT /api/masters/{type}/{id}", "type! id!", "200 400 401 404 412 422")]
    [InlineData("DELETE /api/masters/{type}/{id}", "type! id!", "204 401 404 412")]
    [InlineData("GET /api/warehouses", "search limit offset", "200 401 422")]
    [InlineData("POST /api/warehouses", "", "201 400 401 409 422")]
    [InlineData("GET /api/warehouses/{warehouse_name}", "warehouse_name!", "200 401 404")]
    [InlineData("PUT /api/warehouses/{warehouse_name}", "warehouse_name!", "200 400 401 404 409 412 422")]
    [InlineData("DELETE /api/warehouses/{warehouse_name}", "warehouse_name!", "204 401 404 412")]
    [InlineData("GET /api/channels", "search limit offset", "200 401 422")]
    [InlineData("PUT /api/channels/{channel}", "channel!", "200 400 401 404 409 412 422")]
    [InlineData("GET /api/psi-metrics", "search limit offset", "200 401 422")]
    [InlineData("POST /api/psi-metrics", "", "201 400 401 409 422")]
    [InlineData("DELETE /api/psi-metrics/{name}", "name!", "204 401 404 412")]
    [InlineData("POST /api/category-rank-parameters", "", "201 400 401 409 422")]
    [InlineData("PUT /api/category-rank-parameters/{rank_type}/{category_1}/{category_2}", "rank_type! category_1! category_2!",
        "200 400 401 404 409 412 422")]
    [InlineData("GET /api/lanes", "search limit offset", "200 401 422")]
    [InlineData("PUT /api/lanes/{from_warehouse}/{to_warehouse}", "from_warehouse! to_warehouse!", "200 400 401 404 409 412 422")]
    [InlineData("GET /api/calendars/{name}", "name!", "200 401 404")]
    [InlineData("PUT /api/calendars/{name}", "name!", "200 400 401 404 412 413 422")]
    [InlineData("GET /api/reallocation-policy", "", "200 401")]
    [InlineData("PUT /api/reallocation-policy", "", "200 400 401 403 412 422")]
    public async Task Operation_OfTheContract_HasItsParametersAndAnswers(string call, string parameters, string statuses)
    {
        var operation = Operations(await Document())[call];

        Assert.Equal(parameters.Split(' ', StringSplitOptions.RemoveEmptyEntries), (operation["parameters"] as JsonArray ?? [])
            .Select(parameter => $"{parameter!["name"]}{((bool?)parameter["required"] == true ? "!" : "")}"));
        Assert.Subset(Statuses(operation), statuses.Split(' ').ToHashSet());
        Assert.Equal(statuses.Contains("401") && !SignsIn(call), operation["security"] is JsonArray { Count: 1 });
        Assert.False(string.IsNullOrEmpty((string?)operation["summary"]));
    }

    [Fact]
    public async Task Document_NamesAndTypes_AreThoseOfTheWire()
    {
        var document = await Document();

        Assert.Equal("cookie", (string?)document["components"]!["securitySchemes"]!["session"]!["in"]);
        foreach (var (name, schema) in (JsonObject)document["components"]!["schemas"]!)
        {
            foreach (var (member, type) in schema!["properties"] as JsonObject ?? [])
            {
                Assert.True(SnakeCase().IsMatch(member), $"{name}.{member}");
                Assert.True(type!["type"] is not null || type["$ref"] is not null || type["oneOf"] is not null,
                    $"{name}.{member} has no type");
                Assert.True((string?)type["format"] != "double", $"{name}.{member} is a binary float");
            }
        }
    }

    [Theory]
    [InlineData("NewUser", "is_admin", "username password")]
    [InlineData("EditBody", "inbound_qty", "sku_code warehouse_name channel date")]
    [InlineData("NewSession", "description", "title")]
    [InlineData("SessionBody", "description", "id title is_leader created_at updated_at")]
    [InlineData("EditRowBody", "inbound_qty", "id session_id sku_code warehouse_name channel date created_at updated_at")]
    public async Task Schema_OptionalMembers_AreNotRequired(string name, string optional, string required)
    {
        var schema = (await Document())["components"]!["schemas"]![name]!;

        var stated = (schema["required"] as JsonArray ?? []).Select(member => (string?)member).ToList();
        Assert.Equal(required.Split(' ').Order(), stated.Order());
        Assert.DoesNotContain(optional, stated);
    }

    [Fact]
    public async Task Document_NobodySignedIn_Is401()
    {
        using var client = app.AnonymousClient();

        await client.GetJson("/api/openapi.json", System.Net.HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Example_OfEveryCall_IsShown()
    {
        var document = await Document();

        var bodies = Operations(document).Where(operation => !operation.Key.Contains("/api/auth/", StringComparison.Ordinal))
            .Where(operation => operation.Value["requestBody"]?["content"]?["application/json"] is not null);
        Assert.All(bodies, operation => Assert.NotNull(operation.Value["requestBody"]!["content"]!["application/json"]!["example"]));
    }

    private static bool SignsIn(string call) =>
        call.EndsWith("/login", StringComparison.Ordinal) || call.EndsWith("/totp", StringComparison.Ordinal);

    private async Task<JsonNode> Document()
    {
        using var client = await app.SignedInClient();
        return await client.GetJson("/api/openapi.json");
    }

    private static Dictionary<string, JsonNode> Operations(JsonNode document) => (
        from path in (JsonObject)document["paths"]!
        from operation in (JsonObject)path.Value!
        select (Call: $"{operation.Key.ToUpperInvariant()} {path.Key}", Operation: operation.Value!))
        .ToDictionary(operation => operation.Call, operation => operation.Operation);

    private static HashSet<string> Statuses(JsonNode operation) => [.. ((JsonObject)operation["responses"]!).Select(answer => answer.Key)];

    [GeneratedRegex("^[a-z][a-z0-9]*(_[a-z0-9]+)*$")]
    private static partial Regex SnakeCase();
}
