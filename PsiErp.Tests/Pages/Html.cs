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

    private static Dictionary<string, string> Fields(IHtmlFormElement form, (string Name, string Value)[] entries)
    {
        var fields = new Dictionary<string, string>();
        foreach (var input in form.Elements.OfType<IHtmlInputElement>()
            .Where(input => input.Name is { Length: > 0 } && input.Type != "file" && (input.Type != "radio" || input.IsChecked)))
            fields[input.Name!] = input.Value;
        foreach (var text in form.Elements.OfType<IHtmlTextAreaElement>()) fields[text.Name!] = text.Value;
        foreach (var (name, value) in entries) fields[name] = value;
        return fields;
    }

    private static async Task<HtmlPage> Post(this PsiClient client, IHtmlFormElement form, HttpContent content)
    {
        using (content) return await Parse(await client.PostAsync(form.GetAttribute("action"), content,
            TestContext.Current.CancellationToken));
    }

    private static async Task<HtmlPage> Parse(HttpResponseMessage answer)
    {
        var html = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var document = await new HtmlParser().ParseDocumentAsync(html, TestContext.Current.CancellationToken);
        return new HtmlPage(answer, document);
    }
}
