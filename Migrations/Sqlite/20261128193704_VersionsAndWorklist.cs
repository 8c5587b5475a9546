using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PsiErp.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class VersionsAndWorklist : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "version",
                table: "sessions",
                type: "INTEGER",
                nullable: false,
                defaultValue: 1);

            migrationBuilder.AddColumn<byte[]>(
                name: "line",
                table: "psi_series",
                type: "BLOB",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "urgency",
                table: "psi_series",
                type: "INTEGER",
                nullable: false,
                // Nothing calls for anything until the summaries are made anew
                defaultValue: 3_000_000);

            // What comes first is read from it. A part of a complex property can't be indexed by the model
            migrationBuilder.CreateIndex(
                name: "ix_psi_series_session_id_urgency",
                table: "psi_series",
                columns: ["session_id", "urgency"]);

            // Nothing refers to psi_base, so that it can be made anew within the migration's transaction. What EF Core writes for a
            // new key switches references off first, outside of it: killed half-way, that can't be tried again.
            migrationBuilder.Sql(
                """
                CREATE TABLE "psi_base_versions" (
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
                INSERT INTO "psi_base_versions" ("session_id", "series_no", "date", "inbound_qty", "outbound_qty", "safety_stock",
                    "stdstock", "stock_at_anchor", "stock_closing")
                SELECT "session_id", "series_no", "date", "inbound_qty", "outbound_qty", "safety_stock", "stdstock",
                    "stock_at_anchor", "stock_closing"
                FROM "psi_base" ORDER BY "session_id", "series_no", "date";
                DROP TABLE "psi_base";
                ALTER TABLE "psi_base_versions" RENAME TO "psi_base";
                """);

            migrationBuilder.CreateTable(
                name: "imports",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    session_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    before = table.Column<int>(type: "INTEGER", nullable: true),
                    status = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    is_kept = table.Column<bool>(type: "INTEGER", nullable: false),
                    has_rows = table.Column<bool>(type: "INTEGER", nullable: false),
                    file_name = table.Column<string>(type: "TEXT", maxLength: 255, nullable: true),
                    mode = table.Column<string>(type: "TEXT", maxLength: 16, nullable: true),
                    encoding = table.Column<string>(type: "TEXT", maxLength: 32, nullable: true),
                    columns = table.Column<string>(type: "TEXT", nullable: true),
                    notes = table.Column<string>(type: "TEXT", nullable: true),
                    file_rows = table.Column<long>(type: "INTEGER", nullable: false),
                    series = table.Column<int>(type: "INTEGER", nullable: false),
                    inserted = table.Column<long>(type: "INTEGER", nullable: false),
                    updated = table.Column<long>(type: "INTEGER", nullable: false),
                    unchanged = table.Column<long>(type: "INTEGER", nullable: false),
                    deleted = table.Column<long>(type: "INTEGER", nullable: false),
                    rows = table.Column<long>(type: "INTEGER", nullable: false),
                    edits_until = table.Column<long>(type: "INTEGER", nullable: false),
                    before_edits_until = table.Column<long>(type: "INTEGER", nullable: false),
                    summary_rules = table.Column<int>(type: "INTEGER", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    created_by = table.Column<Guid>(type: "TEXT", nullable: true),
                    created_by_username = table.Column<string>(type: "TEXT", maxLength: 150, nullable: true),
                    expires_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_imports", x => x.id);
                    table.ForeignKey(
                        name: "fk_imports_sessions_session_id",
                        column: x => x.session_id,
                        principalTable: "sessions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_imports_users_created_by",
                        column: x => x.created_by,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                });

            migrationBuilder.CreateTable(
                name: "psi_series_images",
                columns: table => new
                {
                    session_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    is_before = table.Column<bool>(type: "INTEGER", nullable: false),
                    series_no = table.Column<int>(type: "INTEGER", nullable: false),
                    search_key = table.Column<string>(type: "TEXT", nullable: false),
                    sku_code = table.Column<string>(type: "TEXT", nullable: false),
                    warehouse_name = table.Column<string>(type: "TEXT", nullable: false),
                    channel = table.Column<string>(type: "TEXT", nullable: false),
                    sku_name = table.Column<string>(type: "TEXT", nullable: true),
                    category_1 = table.Column<string>(type: "TEXT", nullable: true),
                    category_2 = table.Column<string>(type: "TEXT", nullable: true),
                    category_3 = table.Column<string>(type: "TEXT", nullable: true),
                    fw_rank = table.Column<string>(type: "TEXT", maxLength: 2, nullable: true),
                    ss_rank = table.Column<string>(type: "TEXT", maxLength: 2, nullable: true),
                    closing = table.Column<long>(type: "INTEGER", nullable: false),
                    count_differs_date = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    days = table.Column<int>(type: "INTEGER", nullable: false),
                    days_of_supply = table.Column<long>(type: "INTEGER", nullable: false),
                    days_of_supply_beyond = table.Column<bool>(type: "INTEGER", nullable: false),
                    first_date = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    last_date = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    line = table.Column<byte[]>(type: "BLOB", nullable: true),
                    lowest_date = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    lowest_stock = table.Column<long>(type: "INTEGER", nullable: false),
                    opening = table.Column<long>(type: "INTEGER", nullable: false),
                    over_date = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    shortage_date = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    stock_out_date = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    total_production = table.Column<long>(type: "INTEGER", nullable: false),
                    total_sales = table.Column<long>(type: "INTEGER", nullable: false),
                    urgency = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_psi_series_images", x => new { x.session_id, x.version, x.is_before, x.series_no });
                    table.ForeignKey(
                        name: "fk_psi_series_images_sessions_session_id",
                        column: x => x.session_id,
                        principalTable: "sessions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_imports_created_by",
                table: "imports",
                column: "created_by");

            migrationBuilder.CreateIndex(
                name: "ix_imports_expires_at",
                table: "imports",
                column: "expires_at",
                filter: "expires_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_imports_session_id_version",
                table: "imports",
                columns: new[] { "session_id", "version" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_psi_series_session_id_urgency",
                table: "psi_series");

            migrationBuilder.DropTable(
                name: "imports");

            migrationBuilder.DropTable(
                name: "psi_series_images");

            migrationBuilder.DropPrimaryKey(
                name: "pk_psi_base",
                table: "psi_base");

            migrationBuilder.DropColumn(
                name: "version",
                table: "sessions");

            migrationBuilder.DropColumn(
                name: "line",
                table: "psi_series");

            migrationBuilder.DropColumn(
                name: "urgency",
                table: "psi_series");

            migrationBuilder.DropColumn(
                name: "version",
                table: "psi_base");

            migrationBuilder.DropColumn(
                name: "is_carried",
                table: "psi_base");

            migrationBuilder.AddPrimaryKey(
                name: "pk_psi_base",
                table: "psi_base",
                columns: new[] { "session_id", "series_no", "date" });
        }
    }
}
