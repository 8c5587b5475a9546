using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;
using Microsoft.Extensions.Localization;
using PsiErp.Resources;

namespace PsiErp.Pages.Sessions;

/// <summary>What is different by now from what a page shows.</summary>
/// <param name="Grid">The plan as it is now.</param>
/// <param name="Shown">What the page shows.</param>
/// <param name="Done">What the gesture did that this answers; null where somebody else did something.</param>
internal sealed record GridAnswer(PsiGrid Grid, IReadOnlyList<ShownBlock> Shown, GridOutcome.Applied? Done)
{
    /// <summary>Whether blocks or rows came or went, so that the page has to be loaded anew.</summary>
    public bool IsOtherPage => !Grid.Groups.Select(group => group.Id).SequenceEqual(Shown.Select(block => block.Id))
        || Shown.Any(block => block.Stamps.AsSpan().Count(' ') != Grid.Rows.Count + 1);
}

/// <summary>Writes the rows of a plan that differ from those that a page shows.</summary>
internal sealed class GridChanges(GridAnswer answer, IStringLocalizer<Texts> texts, Shown shown) : IHtmlContent
{
    /// <inheritdoc/>
    public void WriteTo(TextWriter writer, HtmlEncoder encoder)
    {
        foreach (var (group, block) in answer.Grid.Groups.Zip(answer.Shown))
        {
            var (stamps, now) = (block.Stamps.Split(' '), group.Stamp());
            if (stamps[0] == now) continue;
            writer.Write($"<tr data-block={group.Id} data-stamp={now}>");
            new GridBlock(answer.Grid, group, texts, shown).WriteChanges(writer, encoder, stamps.AsSpan(1));
        }
    }
}
