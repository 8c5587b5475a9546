namespace PsiErp;

/// <summary>The description of the JSON routes.</summary>
public static class OpenApi
{
    /// <summary>Registers the document.</summary>
    public static IServiceCollection AddOpenApiDocument(this IServiceCollection services) => services.AddOpenApi(options =>
    {
        options.ShouldInclude = _ => true;
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = "PsiErp";
            document.Info.Version = "1";
            document.Info.Description = "Production, sales and inventory planning. Sign in at POST /auth/login; the cookie it sets opens the rest.";
            document.Servers?.Clear();
            return Task.CompletedTask;
        });
    });

    /// <summary>Maps <c>GET /api/openapi.json</c>, and the 404 of whatever else is asked for under <c>/api</c>.</summary>
    public static void MapOpenApiDocument(this IEndpointRouteBuilder routes)
    {
        routes.MapOpenApi("/api/openapi.json").RequireAuthorization();
        routes.MapFallback("/api/{**path}", () => TypedResults.Problem(statusCode: StatusCodes.Status404NotFound))
            .RequireAuthorization().ExcludeFromDescription();
    }
}
