using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PsiErp.Docs;

namespace PsiErp.Tests.Docs;

/// <summary>Writes <c>docs/cookbook.md</c> from the examples.</summary>
internal static partial class Cookbook
{
    private static readonly JsonSerializerOptions Plain = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true
    };

    private static readonly JsonSerializerOptions OneLine = new(Plain) { WriteIndented = false };

    /// <param name="answers">What the app answered, example by example, with ids and times made equal.</param>
    public static string Write(IEnumerable<(ApiExample Example, string Answer)> answers)
    {
        var text = new StringBuilder("""
            # Cookbook

            Every call with curl, in an order that works: each line has been run, and each answer is what came (ids and times
            are made up). `PSI_UPDATE_DOCS=1 dotnet test` writes this page anew from `PsiErp/Docs/examples.json`.

            ```sh
            base=${base:-http://localhost:8000}
            ```

            """);
        foreach (var (example, answer) in answers)
        {
            text.Append($"\n## {example.Title}\n\n```sh\n{Command(example)}\n```\n");
            text.Append(answer.Length == 0 ? $"\n{example.Status}\n"
                : $"\n{example.Status}\n\n```{(IsJson(answer) ? "json" : "")}\n{Shorten(answer)}\n```\n");
        }
        return text.ToString();
    }

    /// <summary>The example as a line for a shell.</summary>
    public static string Command(ApiExample example)
    {
        var call = new StringBuilder("curl -s -b cookies");
        if (example.Path == "/auth/login") call.Append(" -c cookies");
        if (example.Method is not "GET" && !(example.Method == "POST" && (example.Json ?? (object?)example.File) is not null))
            call.Append($" -X {example.Method}");
        if (example.Json is not null)
        {
            var body = InBody().Replace(example.Json.ToJsonString(OneLine), "'$$$1'");
            call.Append($" \\\n  -H 'Content-Type: application/json' \\\n  -d '{body}'");
        }
        if (example.File is not null) call.Append($" -F file=@{example.File}");
        var (path, query) = Address(example);
        foreach (var (name, value) in query) call.Append($" \\\n  --data-urlencode \"{name}={value}\"");
        if (query.Count > 0) call.Insert(4, " -G");
        call.Append($" \"$base{path}\"");
        foreach (var (name, member) in example.Keep)
            call.Insert(0, $"{name}=$(").Append($" | sed 's/.*\"{member}\":\"\\([^\"]*\\)\".*/\\1/')");
        return call.ToString();
    }

    /// <summary>Indents JSON, and cuts the end of what is long.</summary>
    private static string Shorten(string answer)
    {
        const int Most = 24;
        var lines = (IsJson(answer) ? JsonNode.Parse(answer)!.ToJsonString(Plain) : answer.TrimEnd().ReplaceLineEndings("\n")).Split('\n');
        return string.Join('\n', lines.Length <= Most ? lines : [.. lines[..Most], "…"]);
    }

    private static bool IsJson(string answer) => answer[0] is '{' or '[';

    private static (string Path, Dictionary<string, string> Query) Address(ApiExample example)
    {
        var (path, query) = (example.Path, new Dictionary<string, string>());
        foreach (var (name, value) in example.Parameters)
        {
            var shown = value.StartsWith('{') ? $"${value[1..^1]}" : value;
            if (path.Contains($"{{{name}}}", StringComparison.Ordinal)) path = path.Replace($"{{{name}}}", shown);
            else query[name] = shown;
        }
        // A body leaves no room for the query
        if (example.File is null && example.Json is null) return (path, query);
        return (query.Count == 0 ? path : $"{path}?{string.Join('&', query.Select(pair => $"{pair.Key}={pair.Value}"))}", []);
    }

    /// <summary>What an earlier example has kept, in a body.</summary>
    [GeneratedRegex("(?<=\")\\{(\\w+)\\}(?=\")")]
    private static partial Regex InBody();
}
