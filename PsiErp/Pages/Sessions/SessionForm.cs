using System.ComponentModel.DataAnnotations;
using PsiErp.Sessions;

namespace PsiErp.Pages.Sessions;

/// <summary>What one types about a planning session.</summary>
public sealed class SessionForm
{
    [Required(ErrorMessage = "Session.TitleMissing")]
    [StringLength(PlanningSessions.MaxTitle, ErrorMessage = "Session.TitleTooLong")]
    public string? Title { get; set; }

    [StringLength(PlanningSessions.MaxDescription, ErrorMessage = "Session.DescriptionTooLong")]
    public string? Description { get; set; }
}
