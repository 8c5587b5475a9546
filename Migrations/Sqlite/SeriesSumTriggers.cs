using Microsoft.EntityFrameworkCore.Migrations;

namespace PsiErp.Migrations.Sqlite
{
    /// <summary>
    /// Forgets the sums of series that change. A migration that has SQLite build psi_series anew drops them with the old table, and
    /// has to add them again.
    /// </summary>
    internal static class SeriesSumTriggers
    {
        /// <summary>256 is SeriesSum.BlockSize.</summary>
        private const string Forget =
            """
            INSERT INTO psi_series_sums (session_id, block) VALUES (NEW.session_id, NEW.series_no / 256)
            ON CONFLICT (session_id, block) DO UPDATE SET days = NULL WHERE days IS NOT NULL;
            """;

        public static void Add(MigrationBuilder migration)
        {
            migration.Sql("INSERT INTO psi_series_sums (session_id, block) SELECT DISTINCT session_id, series_no / 256 FROM psi_series");
            migration.Sql($"CREATE TRIGGER psi_series_inserted AFTER INSERT ON psi_series BEGIN {Forget} END");
            migration.Sql($"CREATE TRIGGER psi_series_updated AFTER UPDATE ON psi_series BEGIN {Forget} END");
            migration.Sql(
                """
                CREATE TRIGGER psi_series_deleted AFTER DELETE ON psi_series BEGIN
                UPDATE psi_series_sums SET days = NULL
                WHERE session_id = OLD.session_id AND block = OLD.series_no / 256 AND days IS NOT NULL; END
                """);
        }

        public static void Drop(MigrationBuilder migration)
        {
            foreach (var when in new[] { "inserted", "updated", "deleted" }) migration.Sql($"DROP TRIGGER psi_series_{when}");
        }
    }
}
