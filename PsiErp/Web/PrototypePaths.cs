using System.Collections.Frozen;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.AspNetCore.Routing.Template;

namespace PsiErp.Web;

/// <summary>
/// The addresses by which the prototype's scripts and its web client know the JSON routes: without the prefix <c>/api</c>.
/// The path is completed before anything looks at it, so that whatever holds for a route holds for both forms. Slashes at
/// the end make no difference to routing anyway.
/// </summary>
internal sealed class PrototypePaths
{
    private static readonly PathString Prefix = new("/api");

    /// <summary>What comes first after the prefix: <c>sessions</c>, <c>psi</c>, <c>users</c> …</summary>
    private readonly FrozenSet<string> _roots;

    /// <summary>Pages, by a root that they share with JSON routes.</summary>
    private readonly ILookup<string, TemplateMatcher> _pages;

    private PrototypePaths(IEnumerable<RoutePattern> routes)
    {
        var known = routes.ToLookup(route => Prefix.Equals($"/{Literal(route, 0)}"));
        _roots = known[true].Select(route => Literal(route, 1)).OfType<string>().ToFrozenSet(StringComparer.OrdinalIgnoreCase);
        _pages = known[false].Where(route => Literal(route, 0) is { } root && _roots.Contains(root) && !IsOfOne(route)).ToLookup(
            route => Literal(route, 0)!, route => new TemplateMatcher(new RouteTemplate(route), []), StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Completes the paths of requests. The routes are those of the app, as they are when the first request comes.</summary>
    public static void Use(WebApplication app)
    {
        var paths = new Lazy<PrototypePaths>(() => new PrototypePaths(((IEndpointRouteBuilder)app).DataSources
            .SelectMany(source => source.Endpoints).OfType<RouteEndpoint>().Select(endpoint => endpoint.RoutePattern)));
        app.Use((context, next) =>
        {
            if (paths.Value.IsMeant(context.Request)) context.Request.Path = Prefix.Add(context.Request.Path);
            return next(context);
        });
    }

    private bool IsMeant(HttpRequest request)
    {
        if (Problems.IsJsonRoute(request.Path) || RootOf(request.Path) is not { } root || !_roots.Contains(root)) return false;
        return !_pages.Contains(root) || IsMeantBesidePages(request, _pages[root]);
    }

    /// <summary>Browsers and htmx get pages. Others get them only where they ask for one by its very address, and not for JSON.</summary>
    private static bool IsMeantBesidePages(HttpRequest request, IEnumerable<TemplateMatcher> pages)
    {
        if (request.Headers.ContainsKey("HX-Request")) return false;
        if (request.HasJsonContentType()) return true;
        if (Accepts(request, "text/html")) return false;
        return Accepts(request, "application/json") || !IsPage(request, pages);
    }

    /// <summary>
    /// Scripts have asked for one thing by its id without saying what they accept since before there was a page of it.
    /// </summary>
    private static bool IsOfOne(RoutePattern route) =>
        route.PathSegments is [_, var id] && id.Parts is [RoutePatternParameterPart];

    private static bool IsPage(HttpRequest request, IEnumerable<TemplateMatcher> pages) =>
        (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsPost(request.Method))
        && pages.Any(page => page.TryMatch(request.Path, []));

    private static bool Accepts(HttpRequest request, string type) =>
        request.Headers.Accept.Any(accept => accept?.Contains(type, StringComparison.OrdinalIgnoreCase) == true);

    private static string? RootOf(PathString path) => path.Value?.Split('/', 3) is ["", var root, ..] ? root : null;

    private static string? Literal(RoutePattern route, int segment) =>
        route.PathSegments.Count > segment && route.PathSegments[segment].Parts is [RoutePatternLiteralPart literal] ? literal.Content
            : null;
}
