using Microsoft.EntityFrameworkCore.Migrations;

namespace PsiErp.Migrations.Sqlite
{
    /// <summary>
    /// Stamps master data whenever any of what lists and figures ask changes. A migration that has SQLite build one of the tables anew
    /// drops its triggers with the old table, and has to add them again.
    /// </summary>
    internal static class MasterStampTriggers
    {
        private static readonly string[] Tables = ["master_records", "products", "warehouses", "channels"];

        private static readonly (string Name, string Event)[] Changes =
            [("inserted", "INSERT"), ("updated", "UPDATE"), ("deleted", "DELETE")];

        public static void Add(MigrationBuilder migration)
        {
            foreach (var table in Tables)
            {
                foreach (var (name, happening) in Changes)
                {
                    // 1 is MasterStamp.OnlyId
                    migration.Sql(
                        $"""
                        CREATE TRIGGER {table}_{name} AFTER {happening} ON {table} BEGIN
                        INSERT INTO master_stamp (id, stamp) VALUES (1, lower(hex(randomblob(16))))
                        ON CONFLICT (id) DO UPDATE SET stamp = excluded.stamp; END
                        """);
                }
            }
        }

        public static void Drop(MigrationBuilder migration)
        {
            foreach (var table in Tables)
            {
                foreach (var (name, _) in Changes) migration.Sql($"DROP TRIGGER {table}_{name}");
            }
        }
    }
}
