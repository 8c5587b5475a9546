using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using ArchUnitNET.xUnitV3;
using static ArchUnitNET.Fluent.ArchRuleDefinition;

namespace PsiErp.Tests;

/// <summary>The rooms of PsiErp stand on floors: a type knows its own room and those on lower floors, and no others.</summary>
/// <remarks><c>docs/architecture.md</c> says what each is for.</remarks>
public class ArchitectureTests
{
    /// <summary>From the ground up.</summary>
    private static readonly string[][] Floors =
    [
        ["Planning"],
        ["Files"],
        ["Data"],
        ["Hosting"],
        ["Web"],
        ["Accounts"],
        ["Security"],
        ["Live"],
        ["Sessions", "Masters"],
        ["Plan"],
        ["Edits", "Import"],
        ["Moves"],
        ["Archive", "Demo", "Docs", "Prototype"],
        ["Pages"],
        ["Commands"],
    ];

    private static readonly Lazy<Architecture> PsiErp = new(() => new ArchLoader().LoadAssemblies(typeof(Program).Assembly).Build());

    public static TheoryData<string> Rooms => [.. Floors.SelectMany(rooms => rooms)];

    [Theory]
    [MemberData(nameof(Rooms))]
    public void Room_KnowsOnlyThoseBelow(string room)
    {
        var floor = Array.FindIndex(Floors, rooms => rooms.Contains(room));
        var others = Floors.Skip(floor).SelectMany(rooms => rooms).Where(other => other != room).ToList();
        if (others.Count == 0) return;

        Types().That().ResideInNamespaceMatching(In(room))
            .Should().NotDependOnAny(Types().That().ResideInNamespaceMatching(In([.. others])))
            .Because("arrows between rooms point down only")
            .Check(PsiErp.Value);
    }

    [Fact]
    public void Planning_KnowsNeitherTheWebNorTheDatabase() =>
        Types().That().ResideInNamespaceMatching(In("Planning"))
            .Should().NotDependOnAnyTypesThat().ResideInNamespaceMatching(@"^Microsoft\.(AspNetCore|EntityFrameworkCore)(\.|$)")
            .Because("the projection is pure arithmetic")
            .Check(PsiErp.Value);

    [Fact]
    public void Database_IsKnownByNameToItsProviderOnly() =>
        Types().That().ResideInNamespaceMatching(@"^PsiErp\.(?!Data\.Providers|Migrations|Prototype)")
            .Should().NotDependOnAnyTypesThat().ResideInNamespaceMatching(@"^(Npgsql|Microsoft\.Data\.Sqlite)(\.|$)")
            .Because("what differs between the databases stands in Data/Providers; the prototype is a PostgreSQL of its own")
            .Check(PsiErp.Value);

    [Fact]
    public void EveryRoom_StandsOnAFloor()
    {
        var rooms = typeof(Program).Assembly.GetTypes()
            .Select(type => type.Namespace)
            .Where(name => name?.StartsWith("PsiErp.", StringComparison.Ordinal) == true)
            .Select(name => name!.Split('.')[1])
            .Except(["Resources", "Migrations"]);

        Assert.Empty(rooms.Except(Rooms.Select(row => row.Data)));
    }

    private static string In(params string[] rooms) => $@"^PsiErp\.({string.Join('|', rooms)})(\.|$)";

    [Fact]
    public void Lines_AreNotLongerThanAScreen()
    {
        var sources = new[] { "PsiErp", "PsiErp.Tests", "bench", ".ci" }
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.cs", SearchOption.AllDirectories))
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}"));

        var tooLong = sources.SelectMany(file => File.ReadLines(file)
            .Select((line, index) => (Line: line, Place: $"{Path.GetRelativePath(Repository.Root, file)}:{index + 1}")))
            .Where(line => line.Line.Length > 140).Select(line => line.Place);

        Assert.Empty(tooLong);
    }
}
