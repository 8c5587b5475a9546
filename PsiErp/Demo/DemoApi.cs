using System.Net.Mime;
using Microsoft.AspNetCore.Http.HttpResults;
using PsiErp.Accounts;
using PsiErp.Hosting;
using PsiErp.Security;
using PsiErp.Sessions;
using PsiErp.Web;

namespace PsiErp.Demo;

/// <summary>JSON routes of the demo.</summary>
public static class DemoApi
{
    /// <summary>Registers the demo plan.</summary>
    public static IServiceCollection AddDemo(this IServiceCollection services) =>
        services.AddScoped<DemoMasters>().AddScoped<DemoSession>();

    /// <summary>Maps <c>/api/demo</c>.</summary>
    public static void MapDemo(this IEndpointRouteBuilder routes)
    {
        var demo = routes.MapGroup("/api/demo").WithTags("Demo").RequireAuthorization().RequireRateLimiting(UserLimits.Jobs)
            .ProducesProblem(429);
        demo.MapPost("/", LoadAsync).WithSummary("Load the demo plan into a new session")
            .WithDescription("A made-up plan around today. Products, suppliers, warehouses, channels and lanes that it needs are added "
                + "where they are missing.");
        demo.MapGet("/extract", ExtractAsync).WithSummary("The next morning's extract for the newest demo plan")
            .WithDescription("The same rows as a source system would write them: csv in UTF-8, cp932 with Japanese headers, semicolon "
                + "with decimal commas, or xlsx.")
            .Produces<Stream>(200, MediaTypeNames.Text.Csv, ListFile.Xlsx).ProducesProblem(422);
    }

    private static async Task<Created<SessionBody>> LoadAsync(
        DemoSession demo, Settings settings, Actor actor, CancellationToken ct)
    {
        var session = await demo.LoadAsync(actor, ct);
        return TypedResults.Created($"/api/sessions/{session.Id}", SessionBody.Of(session, settings));
    }

    private static async Task<IResult> ExtractAsync(
        [WordValue("The form of the file", "csv", "cp932", "semicolon", "xlsx")] string? format, DemoSession demo, CancellationToken ct)
    {
        var query = new QueryText();
        var word = query.Word("format", format, "csv", "cp932", "semicolon", "xlsx");
        if (query.Errors.Count > 0) return Problems.Invalid(query.Errors);
        var form = Enum.Parse<ExtractForm>(word, ignoreCase: true);
        var extract = await demo.ExtractAsync(ct);
        var type = form switch
        {
            ExtractForm.Xlsx => ListFile.Xlsx,
            ExtractForm.Cp932 => "text/csv; charset=shift_jis",
            _ => "text/csv; charset=utf-8",
        };
        var file = await TemporaryFile.WriteAsync(output => extract.WriteAsync(form, output, ct));
        return TypedResults.Stream(file, type, extract.FileName(form));
    }
}
