using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using PsiErp.Tests.Pages;
using static PsiErp.Tests.Fixtures.Wire;

namespace PsiErp.Tests.Security;

/// <summary>File names from outside: of uploads, of downloads, and in addresses.</summary>
public abstract class FileNameTests(PsiApp app)
{
    private const string Forbidden = "\\/:*?\"<>|\r\n\0\u202e";

    private static readonly string[] Targets =
    [
        "/../appsettings.json", "/css/../../psi.db", "/css/%2e%2e/%2e%2e/psi.db", "/css/..%2f..%2fPsiErp.dll", "/css/..%5c..%5cPsiErp.dll",
        "/css/....//....//PsiErp.dll", "/.env", "/.git/config", "/psi.db", "/app.db", "/PsiErp.dll", "/web.config", "/css/", "/js/",
            "/lib/README.md",
        "/css/tokens.css%00.html", "/css/tokens.css/../../../etc/passwd", "/%c0%ae%c0%ae/etc/passwd", "/..;/etc/passwd",
            "/file:///etc/passwd", "/api/..%2f..%2fetc/passwd",
    ];

    public static TheoryData<string> Paths => [.. Targets];

    public static TheoryData<string> NameNames => HostileInputs.FileNames.Names();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Path_OutOfTheSite_FindsNothing(string target)
    {
        using var client = await app.SignedInClient();
        var cookie = $"Cookie: session={client.Cookies.GetAllCookies()["session"]!.Value}";

        var answer = await RawHttp.Ask(app.Address, target, cookie);

        Assert.Contains(answer.Status, (int[])[400, 404]);
        Assert.DoesNotContain("root:", answer.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("SQLite", answer.Body, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(NameNames))]
    public async Task Upload_UnderThatName_IsReadAndTheNameForgotten(string kind)
    {
        using var client = await app.SignedInClient();
        var session = await client.CreateSession();
        using var form = new MultipartFormDataContent("boundary");
        using var file = new StringContent("date,production,sales\n2026-12-01,1,2\n");
        file.Headers.ContentDisposition = new ContentDispositionHeaderValue("form-data")
        {
            Name = "file",
            FileNameStar = HostileInputs.FileNames[kind]
        };
        form.Add(file);

        using var answer = await client.PostAsync($"/api/psi/{session}/upload", form, Ct);

        var report = (await answer.Json(HttpStatusCode.OK)).ToJsonString();
        Assert.DoesNotContain("evil", report, StringComparison.Ordinal);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
        Assert.False(File.Exists("/tmp/evil-name.csv"));
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "..", ".."), "*evil-name*",
            SearchOption.AllDirectories));
    }

    [Theory]
    [MemberData(nameof(NameNames))]
    public async Task Download_OfASessionOfThatTitle_HasAPlainName(string kind)
    {
        using var client = await app.SignedInClient();
        using var created = await client.PostAsJsonAsync("/api/sessions", new { title = HostileInputs.FileNames[kind] }, Ct);
        var session = (await created.Json(HttpStatusCode.Created))["id"]!.GetValue<string>();
        await client.Upload(Guid.Parse(session), WideHeader + Row("A", "2026-12-01", "1"));

        foreach (var (path, ending) in new[]
        {
            ($"/api/psi/{session}/export", ".csv"), ($"/api/psi/{session}/export?format=xlsx", ".xlsx"),
                ($"/api/psi-edits/{session}/export", $"psi-edits-{session}.csv"),
        })
        {
            using var answer = await client.GetAsync(path, Ct);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.False(answer.Headers.Contains("Set-Cookie"));
            var disposition = answer.Content.Headers.ContentDisposition!;
            Assert.Equal("attachment", disposition.DispositionType);
            foreach (var name in new[] { disposition.FileNameStar!, disposition.FileName!.Trim('"') })
            {
                Assert.EndsWith(ending, name, StringComparison.Ordinal);
                Assert.DoesNotContain(name, Forbidden.Contains);
                Assert.False(name.StartsWith('.'), name);
                Assert.True(System.Text.Encoding.UTF8.GetByteCount(name) <= 255, name);
            }
        }
    }

    public sealed class OnSqlite(SqliteApp app) : FileNameTests(app);

    public sealed class OnPostgres(PostgresApp app) : FileNameTests(app);
}
