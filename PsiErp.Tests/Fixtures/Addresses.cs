namespace PsiErp.Tests.Fixtures;

/// <summary>The ways to write the address of a JSON route: <c>/api/users</c>, <c>/api/users/</c>, <c>/users</c>, <c>/users/</c>.</summary>
public static class Addresses
{
    /// <summary>An address, as it is and as the prototype's scripts write it.</summary>
    /// <param name="address">With the prefix <c>/api</c> (or <c>/auth</c>, which needs none), without a slash at the end.</param>
    public static string[] FormsOf(string address)
    {
        var query = address.IndexOf('?') is var start && start < 0 ? "" : address[start..];
        var path = address[..^query.Length];
        string[] forms = path.StartsWith("/api/", StringComparison.Ordinal) ? [path, path["/api".Length..]] : [path];
        return [.. forms.SelectMany(form => (string[])[form + query, $"{form}/{query}"])];
    }
}
