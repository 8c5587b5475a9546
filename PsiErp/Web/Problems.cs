using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using PsiErp.Data.Providers;
using PsiErp.Planning;

namespace PsiErp.Web;

/// <summary>
/// The refusals of the JSON routes: RFC 9457 problem details whose detail is one readable sentence. Expected errors are
/// results made here; what is thrown is turned into one in <see cref="ProblemExceptionHandler"/>.
/// </summary>
public static class Problems
{
    /// <summary>422 with what is wrong, by field.</summary>
    public static ProblemHttpResult Invalid(IDictionary<string, string[]> errors) => TypedResults.Problem(InvalidDetails(errors));

    /// <summary>The same where there is no result to return.</summary>
    internal static ProblemDetails InvalidDetails(IDictionary<string, string[]> errors) => new HttpValidationProblemDetails(errors)
    {
        Status = StatusCodes.Status422UnprocessableEntity,
        Title = "Unprocessable Content",
        Detail = string.Join(" ", errors.SelectMany(error => error.Value).Take(3)),
    };

    /// <summary>422 for one field.</summary>
    public static ProblemHttpResult Invalid(string field, string message) =>
        Invalid(new Dictionary<string, string[]> { [field] = [message] });

    /// <summary>404 for an id that nothing has.</summary>
    public static ProblemHttpResult NotFound(string what) =>
        TypedResults.Problem($"There is no such {what}.", statusCode: StatusCodes.Status404NotFound);

    /// <summary>409, with members that say what is in the way.</summary>
    public static ProblemHttpResult Conflict(string detail, IDictionary<string, object?>? members = null) =>
        TypedResults.Problem(detail, statusCode: StatusCodes.Status409Conflict, extensions: members);

    /// <summary>Registers problem details for everything that goes wrong.</summary>
    public static IServiceCollection AddProblems(this IServiceCollection services) => services
        .AddProblemDetails(options => options.CustomizeProblemDetails = context =>
        {
            context.ProblemDetails.Extensions.Remove("traceId");
            context.ProblemDetails.Extensions.Remove("trace_id");
            context.ProblemDetails.Extensions["request_id"] = context.HttpContext.TraceIdentifier;
            context.ProblemDetails.Detail ??= DefaultDetail(context.ProblemDetails.Status);
        })
        .AddExceptionHandler<ProblemExceptionHandler>()
        .Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);

    /// <summary>Answers whatever goes wrong on a JSON route with problem details; pages have pages for it.</summary>
    public static void UseProblems(this WebApplication app) => app.UseWhen(context => IsJsonRoute(context.Request.Path), routes =>
    {
        routes.UseExceptionHandler();
        routes.UseStatusCodePages();
    });

    /// <summary>Whether scripts rather than people meet the answer.</summary>
    public static bool IsJsonRoute(PathString path) =>
        path.StartsWithSegments("/api") || path.StartsWithSegments("/auth") || path.StartsWithSegments("/health");

    private static string? DefaultDetail(int? status) => status switch
    {
        StatusCodes.Status401Unauthorized => "Sign in first.",
        StatusCodes.Status403Forbidden => "You may not do this.",
        StatusCodes.Status404NotFound => "There is nothing at this address.",
        StatusCodes.Status405MethodNotAllowed => "This address does not take that method.",
        StatusCodes.Status413PayloadTooLarge => "The request body is too large.",
        StatusCodes.Status415UnsupportedMediaType => "The body must be application/json, or multipart/form-data for an upload.",
        _ => null,
    };
}

/// <summary>Turns exceptions that are expected of a client or a database into problem details.</summary>
internal sealed class ProblemExceptionHandler(
    IProblemDetailsService problems, IDatabase database, ILogger<ProblemExceptionHandler> log) : IExceptionHandler
{
    /// <inheritdoc/>
    public async ValueTask<bool> TryHandleAsync(HttpContext context, Exception exception, CancellationToken cancellationToken)
    {
        // A browser takes JSON too, if need be; people get the page. By now the request's own path is that of the error page
        if (context.Features.Get<IExceptionHandlerPathFeature>() is { } failed && !Problems.IsJsonRoute(failed.Path)) return false;
        if (Describe(exception) is not { Status: { } status } details) return false;
        if (status >= 500) log.LogError(exception, "{Detail}", details.Detail);

        context.Response.StatusCode = status;
        return await problems.TryWriteAsync(new ProblemDetailsContext { HttpContext = context, ProblemDetails = details });
    }

    private ProblemDetails? Describe(Exception exception)
    {
        if (exception is BadHttpRequestException bad && BindingProblem.Of(bad) is { } errors) return Problems.InvalidDetails(errors);
        var (status, detail) = Explain(exception);
        return status == 0 ? null : new ProblemDetails { Status = status, Detail = detail };
    }

    private (int Status, string Detail) Explain(Exception exception) => exception switch
    {
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => (413, "The request body is too large."),
        BadHttpRequestException { InnerException: JsonException json } => (400, JsonDetail(json)),
        BadHttpRequestException { InnerException: InvalidDataException form } => FormDetail(form),
        BadHttpRequestException bad when bad.Message.Contains("no body was provided", StringComparison.Ordinal) =>
            (400, "The request has no body; send what it takes as JSON."),
        BadHttpRequestException bad => (bad.StatusCode, bad.Message),
        QuantityTooLargeException tooLarge => (422, tooLarge.Message + "."),
        _ when database.IsFull(exception) =>
            (507, "The database's disk is full, so nothing was changed; whoever runs PsiErp has to make room."),
        _ when database.IsUnreachable(exception) => (503, "The database can't be reached at the moment; try again shortly."),
        _ => (0, ""),
    };

    private static (int Status, string Detail) FormDetail(InvalidDataException form) =>
        form.Message.Contains("body length limit", StringComparison.Ordinal)
            ? (413, "The file is too large.")
            : (400, "The multipart body is malformed.");

    private static string JsonDetail(JsonException json)
    {
        var place = json.Path is { Length: > 1 } path ? $" at {path}" : "";
        var line = json.LineNumber is { } number ? $" (line {number + 1})" : "";
        return $"The body is not the JSON that is expected{place}{line}.";
    }
}
