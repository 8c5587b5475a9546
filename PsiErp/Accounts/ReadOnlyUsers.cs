using PsiErp.Web;

namespace PsiErp.Accounts;

/// <summary>
/// Open to those who may look only, though it answers to methods that change something: it changes nothing that others see. Where
/// handlers are named, only those of the page are.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ForReadersAttribute(params string[] handlers) : Attribute
{
    /// <summary>Whether a request for a handler of the page is meant.</summary>
    public bool Means(string? handler) => handlers.Length == 0 || handlers.Contains(handler, StringComparer.OrdinalIgnoreCase);
}

/// <summary>A page that is there to change something: who may look only has nothing to see on it.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ForEditorsAttribute : Attribute;

/// <summary>
/// Users who may look at everything and change nothing. Whatever route is added is closed to them as far as it changes something,
/// unless it says otherwise.
/// </summary>
public static class ReadOnlyUsers
{
    /// <summary>What they are told.</summary>
    public const string Refusal = "You may look at plans but not change them; ask an administrator.";

    /// <summary>Refuses what would change something. It comes after authorization.</summary>
    public static void UseReadOnlyUsers(this WebApplication app) => app.UseWhen(IsRefused, refused => refused.Run(context =>
    {
        if (Problems.IsJsonRoute(context.Request.Path))
            return TypedResults.Problem(Refusal, statusCode: StatusCodes.Status403Forbidden).ExecuteAsync(context);
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }));

    private static bool IsRefused(HttpContext context)
    {
        if (AccessRules.MayChange(context.User) || context.GetEndpoint()?.Metadata is not { } endpoint) return false;
        if (endpoint.GetMetadata<ForEditorsAttribute>() is not null) return true;
        var (method, request) = (context.Request.Method, context.Request);
        if (HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method)) return false;
        var handler = request.RouteValues["handler"] as string ?? request.Query["handler"];
        return endpoint.GetMetadata<ForReadersAttribute>()?.Means(handler) != true;
    }
}
