using System.Text.Json.Nodes;

namespace PsiErp.Tests;

public sealed class OpenApiTests(SqliteApp app)
{
    [Theory]
    [InlineData("/auth/login", "post")]
    [InlineData("/api/sessions/{id}/leader", "patch")]
    [InlineData("/api/psi/{session_id}/upload", "post")]
    [InlineData("/api/psi/{session_id}/daily", "get")]
    [InlineData("/api/psi/{session_id}/edits/apply", "post")]
    [InlineData("/api/psi-edits/{session_id}/export", "get")]
    [InlineData("/health", "get")]
    public async Task Document_EveryRouteOfTheContract_IsDescribed(string path, string method)
    {
        using var client = await app.SignedInClient();

        var document = await client.GetJson("/api/openapi.json");

        Assert.True(((JsonObject)document["paths"]!).ContainsKey(path), $"{path} is missing");
        Assert.NotNull(document["paths"]![path]![method]);
    }
}
