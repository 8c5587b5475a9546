using System.Runtime.CompilerServices;

namespace PsiErp.Tests.Fixtures;

/// <summary>The files that are not compiled in.</summary>
public static class Repository
{
    /// <summary>The folder with the README.</summary>
    public static string Root { get; } = Path.GetFullPath(Path.Combine(FolderOfThisFile(), "..", ".."));

    /// <summary>The text of one of them.</summary>
    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    /// <summary>The commands of the handbook behind <c>&lt;!-- ci: NAME --&gt;</c>.</summary>
    public static string Block(string name)
    {
        var pages = string.Concat(Directory.GetFiles(Path.Combine(Root, "docs"), "*.md").Select(File.ReadAllText));
        return pages.Split($"<!-- ci: {name} -->\n```sh\n")[1].Split("```")[0];
    }

    private static string FolderOfThisFile([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
