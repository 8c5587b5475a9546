using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace PsiErp.Tests.Docs;

/// <summary>What is built and shipped is what was looked at: vendored files by their hash, packages by the lock files.</summary>
public sealed partial class SupplyTests
{
    private static readonly string Root = Path.GetFullPath(Path.Combine(FolderOfThisFile(), "..", ".."));

    [Fact]
    public async Task VendoredFiles_AreThoseOfTheirHashes()
    {
        var folder = Path.Combine(Root, "wwwroot-src", "lib");
        var readme = await File.ReadAllTextAsync(Path.Combine(folder, "README.md"), TestContext.Current.CancellationToken);
        var listed = HashLine().Matches(readme).Select(line => (File: line.Groups[1].Value, Hash: line.Groups[2].Value));

        var files = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(file => (File: Path.GetRelativePath(folder, file).Replace('\\', '/'), Hash: HashOf(file)))
            // The types are ours
            .Where(file => file.File != "README.md" && !file.File.EndsWith(".d.ts", StringComparison.Ordinal));

        Assert.Equal(listed.Order(), files.Order());
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("docs/deploy.md")]
    [InlineData(".ci/rehearse")]
    public async Task Publishing_AsDocumented_RestoresFromTheLockFiles(string file)
    {
        var text = await File.ReadAllTextAsync(Path.Combine(Root, file), TestContext.Current.CancellationToken);

        Assert.All(Publish().Matches(text), line => Assert.Contains("-p:RestoreLockedMode=true", line.Value, StringComparison.Ordinal));
    }

    private static string HashOf(string file) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)));

    private static string FolderOfThisFile([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;

    [GeneratedRegex(@"^\| `([^`]+)` \| `([0-9a-f]{64})` \|$", RegexOptions.Multiline)]
    private static partial Regex HashLine();

    [GeneratedRegex(@"dotnet publish (?:[^\n]*\\\n)*[^\n]*")]
    private static partial Regex Publish();
}
