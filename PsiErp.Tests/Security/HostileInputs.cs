namespace PsiErp.Tests.Security;

/// <summary>What attackers type, by what they try with it. Tests put each of these wherever a text goes in.</summary>
internal static class HostileInputs
{
    /// <summary>What every markup here would do if it ran, and what no attribute of a page may hold.</summary>
    public const string Effect = "hostile()";

    /// <summary>Markup that would run a script if a page forgot to encode it. At most 255 characters, so that it fits every
    /// field.</summary>
    public static Dictionary<string, string> Markup { get; } = new()
    {
        ["script element"] = "<script>hostile()</script>",
        ["script element in capitals"] = "<SCRIPT>hostile()</SCRIPT>",
        ["script element left open"] = "<script>hostile()//",
        ["script element nested in itself"] = "<scr<script>ipt>hostile()</scr</script>ipt>",
        ["end of the title, then a script"] = "</title><script>hostile()</script>",
        ["end of a text area, then a script"] = "</textarea><script>hostile()</script>",
        ["image with an error handler"] = "<img src=x onerror=hostile()>",
        ["svg with a load handler"] = "<svg/onload=hostile()>",
        ["details with a toggle handler"] = "<details open ontoggle=hostile()>",
        ["end of a double-quoted attribute, then a handler"] = "x\" autofocus onfocus=\"hostile()",
        ["end of a single-quoted attribute, then a handler"] = "x' autofocus onfocus='hostile()",
        ["end of an unquoted attribute, then a handler"] = "x onmouseover=hostile() y",
        ["end of an attribute and its element"] = "\"><img src=x onerror=hostile()>",
        ["javascript address"] = "javascript:hostile()",
        ["link with a javascript address"] = "<a href=\"javascript:hostile()\">click</a>",
        ["frame with markup of its own"] = "<iframe srcdoc=\"<script>hostile()</script>\"></iframe>",
        ["base that moves all links"] = "<base href=\"https://evil.example/\" data-x=\"hostile()\">",
        ["htmx attribute that runs code"] = "<b hx-on:click=\"hostile()\" hx-trigger=\"load[hostile()]\">x</b>",
        ["htmx partial that replaces the page"] = "<hx-partial hx-target=\"#main\"><img src=x onerror=hostile()></hx-partial>",
        ["entities that might be decoded twice"] = "&lt;img src=x onerror=hostile()&gt;",
        ["numeric entities"] = "&#60;img src=x onerror=hostile()&#62;",
        ["full-width angle brackets"] = "＜script＞hostile()＜/script＞",
        ["comment left open"] = "<!-- hostile()",
        ["end of a comment"] = "--><script>hostile()</script>",
        ["template expression"] = "@{hostile()} {{hostile()}} ${hostile()}",
        ["format item of a text"] = "{0} {1} {9} hostile()",
    };

    /// <summary>What would change a statement if it were pasted into one. None is the name of anything.</summary>
    public static Dictionary<string, string> Sql { get; } = new()
    {
        ["quote left open"] = "zz'",
        ["always true"] = "zz' OR '1'='1",
        ["always true, rest commented out"] = "zz' OR 1=1 --",
        ["double quotes"] = "zz\" OR \"1\"=\"1",
        ["second statement"] = "zz'; DROP TABLE sessions; --",
        ["union with the users"] = "zz' UNION SELECT password_hash FROM users --",
        ["comment"] = "zz'/**/OR/**/1=1",
        ["sleep of PostgreSQL"] = "zz'||(SELECT pg_sleep(12))||'",
        ["dollar quotes"] = "$$zz$$",
        ["backslash before the quote"] = "zz\\' OR 1=1 --",
        ["backslash at the end"] = "zz\\",
        ["any text to LIKE"] = "%",
        ["any character to LIKE"] = "_______",
        ["wildcards escaped by their own escape"] = "\\%",
        ["full-width quote"] = "zz＇ OR 1=1 --",
        ["parameter name"] = "@p0 $1 :p0",
        ["cast"] = "zz'::int",
        ["stacked begin and commit"] = "zz'; COMMIT; DELETE FROM psi_base; BEGIN; --",
        ["separator of the search key"] = "\u001f",
        ["regular expression that backtracks"] = "(a+)+$",
    };

    /// <summary>Addresses that must not be gone to after signing in or choosing a language.</summary>
    public static Dictionary<string, string> ReturnUrls { get; } = new()
    {
        ["another site"] = "https://evil.example/",
        ["another site without scheme"] = "//evil.example/",
        ["three slashes"] = "///evil.example/",
        ["slash and backslash"] = "/\\evil.example/",
        ["two backslashes"] = "\\\\evil.example/",
        ["backslash and slash"] = "\\/evil.example/",
        ["tab between the slashes"] = "/\t/evil.example/",
        ["line break between the slashes"] = "/\n/evil.example/",
        ["carriage return between the slashes"] = "/\r/evil.example/",
        ["delete character between the slashes"] = "/\u007f/evil.example/",
        ["header after a line break"] = "/sessions\r\nSet-Cookie: session=stolen",
        ["space before the slashes"] = " //evil.example/",
        ["scheme without slashes"] = "https:evil.example",
        ["javascript"] = "javascript:hostile()",
        ["data"] = "data:text/html,<script>hostile()</script>",
        ["slashes encoded twice"] = "%2F%2Fevil.example/",
        ["tilde before the slashes"] = "~//evil.example/",
        ["tilde before slash and backslash"] = "~/\\evil.example/",
        ["full-width slashes"] = "／／evil.example/",
        ["only a host"] = "evil.example",
        ["relative"] = "../../evil",
        ["user before the host"] = "//plan.example.com@evil.example/",
        ["blank"] = " ",
    };

    /// <summary>File names that lead elsewhere, or nowhere.</summary>
    public static Dictionary<string, string> FileNames { get; } = new()
    {
        ["up two folders"] = "../../evil-name.csv",
        ["up on Windows"] = "..\\..\\evil-name.csv",
        ["absolute"] = "/tmp/evil-name.csv",
        ["drive"] = "C:\\evil-name.csv",
        ["share"] = "\\\\host\\share\\evil-name.csv",
        ["encoded dots"] = "%2e%2e%2fevil-name.csv",
        ["stream of NTFS"] = "evil-name.csv:hidden",
        ["device of Windows"] = "CON",
        ["hidden"] = ".evil-name",
        ["dots only"] = "...",
        ["pipe to a command"] = "|evil-name; rm -rf ~",
        ["quote and another parameter"] = "x\"; filename=\"evil-name.exe",
        ["header after a line break"] = "x\r\nSet-Cookie: session=stolen",
        ["ending turned round"] = "evil-name\u202evsc.exe",
        ["markup"] = "<img src=x onerror=hostile()>",
        ["very long"] = new string('製', 255),
    };

    /// <summary>The names of inputs, for theories.</summary>
    public static TheoryData<string> Names<T>(this Dictionary<string, T> inputs) => [.. inputs.Keys];
}
