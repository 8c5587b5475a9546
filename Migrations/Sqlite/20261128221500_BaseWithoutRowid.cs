using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PsiErp.Migrations.Sqlite
{
    /// <summary>
    /// Keeps psi_base in the tree of its key alone. With row ids every row stands in two trees, and a file that changes every row
    /// took 15.6 s instead of 8.2 s, and twice the room.
    /// </summary>
    public partial class BaseWithoutRowid : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(
                """
                CREATE TABLE "psi_base_by_key" (
                    "session_id" TEXT NOT NULL,
                    "version" INTEGER NOT NULL DEFAULT 1,
                    "series_no" INTEGER NOT NULL,
                    "date" TEXT NOT NULL,
                    "inbound_qty" INTEGER NULL,
                    "is_carried" INTEGER NULL,
                    "outbound_qty" INTEGER NULL,
                    "safety_stock" INTEGER NULL,
                    "stdstock" INTEGER NULL,
                    "stock_at_anchor" INTEGER NULL,
                    "stock_closing" INTEGER NULL,
                    CONSTRAINT "pk_psi_base" PRIMARY KEY ("session_id", "version", "series_no", "date")
                ) WITHOUT ROWID;
                INSERT INTO "psi_base_by_key" ("session_id", "version", "series_no", "date", "inbound_qty", "is_carried", "outbound_qty",
                    "safety_stock", "stdstock", "stock_at_anchor", "stock_closing")
                SELECT "session_id", "version", "series_no", "date", "inbound_qty", "is_carried", "outbound_qty", "safety_stock",
                    "stdstock", "stock_at_anchor", "stock_closing"
                FROM "psi_base" ORDER BY "session_id", "version", "series_no", "date";
                DROP TABLE "psi_base";
                ALTER TABLE "psi_base_by_key" RENAME TO "psi_base";
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(
                """
                CREATE TABLE "psi_base_with_rowid" (
                    "session_id" TEXT NOT NULL,
                    "version" INTEGER NOT NULL DEFAULT 1,
                    "series_no" INTEGER NOT NULL,
                    "date" TEXT NOT NULL,
                    "inbound_qty" INTEGER NULL,
                    "is_carried" INTEGER NULL,
                    "outbound_qty" INTEGER NULL,
                    "safety_stock" INTEGER NULL,
                    "stdstock" INTEGER NULL,
                    "stock_at_anchor" INTEGER NULL,
                    "stock_closing" INTEGER NULL,
                    CONSTRAINT "pk_psi_base" PRIMARY KEY ("session_id", "version", "series_no", "date")
                );
                INSERT INTO "psi_base_with_rowid" ("session_id", "version", "series_no", "date", "inbound_qty", "is_carried", "outbound_qty",
                    "safety_stock", "stdstock", "stock_at_anchor", "stock_closing")
                SELECT "session_id", "version", "series_no", "date", "inbound_qty", "is_carried", "outbound_qty", "safety_stock",
                    "stdstock", "stock_at_anchor", "stock_closing"
                FROM "psi_base" ORDER BY "session_id", "version", "series_no", "date";
                DROP TABLE "psi_base";
                ALTER TABLE "psi_base_with_rowid" RENAME TO "psi_base";
                """);
        }
    }
}
