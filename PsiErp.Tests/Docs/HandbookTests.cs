using System.Text.RegularExpressions;

namespace PsiErp.Tests.Docs;

/// <summary>What the handbook points to is there, and what is there is in the handbook.</summary>
public sealed partial class HandbookTests
{
    public static TheoryData<string> Pages =>
        [.. new[] { ".", "docs" }.SelectMany(folder => Directory.GetFiles(Path.Combine(Repository.Root, folder), "*.md"))
            .Select(file => Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'))];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Links_LeadToFilesThatAreThere(string page)
    {
        var folder = Path.GetDirectoryName(Path.Combine(Repository.Root, page))!;
        var broken = Link().Matches(Repository.Read(page)).Select(link => link.Groups["to"].Value)
            .Where(to => !to.Contains("://", StringComparison.Ordinal) && !Path.Exists(Path.Combine(folder, to.Split('#')[0])));

        Assert.Empty(broken);
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Pages_OfTheHandbook_StandInItsContents(string page)
    {
        if (page.StartsWith("docs/", StringComparison.Ordinal) && page != "docs/README.md")
            Assert.Contains($"]({page["docs/".Length..]})", Repository.Read("docs/README.md"), StringComparison.Ordinal);
    }

    /// <remarks>
    /// The cookbook's are run by <see cref="CookbookTests"/>, those with a code by <see cref="Accounts.SecondFactorTests"/>.
    /// </remarks>
    [Theory]
    [MemberData(nameof(Pages))]
    public void Commands_AreRunByTheRehearsal_OrSayWhyNot(string page)
    {
        if (page == "docs/cookbook.md") return;
        var scripts = string.Concat(
            new[] { ".ci/handbook", ".ci/rehearse", "PsiErp.Tests/Accounts/SecondFactorTests.cs" }.Select(Repository.Read));
        var text = Repository.Read(page);

        Assert.Equal(Commands().Count(text), MarkedCommands().Count(text));
        foreach (var mark in MarkedCommands().Matches(text).Select(block => block.Groups["mark"].Value))
        {
            if (!mark.StartsWith("not run, ", StringComparison.Ordinal))
                Assert.Matches($@"[Bb]lock[ (]""?{Regex.Escape(mark)}[""\s]", scripts);
        }
    }

    [Fact]
    public void Readme_FitsAFirstLook() => Assert.InRange(Repository.Read("README.md").Split('\n').Length, 30, 150);

    [Theory]
    [InlineData("docs/settings.md")]
    [InlineData(".env.example")]
    public void Settings_AreAllDescribed(string file)
    {
        var read = Setting().Matches(Repository.Read("PsiErp/Hosting/Settings.cs")).Select(name => name.Groups["name"].Value)
            .Where(name => name != "DYNO").ToList();
        var described = Name().Matches(Repository.Read(file)).Select(name => name.Value).ToHashSet();

        Assert.True(read.Count > 30);
        Assert.Empty(read.Except(described));
    }

    [GeneratedRegex(@"\]\((?<to>[^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("^```sh$", RegexOptions.Multiline)]
    private static partial Regex Commands();

    [GeneratedRegex("^<!-- ci: (?<mark>.+) -->\n```sh$", RegexOptions.Multiline)]
    private static partial Regex MarkedCommands();

    [GeneratedRegex("read\\.\\w+\\(\"(?<name>[A-Z_]+)\"")]
    private static partial Regex Setting();

    [GeneratedRegex("[A-Z]+(_[A-Z]+)+|PORT")]
    private static partial Regex Name();
}
