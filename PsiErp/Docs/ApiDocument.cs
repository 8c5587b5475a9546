using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using PsiErp.Hosting;

namespace PsiErp.Docs;

/// <summary>The description of the JSON routes. It is made when somebody asks for it, not when the app starts.</summary>
public static class ApiDocument
{
    /// <summary>Where it is.</summary>
    public const string Path = "/api/openapi.json";

    private const string Scheme = "session";

    /// <summary>What the routes are about, in the order in which a client meets it.</summary>
    private static readonly (string Name, string Description)[] Subjects =
    [
        ("Auth", "Signing in and out, and one's own password. The same routes answer at `/api/auth`."),
        ("Planning sessions", "The versions of the plan, and which of them is the leader."),
        ("PSI data", "A session's plan: files in and out, projected days, summaries, edits and their log."),
        ("PSI edits", "Today's overrides as a list and as a file."),
        ("Master data", "Products, customers, suppliers, warehouses, channels and what else plans are made by. Answers with one record "
            + "carry an ETag; a change with If-Match is 412 when someone else changed the record meanwhile."),
        ("Demo", "A made-up plan to try things with, and the extract of the morning after."),
        ("Users", "For administrators: who may sign in, and what happened to accounts and master data."),
        ("Health", "For load balancers and monitors; no sign-in."),
    ];

    /// <summary>Registers the document.</summary>
    public static IServiceCollection AddApiDocument(this IServiceCollection services) => services.AddOpenApi(options =>
    {
        options.ShouldInclude = _ => true;
        options.CreateSchemaReferenceId = ApiSchemas.NameOf;
        options.AddDocumentTransformer(Introduce);
        options.AddOperationTransformer(ApiOperations.CompleteAsync);
        options.AddSchemaTransformer(ApiSchemas.CompleteAsync);
    });

    /// <summary>Maps the document.</summary>
    public static void MapApiDocument(this IEndpointRouteBuilder routes) => routes.MapOpenApi(Path).RequireAuthorization();

    /// <summary>Whether a route needs the session's cookie.</summary>
    internal static bool NeedsSignIn(OpenApiOperationTransformerContext context)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        return metadata.OfType<IAuthorizeData>().Any() && !metadata.OfType<IAllowAnonymous>().Any();
    }

    /// <summary>What an operation says that needs the cookie.</summary>
    internal static IList<OpenApiSecurityRequirement> SignedIn(OpenApiDocument? document) =>
        [new() { [new OpenApiSecuritySchemeReference(Scheme, document)] = [] }];

    private static Task Introduce(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken ct)
    {
        var settings = context.ApplicationServices.GetRequiredService<Settings>();
        document.Info.Title = "PsiErp";
        document.Info.Version = "1";
        document.Info.Description =
            "Production, sales and inventory planning. Sign in at POST /auth/login; the cookie it sets opens the rest. Dates are "
            + "YYYY-MM-DD, times ISO 8601 with offset, quantities exact numbers with up to 6 decimals. Errors are problem details "
            + "(RFC 9457) whose detail is one sentence. Every route also answers without the prefix /api, and with a slash at the end; "
            + "where a page has that address, Accept: application/json or a JSON body asks for the route.";
        document.Servers?.Clear();
        document.Tags = Subjects.Select(subject => new OpenApiTag { Name = subject.Name, Description = subject.Description }).ToHashSet();
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [Scheme] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.ApiKey,
                In = ParameterLocation.Cookie,
                Name = settings.CookieName,
                Description = "The session's cookie, set by POST /auth/login",
            },
        };
        return Task.CompletedTask;
    }
}
