using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace PsiErp.Tests.Pages;

/// <summary>An answer that is a page, parsed.</summary>
internal sealed record HtmlPage(HttpResponseMessage Answer, IHtmlDocument Document)
{
    public IElement Find(string selector) =>
        Document.QuerySelector(selector) ?? throw new InvalidOperationException($"No '{selector}' in: {Document.Body?.TextContent}");

    public IEnumerable<string> Texts(string selector) => Document.QuerySelectorAll(selector).Select(element => element.TextContent.Trim());
}

/// <summary>Uses pages as a browser without scripts does.</summary>
internal static class Html
{
    public static async Task<HtmlPage> GetPage(this PsiClient client, string address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { { "Accept", "text/html,*/*;q=0.8" } } };
        return await Parse(await client.SendAsync(request, TestContext.Current.CancellationToken));
    }

    /// <summary>Fills in and sends the form whose action holds what is given.</summary>
    public static async Task<HtmlPage> Submit(this PsiClient client, HtmlPage page, string action,
        params (string Name, string Value)[] entries)
    {
        var form = FormOf(page, action);
        return await client.Post(form, new FormUrlEncodedContent(Fields(form, entries)));
    }

    /// <summary>Sends a form with a file.</summary>
    public static async Task<HtmlPage> Upload(this PsiClient client, HtmlPage page, string sample,
        params (string Name, string Value)[] entries)
    {
        var form = FormOf(page, "/upload");
        var content = new MultipartFormDataContent();
        foreach (var (name, value) in Fields(form, entries)) content.Add(new StringContent(value), name);
        content.Add(new ByteArrayContent(await File.ReadAllBytesAsync(SamplePath(sample), TestContext.Current.CancellationToken)), "file",
            sample);
        return await client.Post(form, content);
    }

    /// <summary>Sends a form with a file, by its button of another action where one is named.</summary>
    public static async Task<HtmlPage> SubmitFile(this PsiClient client, HtmlPage page, string action, string button, string file,
        params (string Name, string Value)[] entries)
    {
        var form = FormOf(page, action);
        var content = new MultipartFormDataContent();
        foreach (var (name, value) in Fields(form, entries)) content.Add(new StringContent(value), name);
        content.Add(new StringContent(file), "file", "file");
        if (button.Length > 0) form.SetAttribute("action", page.Find($"button[formaction*='{button}']").GetAttribute("formaction")!);
        return await client.Post(form, content);
    }

    /// <summary>Sends the form of a button by the button's own action.</summary>
    public static async Task<HtmlPage> Press(this PsiClient client, HtmlPage page, string action,
        params (string Name, string Value)[] entries)
    {
        var button = (IHtmlButtonElement)page.Find($"button[formaction*='{action}']");
        var form = button.Form!;
        var fields = Fields(form, entries);
        form.SetAttribute("action", button.GetAttribute("formaction")!);
        return await client.Post(form, new FormUrlEncodedContent(fields));
    }

    /// <summary>Creates a planning session, with the sample in it if one is named.</summary>
    public static async Task<string> CreateSession(this PsiClient client, string title, string? sample = null)
    {
        var page = await client.GetPage("/sessions/new");
        var created = await client.Submit(page, "/sessions/new", ("Form.Title", title));
        Assert.Equal(302, (int)created.Answer.StatusCode);
        var list = await client.GetPage($"/sessions?search={Uri.EscapeDataString(title)}");
        var id = list.Find("tbody tr").Id!["session-".Length..];
        if (sample is not null) await client.Upload(await client.GetPage($"/sessions/{id}/upload"), sample);
        return id;
    }

    public static string SamplePath(string sample) => Path.Combine(AppContext.BaseDirectory, "Samples", sample);

    private static IHtmlFormElement FormOf(HtmlPage page, string action) =>
        page.Document.Forms.FirstOrDefault(form => form.GetAttribute("action")?.Contains(action, StringComparison.Ordinal) == true)
        ?? throw new InvalidOperationException($"No form for '{action}' in: {page.Document.Body?.TextContent}");

    private static List<KeyValuePair<string, string>> Fields(IHtmlFormElement form, (string Name, string Value)[] entries)
    {
        // What is typed last holds
        var typed = entries.GroupBy(entry => entry.Name).ToDictionary(entry => entry.Key, entry => entry.Last().Value);
        var fields = new List<KeyValuePair<string, string>>();
        foreach (var element in form.Elements)
        {
            var (name, value) = element switch
            {
                IHtmlInputElement { Type: "file" } or IHtmlInputElement { Type: "radio" or "checkbox", IsChecked: false } => (null, ""),
                IHtmlInputElement input => (input.Name, input.Value),
                IHtmlTextAreaElement text => (text.Name, text.Value),
                IHtmlSelectElement select => (select.Name, select.Value ?? ""),
                _ => (null, ""),
            };
            if (name is { Length: > 0 } && !typed.ContainsKey(name)) fields.Add(new(name, value));
        }
        return [.. fields, .. typed];
    }

    private static async Task<HtmlPage> Post(this PsiClient client, IHtmlFormElement form, HttpContent content)
    {
        using (content) return await Parse(await client.PostAsync(form.GetAttribute("action"), content,
            TestContext.Current.CancellationToken));
    }

    /// <summary>An answer as a page.</summary>
    internal static async Task<HtmlPage> Parse(HttpResponseMessage answer)
    {
        var html = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var document = await new HtmlParser().ParseDocumentAsync(html, TestContext.Current.CancellationToken);
        return new HtmlPage(answer, document);
    }
}
