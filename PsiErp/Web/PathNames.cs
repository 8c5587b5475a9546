using System.Text;
using Microsoft.AspNetCore.Http.Features;

namespace PsiErp.Web;

/// <summary>
/// Names in paths, exactly as they were sent. The server decodes a path before routes see it, so that <c>%2F</c> and
/// <c>%252F</c> look the same and <c>%2E%2E</c> leads to the folder above. Where a path has such a segment it is put
/// together anew from the request's own line, with <c>%</c>, <c>/</c>, <c>.</c> and <c>..</c> left encoded; <see cref="Decode"/>
/// reads the names.
/// </summary>
internal static class PathNames
{
    /// <summary>Puts such paths together anew, before anything looks at them.</summary>
    public static void Keep(WebApplication app) => app.Use((context, next) =>
    {
        if (Recode(context.Features.Get<IHttpRequestFeature>()?.RawTarget) is { } path)
            context.Request.Path = new PathString(path);
        return next(context);
    });

    /// <summary>A name as it was sent.</summary>
    public static string Decode(string segment) => Uri.UnescapeDataString(segment);

    /// <summary>A name as a segment of a path.</summary>
    public static string Encode(string name) => name is "." or ".."
        ? name.Replace(".", "%2E", StringComparison.Ordinal)
        : Uri.EscapeDataString(name);

    /// <summary>The path of a target; null when there is nothing in it that decoding would lose.</summary>
    private static string? Recode(string? target)
    {
        if (target is not ['/', ..]) return null;
        var path = target.Split('?', 2)[0];
        if (!Loses(path, "%2F") && !Loses(path, "%25") && !Loses(path, "%2E")) return null;
        var segments = path.Split('/');
        // Those that name no folder but are not encoded stay what they mean to the server
        if (!Ascii.IsValid(path) || segments.Any(segment => segment is "." or "..")) return null;
        return string.Join('/', segments.Select(Keep));
    }

    private static bool Loses(string path, string code) => path.Contains(code, StringComparison.OrdinalIgnoreCase);

    private static string Keep(string segment)
    {
        var name = Uri.UnescapeDataString(segment);
        return name is "." or ".." ? Encode(name)
            : name.Replace("%", "%25", StringComparison.Ordinal).Replace("/", "%2F", StringComparison.Ordinal);
    }
}

/// <summary>A name that a path holds as a segment.</summary>
/// <param name="Text">The name.</param>
internal readonly record struct NameInPath(string Text)
{
    /// <summary>Binds route handlers' parameters of this type.</summary>
    public static bool TryParse(string? segment, IFormatProvider? provider, out NameInPath name)
    {
        name = new NameInPath(PathNames.Decode(segment ?? ""));
        return true;
    }
}
