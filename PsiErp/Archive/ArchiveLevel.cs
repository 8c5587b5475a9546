using PsiErp.Data;
using PsiErp.Data.Providers;

namespace PsiErp.Archive;

/// <summary>The level that the tables of an archive are at.</summary>
/// <param name="Name">Its name, one of <see cref="TableLevels.Names"/>.</param>
/// <param name="IsEarlier">Whether this program's tables have gone on since.</param>
/// <param name="TableNames">All tables of that level, each after those that it refers to; some are in no archive.</param>
internal sealed record ArchiveLevel(string Name, bool IsEarlier, IReadOnlyList<string> TableNames)
{
    /// <summary>Finds the level that an archive states, and looks whether it has the tables of that level.</summary>
    /// <param name="manifest">What the archive says.</param>
    /// <param name="known">The levels of this program, oldest first.</param>
    /// <exception cref="ArchiveException">The archive is of a newer program, or of none.</exception>
    public static ArchiveLevel Of(ArchiveManifest manifest, IReadOnlyList<string> known)
    {
        if (manifest.Migrations.Except(known).FirstOrDefault() is { } unknown)
        {
            throw new ArchiveException(
                $"The archive is of a newer PsiErp (its tables have '{unknown}'): use that one. Nothing was changed.");
        }
        if (manifest.Migrations is not [.., var level] || !known.Take(manifest.Migrations.Count).SequenceEqual(manifest.Migrations))
            throw NotOurs();

        // Of a migration's model, SQLite's copy does not tell quantities and times from other numbers
        using var postgres = new PostgresPsiDbFactory().CreateDbContext([]);
        var model = new TableLevels(postgres).ModelOf(level);
        if (!Shape(manifest.Tables).SequenceEqual(Shape(ArchiveTables.Of(model)))) throw NotOurs();
        return new ArchiveLevel(level, level != known[^1], ArchiveTables.Names(model));
    }

    private static IEnumerable<string> Shape(IEnumerable<ArchiveTable> tables) => tables.Select(table =>
        $"{table.Name}: {string.Join(", ", table.Columns)}; {string.Join(", ", table.Key)}");

    private static ArchiveException NotOurs() => new("The archive's tables are not those of PsiErp. Nothing was changed.");
}
