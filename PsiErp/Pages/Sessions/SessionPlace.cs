using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.WebUtilities;

namespace PsiErp.Pages.Sessions;

/// <summary>Where one is within a planning session: which of its pages, and what of it is shown.</summary>
public sealed class SessionPlace
{
    private const string Other = "with";

    /// <summary>Pages that every session has. Others are about one thing of one session; from there one goes to the worklist.</summary>
    private static readonly string[] Pages = ["psi", "proposals", "moves", "compare", "log", "imports", "import"];

    /// <summary>What means something in one session only: pages of lists, picked series, changes.</summary>
    private static readonly string[] Own = [WorklistState.PageNumber, "series", "change", "handler", "job"];

    private readonly string _page;
    private readonly IReadOnlyList<KeyValuePair<string, string>> _query;

    private SessionPlace(Guid? session, string page, IReadOnlyList<KeyValuePair<string, string>> query) =>
        (Session, _page, _query) = (session, page, query);

    /// <summary>The session that one is in; null for none.</summary>
    public Guid? Session { get; }

    /// <summary>Reads an address; one that is no page of a session is the worklist.</summary>
    public static SessionPlace Of(string? address)
    {
        var (path, query) = Split(address ?? "");
        if (path.Split('/', StringSplitOptions.RemoveEmptyEntries) is not ["sessions", var id, .. var parts]
            || !Guid.TryParse(id, out var session))
            return new SessionPlace(null, "", []);
        if (parts.Length > 0 && !Pages.Contains(parts[0])) return new SessionPlace(session, "", []);
        var kept = QueryHelpers.ParseQuery(query).Where(pair => !Own.Contains(pair.Key))
            .Select(pair => KeyValuePair.Create(pair.Key, pair.Value.ToString()));
        return new SessionPlace(session, parts.Length > 0 ? $"/{parts[0]}" : "", [.. kept]);
    }

    /// <summary>The same place in another session.</summary>
    public string In(Guid other)
    {
        // What is compared with oneself is compared the other way round
        var query = _query.Select(pair => pair.Key == Other && Guid.TryParse(pair.Value, out var with) && with == other
            ? KeyValuePair.Create(Other, $"{Session}")
            : pair);
        return $"/sessions/{other}{_page}{new QueryBuilder(query)}";
    }

    private static (string Path, string Query) Split(string address)
    {
        var mark = address.IndexOf('?', StringComparison.Ordinal);
        return mark < 0 ? (address, "") : (address[..mark], address[mark..]);
    }
}
