using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Markdig;
using Microsoft.AspNetCore.Html;
using Microsoft.Extensions.Localization;
using PsiErp.Resources;

namespace PsiErp.Pages.Help;

/// <summary>
/// The walk through the demo, in the reader's language. Its Markdown names the screens' texts by their keys, <c>{Worklist.Title}</c>,
/// keys of the keyboard as <c>{kbd Ctrl+Z}</c>, and pages of the demo as <c>demo:psi?sku=…</c>, so that it says what the screens say.
/// </summary>
public sealed partial class HelpText(IStringLocalizer<Texts> texts)
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().Build();

    /// <summary>The walk as HTML.</summary>
    /// <param name="demo">The demo's session; null where there is none.</param>
    /// <param name="without">Where links lead then.</param>
    public HtmlString Walk(Guid? demo, string without)
    {
        var text = Read(CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "ja" ? "japanese" : "english");
        text = Key().Replace(text, key => string.Join(' ', key.Groups[1].Value.Split(' ').Select(one => $"<kbd>{Encode(one)}</kbd>")));
        // Some take counts, which are not known here
        text = Label().Replace(text, label => $"<b>{Encode(texts[label.Groups[1].Value, "…", "…"])}</b>");
        text = Page().Replace(text, page => $"({(demo is { } id ? AddressOf(id, page.Groups[1].Value) : without)})");
        return new HtmlString(Markdown.ToHtml(text, Pipeline));
    }

    /// <summary>The Markdown of a language.</summary>
    internal static string Read(string language)
    {
        using var file = typeof(HelpText).Assembly.GetManifestResourceStream($"PsiErp.Pages.Help.{language}.md")!;
        using var reader = new StreamReader(file);
        return reader.ReadToEnd();
    }

    /// <summary>The screens' texts that a text names, by their keys.</summary>
    internal static IEnumerable<string> LabelsIn(string text) => Label().Matches(text).Select(label => label.Groups[1].Value);

    private static string AddressOf(Guid demo, string page) =>
        page.Length == 0 || page[0] == '?' ? $"/sessions/{demo}{page}" : $"/sessions/{demo}/{page}";

    private static string Encode(string text) => WebUtility.HtmlEncode(text);

    [GeneratedRegex(@"\{([A-Za-z]+(?:\.[A-Za-z_]+)+)\}")]
    private static partial Regex Label();

    [GeneratedRegex(@"\{kbd ([^}]+)\}")]
    private static partial Regex Key();

    [GeneratedRegex(@"\(demo:([^)]*)\)")]
    private static partial Regex Page();
}
