using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace PsiErp.Tests.Data;

/// <summary>
/// What a database that is spread over machines by planning session has to know of the tables: docs/scaling.md says it, and is held
/// to it here.
/// </summary>
public sealed class SessionKeyTests(PostgresApp app)
{
    private const string Key = "session_id";

    [Fact]
    public async Task Tables_AreSharedOrOfASession_AsTheHandbookSays()
    {
        var tables = await TablesAsync();

        Assert.Equal(tables.Where(table => !IsOfASession(table)).Select(table => table.Name).Except(["sessions"]).Order(),
            Handbook("Shared tables").Concat(Handbook("Tables of a session without its key")).Select(row => row[0]).Order());
        Assert.Equal(
            tables.Where(IsOfASession).Select(table => table.Name).Order(), Handbook("Tables of a session").Select(row => row[0]).Order());
    }

    /// <summary>PostgreSQL checks a key on one machine only if the machine is known by it.</summary>
    [Fact]
    public async Task KeysWithoutTheSession_AreTheOnesThatTheHandbookNames()
    {
        var tables = await TablesAsync();

        var without = tables.Where(IsOfASession).ToDictionary(table => table.Name, table => string.Join("; ",
            table.UniqueConstraints.Select(key => key.Columns)
                .Concat(table.Indexes.Where(index => index.IsUnique).Select(index => index.Columns))
                .Select(columns => columns.Select(column => column.Name).ToList()).Where(columns => !columns.Contains(Key))
                .Select(columns => string.Join(", ", columns)).Distinct().Order()));

        Assert.Equal(without, Handbook("Tables of a session").ToDictionary(row => row[0], row => row[1]));
    }

    /// <summary>The rows of a table in the chapter: its cells, without their backticks.</summary>
    internal static IEnumerable<string[]> Handbook(string chapter) =>
        from row in Repository.Read("docs/scaling.md").Split($"# {chapter}\n")[1].Split("\n#")[0].Split('\n')
        where row.StartsWith("| `", StringComparison.Ordinal)
        select row.Split('|')[1..^1].Select(cell => cell.Replace("`", "", StringComparison.Ordinal).Trim()).ToArray();

    /// <summary>Tables whose every row is of one session.</summary>
    internal static bool IsOfASession(ITable table) => table.FindColumn(Key) is { IsNullable: false };

    private Task<List<ITable>> TablesAsync() => app.WithDb(db => Task.FromResult(db.Model.GetRelationalModel().Tables.ToList()));
}
