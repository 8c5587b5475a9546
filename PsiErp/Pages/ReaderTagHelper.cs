using System.Reflection;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Microsoft.AspNetCore.Routing.Template;
using PsiErp.Accounts;

namespace PsiErp.Pages;

/// <summary>
/// Leaves out, for those who may look only, the links to pages that are there to change something, and the forms that would be
/// refused: those of pages to come, too.
/// </summary>
[HtmlTargetElement("a")]
[HtmlTargetElement("form")]
public sealed class ReaderTagHelper(ReaderPages pages, HtmlEncoder encoder) : TagHelper
{
    /// <summary>After those that work out the address.</summary>
    public override int Order => 2000;

    [ViewContext, HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    /// <summary>Whether what a link says is said all the same.</summary>
    public bool TextStays { get; set; }

    /// <summary>Whether a form is shown though it can't be sent.</summary>
    public bool ForReaders { get; set; }

    /// <inheritdoc/>
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var request = ViewContext.HttpContext.Request;
        if (ForReaders || AccessRules.MayChange(ViewContext.HttpContext.User)) return;
        var isForm = output.TagName == "form";
        var address = Text(output.Attributes[isForm ? "action" : "href"]?.Value);
        var isPost = isForm && string.Equals(Text(output.Attributes["method"]?.Value), "post", StringComparison.OrdinalIgnoreCase);
        var path = address is { Length: > 0 } ? PathOf(address) : isForm ? request.Path.Value : null;
        if (path is null || !await pages.IsClosedAsync(path, isPost)) return;

        if (TextStays) output.TagName = null;
        else output.SuppressOutput();
    }

    private static string? PathOf(string address) =>
        address.StartsWith('/') ? address.Split('?', '#')[0] : null;

    private string? Text(object? value)
    {
        if (value is not IHtmlContent html) return value?.ToString();
        using var text = new StringWriter();
        html.WriteTo(text, encoder);
        return text.ToString();
    }
}

/// <summary>Which pages those who may look only can open, and which forms they can send.</summary>
public sealed class ReaderPages(IActionDescriptorCollectionProvider actions, PageLoader loader)
{
    private readonly Lazy<Task<IReadOnlyList<Known>>> _known = new(() => LoadAsync(actions, loader));

    /// <summary>Whether a page is for those only who may change something, or would refuse a form of others.</summary>
    public async Task<bool> IsClosedAsync(string path, bool isPost)
    {
        var all = (await _known.Value).Where(page => page.Template.TryMatch(path, [])).ToList();
        return all.Exists(page => page.ForEditors) || (isPost && !all.Exists(page => page.ForReaders));
    }

    private static async Task<IReadOnlyList<Known>> LoadAsync(IActionDescriptorCollectionProvider actions, PageLoader loader)
    {
        var known = new List<Known>();
        foreach (var page in actions.ActionDescriptors.Items.OfType<PageActionDescriptor>())
        {
            var model = (await loader.LoadAsync(page, EndpointMetadataCollection.Empty)).ModelTypeInfo;
            if (model is null || page.AttributeRouteInfo?.Template is not { } template) continue;
            var (editors, readers) = (model.GetCustomAttribute<ForEditorsAttribute>(), model.GetCustomAttribute<ForReadersAttribute>());
            if (editors is null && readers is null) continue;
            known.Add(new Known(new TemplateMatcher(TemplateParser.Parse(template), []), editors is not null, readers is not null));
        }
        return known;
    }

    private sealed record Known(TemplateMatcher Template, bool ForEditors, bool ForReaders);
}
