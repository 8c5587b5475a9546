using System.Text.Json;
using System.Text.RegularExpressions;

namespace PsiErp.Web;

/// <summary>
/// Query values that the framework could not read into their type, in a client's words: its own message names C# types.
/// </summary>
internal static partial class BindingProblem
{
    private const int MaxShown = 40;

    /// <summary>What is wrong, by parameter; null when it is something else.</summary>
    public static Dictionary<string, string[]>? Of(BadHttpRequestException exception)
    {
        if (Missing().Match(exception.Message) is { Success: true } missing)
            return new() { [NameOf(missing)] = [$"Send {NameOf(missing)} in the query."] };
        if (Unreadable().Match(exception.Message) is not { Success: true } unreadable) return null;

        var value = unreadable.Groups["value"].Value;
        var shown = value.Length <= MaxShown ? value : value[..MaxShown] + "…";
        return new() { [NameOf(unreadable)] = [$"'{shown}' is not {Expected(unreadable.Groups["type"].Value)}."] };
    }

    private static string NameOf(Match match) => JsonNamingPolicy.SnakeCaseLower.ConvertName(match.Groups["name"].Value);

    private static string Expected(string type) => type switch
    {
        "Guid" => "a UUID",
        "bool" => "true or false",
        "int" or "long" => "a whole number",
        _ => "what is expected here",
    };

    [GeneratedRegex(
        """\AFailed to bind parameter "(Nullable<)?(?<type>\w+)>? (?<name>\w+)" from "(?<value>.*)"\.\z""",
        RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Unreadable();

    [GeneratedRegex(
        """\ARequired parameter "\S+ (?<name>\w+)" was not provided from query string\.\z""", RegexOptions.ExplicitCapture)]
    private static partial Regex Missing();
}
