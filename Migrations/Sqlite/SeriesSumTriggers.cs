using Microsoft.EntityFrameworkCore.Migrations;

namespace PsiErp.Migrations.Sqlite
{
    /// <summary>
    /// Forgets the sums of series that change. A migration that has SQLite build psi_series anew drops them with the old table, and
    /// has to add them again.
    /// </summary>
    internal static class SeriesSumTriggers
    {
        public static void Add(MigrationBuilder migration)
        {
            migration.Sql("INSERT INTO psi_series_sums (session_id, block) SELECT DISTINCT session_id, series_no / 256 FROM psi_series");
            Forget(migration, "days = NULL");
        }

        public static void Drop(MigrationBuilder migration)
        {
            foreach (var when in new[] { "inserted", "updated", "deleted" }) migration.Sql($"DROP TRIGGER psi_series_{when}");
        }

        /// <summary>Forgets their stamps, too.</summary>
        public static void AddStamps(MigrationBuilder migration)
        {
            // As EF Core writes a Guid
            migration.Sql(
                """
                UPDATE psi_series_sums SET stamp = hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-' || hex(randomblob(2))
                    || '-' || hex(randomblob(2)) || '-' || hex(randomblob(6))
                WHERE days IS NOT NULL
                """);
            Drop(migration);
            Forget(migration, "days = NULL, stamp = NULL");
        }

        public static void DropStamps(MigrationBuilder migration)
        {
            Drop(migration);
            Forget(migration, "days = NULL");
        }

        /// <summary>256 is SeriesSum.BlockSize.</summary>
        private static void Forget(MigrationBuilder migration, string set)
        {
            foreach (var (done, what) in new[] { ("inserted", "INSERT"), ("updated", "UPDATE") })
            {
                migration.Sql(
                    $"""
                    CREATE TRIGGER psi_series_{done} AFTER {what} ON psi_series BEGIN
                    INSERT INTO psi_series_sums (session_id, block) VALUES (NEW.session_id, NEW.series_no / 256)
                    ON CONFLICT (session_id, block) DO UPDATE SET {set} WHERE days IS NOT NULL; END
                    """);
            }
            migration.Sql(
                $"""
                CREATE TRIGGER psi_series_deleted AFTER DELETE ON psi_series BEGIN
                UPDATE psi_series_sums SET {set}
                WHERE session_id = OLD.session_id AND block = OLD.series_no / 256 AND days IS NOT NULL; END
                """);
        }
    }
}
