using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace PsiErp.Tests.Docs;

/// <summary>The list of licences names every package of the lock files, as the packages themselves state it.</summary>
public sealed class LicencesTests
{
    private static readonly string Packages = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    [Fact]
    public async Task Licences_AreThoseOfTheLockedPackages()
    {
        var ours = Locked("PsiErp");
        var page = new StringBuilder("""
            # Licences

            What PsiErp is made of, from `packages.lock.json` and the packages' own statements. `PSI_UPDATE_DOCS=1 dotnet test`
            writes this page anew. The vendored files of `wwwroot-src/lib` are listed in its README. Publishing
            leaves `bom.json` beside the program, the same and more for machines to read (CycloneDX 1.6).

            ## Data

            `PsiErp/Accounts/common-passwords.txt.gz`, the 10,000 commonest passwords of 8 characters or more in lower case: from
            `passwords.json` of the npm package [@zxcvbn-ts/language-common](https://github.com/zxcvbn-ts/zxcvbn) 4.1.3, in its
            order. MIT, © 2012–2016 Dan Wheeler and Dropbox, Inc., © 2021 @zxcvbn-ts.

            ## The application, and what builds it


            """);
        Append(page, ours);
        page.Append("\n## Only in tests\n\n");
        Append(page, Locked("PsiErp.Tests").Where(package => !ours.ContainsKey(package.Key)));

        var path = Path.Combine(Repository.Root, "docs", "licences.md");
        if (Environment.GetEnvironmentVariable("PSI_UPDATE_DOCS") == "1")
            await File.WriteAllTextAsync(path, page.ToString(), TestContext.Current.CancellationToken);
        Assert.Equal(await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken), page.ToString());
    }

    private static void Append(StringBuilder page, IEnumerable<KeyValuePair<string, string>> packages)
    {
        page.Append("| package | version | licence |\n|---|---|---|\n");
        foreach (var (name, version) in packages) page.Append($"| {name} | {version} | {LicenceOf(name, version)} |\n");
    }

    private static SortedDictionary<string, string> Locked(string project)
    {
        var locked = JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, project, "packages.lock.json")))!;
        return new SortedDictionary<string, string>(
            ((JsonObject)locked["dependencies"]!["net10.0"]!)
                .Where(package => (string?)package.Value!["type"] != "Project")
                .ToDictionary(package => package.Key, package => (string)package.Value!["resolved"]!),
            StringComparer.OrdinalIgnoreCase);
    }

    private static string LicenceOf(string name, string version)
    {
        var (id, folder) = (name.ToLowerInvariant(), version.ToLowerInvariant());
        var metadata = XDocument.Load(Path.Combine(Packages, id, folder, $"{id}.nuspec")).Root!.Elements().First();
        var licence = metadata.Elements().FirstOrDefault(element => element.Name.LocalName == "license");
        var address = metadata.Elements().FirstOrDefault(element => element.Name.LocalName == "licenseUrl");
        return (string?)licence?.Attribute("type") == "expression" ? licence!.Value
            : licence is not null ? $"its file {licence.Value}"
            : address?.Value ?? "not stated";
    }
}
