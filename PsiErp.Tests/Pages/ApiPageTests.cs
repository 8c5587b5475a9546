using System.Net;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace PsiErp.Tests.Pages;

/// <summary>The description of the API as a page.</summary>
public sealed class ApiPageTests(SqliteApp app, Browser browser)
{
    private const string Edits = "/docs/api#tag/psi-data/POST/api/psi/{session_id}/edits/apply";

    [Fact]
    public async Task ApiPage_ReadToItsEnd_KeepsToThePolicyAndToThisSite()
    {
        using var client = await app.SignedInClient();
        await using var window = await browser.Open(client);
        var elsewhere = new List<string>();
        window.Page.Request += (_, request) =>
        {
            if (new Uri(request.Url) is { Scheme: "http" or "https" } address && address.Authority != client.BaseAddress!.Authority)
                elsewhere.Add(request.Url);
        };

        await window.Page.GotoAsync(Edits);

        var operation = window.Page.Locator("section", new() { HasText = "Set overrides, all or none" }).Last;
        await Expect(operation).ToContainTextAsync("\"inbound_qty\": 12.5");
        await Expect(operation).ToContainTextAsync("409");
        foreach (var subject in (string[])["Auth", "Planning sessions", "PSI edits", "Users", "Health", "Models"])
        {
            await window.Page.GetByRole(AriaRole.Complementary).GetByText(subject, new() { Exact = true }).ClickAsync();
            await Expect(window.Page.GetByRole(AriaRole.Heading, new() { Name = subject, Exact = true })).ToBeInViewportAsync();
        }
        Assert.Empty(window.Errors);
        Assert.Empty(elsewhere);
    }

    [Fact]
    public async Task ApiPage_CallTriedOut_IsSentAsTheReader()
    {
        using var client = app.Strict.AnonymousClient();
        await client.SignIn(await app.CreateUser());
        await using var window = await browser.Open(client);

        await window.Page.GotoAsync("/docs/api#tag/planning-sessions/POST/api/sessions");
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Test Request (post /api/sessions)", Exact = true }).ClickAsync();
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Send post request to" }).First.ClickAsync();

        await Expect(window.Page.GetByRole(AriaRole.Dialog).GetByText("201 Created")).ToBeVisibleAsync();
        Assert.Single((await client.GetJson($"/api/sessions?search={client.Username}")).AsArray());
        Assert.Empty(window.Errors);
    }

    [Fact]
    public async Task ApiPage_InJapanese_HasJapaneseLabels()
    {
        using var client = await app.SignedInClient();
        await using var window = await browser.Open(client, new() { Locale = "ja" });

        await window.Page.GotoAsync(Edits);

        await Expect(window.Page.GetByText("はじめに").First).ToBeVisibleAsync();
        await Expect(window.Page.GetByRole(AriaRole.Button, new() { Name = "試す" }).First).ToBeVisibleAsync();
        await Expect(window.Page.GetByText("パスパラメーター").First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task ApiPage_WithoutScripts_LeadsToTheDocument()
    {
        using var client = await app.SignedInClient();
        await using var window = await browser.Open(client, new() { JavaScriptEnabled = false });

        await window.Page.GotoAsync("/docs/api");

        await Expect(window.Page.GetByRole(AriaRole.Link, new() { Name = "OpenAPI document" }))
            .ToHaveAttributeAsync("href", "/api/openapi.json");
    }

    [Fact]
    public async Task ApiPage_NobodySignedIn_AsksForIt()
    {
        using var client = app.AnonymousClient();

        using var answer = await client.GetAsync("/docs/api", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.StartsWith("/login?returnUrl=", answer.Headers.Location!.OriginalString, StringComparison.Ordinal);
    }
}
