using System.Globalization;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace PsiErp.Pages;

/// <summary>What the text of a moment is.</summary>
public enum TimeText
{
    /// <summary>How long ago it was.</summary>
    Ago,

    /// <summary>Its day, hour and minute.</summary>
    Minute,

    /// <summary>The same with seconds.</summary>
    Second,
}

/// <summary>
/// A moment, <c>&lt;time at="…" to="Minute" /&gt;</c>. All of it, with the time zone, is its title and its <c>datetime</c>.
/// </summary>
[HtmlTargetElement("time", Attributes = "at")]
public sealed class TimeTagHelper(Shown shown) : TagHelper
{
    /// <summary>The moment.</summary>
    public DateTimeOffset At { get; set; }

    /// <summary>What of it is said.</summary>
    public TimeText To { get; set; }

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("datetime", shown.Local(At).ToString("O", CultureInfo.InvariantCulture));
        output.Attributes.SetAttribute("title", $"{shown.ToTheSecond(At)} {shown.ZoneAt(At)}");
        if (To == TimeText.Ago)
        {
            output.Content.SetContent(shown.When(At));
            return;
        }
        output.Content.Append(To == TimeText.Second ? shown.ToTheSecond(At) : shown.ToTheMinute(At));
        // Lists hide it where their heading says it
        output.Content.AppendHtml("<small class=\"zone\"> ").Append(shown.ZoneAt(At)).AppendHtml("</small>");
    }
}

/// <summary>The heading of a column of moments, <c>&lt;th times="true"&gt;</c>, says off which clock they are read.</summary>
[HtmlTargetElement("th", Attributes = "times")]
public sealed class ZoneTagHelper(Shown shown) : TagHelper
{
    /// <summary>Whether the column holds moments.</summary>
    public bool Times { get; set; }

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (!Times) return;
        output.PostContent.AppendHtml(" <small class=\"zone\" title=\"").Append(shown.TimeZone).AppendHtml("\">").Append(shown.Zone)
            .AppendHtml("</small>");
    }
}
