using System.Net;
using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using PsiErp.Tests.Pages;
using static PsiErp.Tests.Fixtures.Wire;

namespace PsiErp.Tests.Security;

/// <summary>
/// Markup in every text that goes in, shown on every page that it comes out of: always as text. A page or a field that
/// is added belongs in <see cref="Shown"/> or <see cref="Seed"/>. Which database keeps it makes no difference to a page: that both
/// keep such texts as they are is in <see cref="FilterTests"/>.
/// </summary>
public sealed class MarkupTests(SqliteApp app)
{
    /// <summary>Every page that shows stored text; <c>{id}</c> is the session, <c>{title}</c> its title, <c>{sku}</c> the SKU.</summary>
    private static readonly string[] Shown =
    [
        "/sessions?search={title}",
        "/sessions/{id}/edit",
        "/sessions/{id}/copy",
        "/sessions/{id}/delete",
        "/sessions/{id}/upload",
        "/sessions/{id}",
        "/sessions/{id}?warehouse_name={sku}&region={sku}",
        "/sessions/{id}?handler=Warehouses",
        "/sessions/{id}/psi?sku={sku}",
        "/sessions/{id}/psi?sku={sku}&bucket=week",
        "/sessions/{id}/psi?sku={sku}&bucket=month&rows=main",
        "/sessions/{id}/psi?sku={sku}-is-not-there",
        "/sessions/{id}/psi?sku={sku}&from=1999-01-01&to=1999-01-02",
        "/sessions/{id}/psi?handler=Skus&sku={sku}",
    ];

    /// <summary>What is asked for with a text that comes back: <c>{text}</c>.</summary>
    private static readonly Dictionary<string, string> Echoes = new()
    {
        ["search of the sessions"] = "/sessions?search={text}",
        ["search of the worklist"] = "/sessions/{id}?q={text}",
        ["filters of the worklist"] = "/sessions/{id}?channel={text}&category_1={text}&alert={text}&sort={text}&p={text}",
        ["SKU of the grid"] = "/sessions/{id}/psi?sku={text}",
        ["SKU of the picker"] = "/sessions/{id}/psi?handler=Skus&sku={text}",
        ["bucket of the grid"] = "/sessions/{id}/psi?sku=A&bucket={text}",
        ["first day of the grid"] = "/sessions/{id}/psi?sku=A&from={text}",
        ["rows of the grid"] = "/sessions/{id}/psi?sku=A&rows={text}",
        ["handler of a page"] = "/sessions/{id}/psi?sku=A&handler={text}",
        ["parameter that nobody reads"] = "/sessions?{text}={text}",
        ["return address of the login"] = "/login?returnUrl={text}",
        ["user name of the login"] = "/login?Username={text}",
        ["path that is not there"] = "/nothing/{text}",
        ["code of the error page"] = "/error/{text}",
        ["id of a session"] = "/sessions/{text}/psi",
    };

    public static TheoryData<string> MarkupNames => HostileInputs.Markup.Names();

    public static TheoryData<string> EchoNames => Echoes.Names();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(MarkupNames))]
    public async Task Stored_IsShownAsText(string kind)
    {
        var text = HostileInputs.Markup[kind];
        var (client, session) = await Seed(text);
        using var _ = client;

        foreach (var path in Shown)
        {
            var page = await client.GetPage(Fill(path, session, text));
            AssertHarmless(page.Document, path);
            if (!path.Contains("-is-not-there", StringComparison.Ordinal)) Assert.Equal(200, (int)page.Answer.StatusCode);
            Assert.Contains(text, AllText(page.Document), StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(MarkupNames))]
    public async Task InAForm_ComesBackAsText(string kind)
    {
        var text = HostileInputs.Markup[kind];
        using var client = await app.SignedInClient();
        var session = await client.CreatePlan(Row("A", "2026-12-01", "1"));
        using var anonymous = app.AnonymousClient();
        var grid = await client.GetPage($"/sessions/{session}/psi?sku=A");

        HtmlPage[] pages =
        [
            await anonymous.Submit(await anonymous.GetPage("/login"), "/login", ("Username", text), ("Password", "wrong")),
            await client.Submit(await client.GetPage("/sessions/new"), "/sessions/new", ("Form.Title", ""), ("Form.Description", text)),
            await client.Submit(await client.GetPage("/sessions/new"), "/sessions/new", ("Form.Title", text + new string('x', 255))),
            await client.Submit(await client.GetPage($"/sessions/{session}/delete"), "/delete", ("Typed", text)),
            await client.Submit(grid, "handler=Cell", ("series", grid.Find(".block[data-warehouse]").Id!), ("date", "2026-12-01"),
                ("field", "InboundQty"), ("entry", text)),
        ];

        Assert.Equal([401, 422, 422, 422, 422], pages.Select(page => (int)page.Answer.StatusCode));
        Assert.All(pages, page => AssertHarmless(page.Document, page.Answer.RequestMessage!.RequestUri!.PathAndQuery));
    }

    [Theory]
    [MemberData(nameof(MarkupNames))]
    public async Task InAFile_IsReportedAsText(string kind)
    {
        var text = HostileInputs.Markup[kind];
        using var client = await app.SignedInClient();
        var session = await client.CreateSession();
        var page = await client.GetPage($"/sessions/{session}/upload");
        var form = page.Document.Forms.Single(form => form.HasAttribute("data-upload-form"));
        using var content = new MultipartFormDataContent
        {
            { new StringContent(form.QuerySelector("[name=__RequestVerificationToken]")!.GetAttribute("value")!),
                "__RequestVerificationToken" },
            { new StringContent("Merge"), "mode" },
            { new StringContent($"{WideHeader}A,,,,,,,W,C,{Quoted(text)},,{Quoted(text)},,,,,,,\n"), "file", "plan.csv" },
        };

        using var answer = await client.PostAsync($"/sessions/{session}/upload", content, Ct);

        Assert.Equal(422, (int)answer.StatusCode);
        var report = await new HtmlParser().ParseDocumentAsync(await answer.Content.ReadAsStringAsync(Ct), Ct);
        AssertHarmless(report, "the report of problems");
    }

    [Theory]
    [MemberData(nameof(EchoNames))]
    public async Task Asked_ComesBackAsText(string where)
    {
        using var client = await app.SignedInClient();
        using var anonymous = app.AnonymousClient();
        var session = await client.CreatePlan(Row("A", "2026-12-01", "1"));

        foreach (var (kind, text) in HostileInputs.Markup)
        {
            var path = Echoes[where].Replace("{id}", session.ToString(), StringComparison.Ordinal)
                .Replace("{text}", Uri.EscapeDataString(text), StringComparison.Ordinal);
            var page = await (path.StartsWith("/login", StringComparison.Ordinal) ? anonymous : client).GetPage(path);
            Assert.InRange((int)page.Answer.StatusCode, 200, 404);
            AssertHarmless(page.Document, $"{path} with {kind}");
        }
    }

    [Theory]
    [MemberData(nameof(MarkupNames))]
    public async Task OnTheWire_IsJsonThatNoBrowserTakesForAPage(string kind)
    {
        var text = HostileInputs.Markup[kind];
        var (client, session) = await Seed(text);
        using var _ = client;
        foreach (var path in (string[])["/api/sessions/{id}", "/api/psi/{id}/daily", "/api/psi/{id}/series",
            "/api/psi-edits?session_id={id}", "/api/psi/{id}/log", "/api/psi/{id}/series?sort={text}"])
        {
            using var answer = await client.GetAsync(Fill(path, session, text), Ct);
            Assert.Contains(answer.Content.Headers.ContentType!.MediaType, (string[])["application/json", "application/problem+json"]);
            var body = await answer.Content.ReadAsStringAsync(Ct);
            Assert.DoesNotContain('<', body);
            Assert.Equal(["nosniff"], answer.Headers.GetValues("X-Content-Type-Options"));
        }
    }

    /// <summary>A session whose every text is the markup: title, description, keys, names, categories, and who made it.</summary>
    private async Task<(PsiClient Client, Guid Session)> Seed(string text)
    {
        var client = await app.SignedInClient($"{text} {Guid.NewGuid():N}");
        await client.Submit(await client.GetPage("/sessions/new"), "/sessions/new", ("Form.Title", text), ("Form.Description", text));
        var list = await client.GetJson($"/api/sessions?search={Uri.EscapeDataString(client.Username!)}");
        var session = Guid.Parse(list[0]!["id"]!.GetValue<string>());
        var cell = Quoted(text);
        using var upload = await client.Upload(session,
            $"{WideHeader}{cell},{cell},{cell},{cell},{cell},A,B,{cell},{cell},2026-12-01,5,1,9,,,3,,4,\n");
        await upload.Json(HttpStatusCode.OK);
        await client.Apply(session, new { sku_code = text, warehouse_name = text, channel = text, date = "2026-12-01", inbound_qty = 7 });
        return (client, session);
    }

    private static string Quoted(string text) => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static string Fill(string path, Guid session, string text) => path
        .Replace("{id}", session.ToString(), StringComparison.Ordinal)
        .Replace("{title}", Uri.EscapeDataString(text), StringComparison.Ordinal)
        .Replace("{text}", Uri.EscapeDataString(text), StringComparison.Ordinal)
        .Replace("{sku}", Uri.EscapeDataString(text), StringComparison.Ordinal);

    /// <summary>What one can read of a page, in elements and in the attributes that hold text.</summary>
    private static string AllText(IDocument page) => new StringBuilder(page.DocumentElement.TextContent)
        .AppendJoin('\n', page.All.SelectMany(element => element.Attributes).Select(attribute => attribute.Value)).ToString();

    private static void AssertHarmless(IDocument page, string where)
    {
        foreach (var element in page.All)
        {
            Assert.False(element.LocalName is "script" && element.TextContent.Contains(HostileInputs.Effect, StringComparison.Ordinal),
                $"A script of {where}");
            Assert.False(element.LocalName is "iframe" or "object" or "embed" or "base" or "img"
                || (element.LocalName is "svg" && element.ClassName?.StartsWith("spark", StringComparison.Ordinal) != true),
                $"<{element.LocalName}> of {where}");
            foreach (var attribute in element.Attributes)
            {
                var name = attribute.Name;
                Assert.False(name.StartsWith("on", StringComparison.OrdinalIgnoreCase)
                    || name.StartsWith("hx-on", StringComparison.OrdinalIgnoreCase), $"{name} of {where}");
                Assert.False(
                    name is "href" or "src" or "action" or "formaction" or "hx-get" or "hx-post" && attribute.Value.TrimStart()
                        .StartsWith("javascript:", StringComparison.OrdinalIgnoreCase),
                    $"{name}={attribute.Value} of {where}");
                Assert.False(name is "hx-trigger" or "hx-vals" or "srcdoc"
                    && attribute.Value.Contains(HostileInputs.Effect, StringComparison.Ordinal), $"{name} of {where}");
            }
        }
    }
}
