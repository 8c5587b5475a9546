using Microsoft.EntityFrameworkCore.Migrations;

namespace PsiErp.Migrations.Postgres
{
    /// <summary>Stamps master data whenever any of what lists and figures ask changes, a statement at a time.</summary>
    internal static class MasterStampTriggers
    {
        private static readonly string[] Tables = ["master_records", "products", "warehouses", "channels"];

        public static void Add(MigrationBuilder migration)
        {
            // 1 is MasterStamp.OnlyId
            migration.Sql(
                """
                CREATE OR REPLACE FUNCTION stamp_masters() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
                BEGIN
                    INSERT INTO master_stamp (id, stamp) VALUES (1, gen_random_uuid()::text)
                    ON CONFLICT (id) DO UPDATE SET stamp = excluded.stamp;
                    RETURN NULL;
                END $$
                """);
            foreach (var table in Tables)
            {
                migration.Sql(
                    $"""
                    CREATE TRIGGER {table}_stamped AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table}
                    FOR EACH STATEMENT EXECUTE FUNCTION stamp_masters()
                    """);
            }
        }

        public static void Drop(MigrationBuilder migration)
        {
            foreach (var table in Tables) migration.Sql($"DROP TRIGGER {table}_stamped ON {table}");
            migration.Sql("DROP FUNCTION stamp_masters()");
        }
    }
}
