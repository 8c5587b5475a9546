using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace PsiErp.Security;

/// <summary>
/// Refuses NUL characters in queries and forms with 400. PostgreSQL can't hold them, and no keyboard makes them; JSON
/// bodies are checked by field.
/// </summary>
internal sealed class NulCharacters : IPageFilter
{
    /// <summary>Refuses them in queries.</summary>
    public static void Refuse(WebApplication app) => app.UseWhen(
        context => context.Request.QueryString.Value?.Contains("%00", StringComparison.Ordinal) == true,
        refused => refused.Run(context =>
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return Task.CompletedTask;
        }));

    /// <inheritdoc/>
    public void OnPageHandlerSelected(PageHandlerSelectedContext context)
    {
    }

    /// <inheritdoc/>
    public void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        var features = context.HttpContext.Features;
        // The page that explains the refusal gets the same form
        if (features.Get<IStatusCodeReExecuteFeature>() is not null) return;
        // By now a form has been read, for its antiforgery token or the page's properties
        if (features.Get<IFormFeature>()?.Form?.Any(field => field.Value.ToString().Contains('\0')) == true)
            context.Result = new BadRequestResult();
    }

    /// <inheritdoc/>
    public void OnPageHandlerExecuted(PageHandlerExecutedContext context)
    {
    }
}
