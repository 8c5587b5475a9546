using Microsoft.EntityFrameworkCore.Migrations;

namespace PsiErp.Migrations.Postgres
{
    /// <summary>Forgets the sums of series that change; a statement at a time, since plans are written by the ten thousand.</summary>
    internal static class SeriesSumTriggers
    {
        private const string Triggers =
            """
            CREATE TRIGGER psi_series_inserted AFTER INSERT ON psi_series REFERENCING NEW TABLE AS changed
                FOR EACH STATEMENT EXECUTE FUNCTION forget_series_sums();
            CREATE TRIGGER psi_series_updated AFTER UPDATE ON psi_series REFERENCING NEW TABLE AS changed
                FOR EACH STATEMENT EXECUTE FUNCTION forget_series_sums();
            CREATE TRIGGER psi_series_deleted AFTER DELETE ON psi_series REFERENCING OLD TABLE AS changed
                FOR EACH STATEMENT EXECUTE FUNCTION forget_series_sums();
            """;

        public static void Add(MigrationBuilder migration)
        {
            migration.Sql("INSERT INTO psi_series_sums (session_id, block) SELECT DISTINCT session_id, series_no / 256 FROM psi_series");
            migration.Sql(Forget("days = NULL", ""));
            migration.Sql(Triggers);
        }

        /// <summary>Forgets their stamps, too, and finds them whatever schema a caller looks in.</summary>
        public static void AddStamps(MigrationBuilder migration)
        {
            migration.Sql("UPDATE psi_series_sums SET stamp = gen_random_uuid() WHERE days IS NOT NULL");
            migration.Sql(Forget("days = NULL, stamp = NULL", "SET search_path FROM CURRENT"));
        }

        public static void DropStamps(MigrationBuilder migration) => migration.Sql(Forget("days = NULL", ""));

        public static void Drop(MigrationBuilder migration)
        {
            foreach (var when in new[] { "inserted", "updated", "deleted" })
                migration.Sql($"DROP TRIGGER psi_series_{when} ON psi_series");
            migration.Sql("DROP FUNCTION forget_series_sums()");
        }

        /// <summary>256 is SeriesSum.BlockSize.</summary>
        private static string Forget(string set, string settings) =>
            $"""
            CREATE OR REPLACE FUNCTION forget_series_sums() RETURNS trigger LANGUAGE plpgsql {settings} AS $$
            BEGIN
                IF TG_OP = 'DELETE' THEN
                    UPDATE psi_series_sums SET {set} FROM
                        (SELECT DISTINCT session_id, series_no / 256 AS block FROM changed) AS gone
                    WHERE psi_series_sums.session_id = gone.session_id AND psi_series_sums.block = gone.block AND days IS NOT NULL;
                ELSE
                    INSERT INTO psi_series_sums (session_id, block) SELECT DISTINCT session_id, series_no / 256 FROM changed
                    ON CONFLICT (session_id, block) DO UPDATE SET {set} WHERE psi_series_sums.days IS NOT NULL;
                END IF;
                RETURN NULL;
            END $$;
            """;
    }
}
