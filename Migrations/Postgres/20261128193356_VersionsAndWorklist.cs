using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PsiErp.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class VersionsAndWorklist : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropPrimaryKey(
                name: "pk_psi_base",
                table: "psi_base");

            migrationBuilder.AddColumn<int>(
                name: "version",
                table: "sessions",
                type: "integer",
                nullable: false,
                defaultValue: 1);

            migrationBuilder.AddColumn<byte[]>(
                name: "line",
                table: "psi_series",
                type: "bytea",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "urgency",
                table: "psi_series",
                type: "integer",
                nullable: false,
                // Nothing calls for anything until the summaries are made anew
                defaultValue: 3_000_000);

            // What comes first is read from it. A part of a complex property can't be indexed by the model
            migrationBuilder.CreateIndex(
                name: "ix_psi_series_session_id_urgency",
                table: "psi_series",
                columns: ["session_id", "urgency"]);

            migrationBuilder.AddColumn<int>(
                name: "version",
                table: "psi_base",
                type: "integer",
                nullable: false,
                defaultValue: 1);

            migrationBuilder.AddColumn<bool>(
                name: "is_carried",
                table: "psi_base",
                type: "boolean",
                nullable: true);

            migrationBuilder.AddPrimaryKey(
                name: "pk_psi_base",
                table: "psi_base",
                columns: new[] { "session_id", "version", "series_no", "date" });

            migrationBuilder.CreateTable(
                name: "imports",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    session_id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    before = table.Column<int>(type: "integer", nullable: true),
                    status = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    is_kept = table.Column<bool>(type: "boolean", nullable: false),
                    has_rows = table.Column<bool>(type: "boolean", nullable: false),
                    file_name = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: true),
                    mode = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: true),
                    encoding = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: true),
                    columns = table.Column<string>(type: "text", nullable: true),
                    notes = table.Column<string>(type: "text", nullable: true),
                    file_rows = table.Column<long>(type: "bigint", nullable: false),
                    series = table.Column<int>(type: "integer", nullable: false),
                    inserted = table.Column<long>(type: "bigint", nullable: false),
                    updated = table.Column<long>(type: "bigint", nullable: false),
                    unchanged = table.Column<long>(type: "bigint", nullable: false),
                    deleted = table.Column<long>(type: "bigint", nullable: false),
                    rows = table.Column<long>(type: "bigint", nullable: false),
                    edits_until = table.Column<long>(type: "bigint", nullable: false),
                    before_edits_until = table.Column<long>(type: "bigint", nullable: false),
                    summary_rules = table.Column<int>(type: "integer", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_by = table.Column<Guid>(type: "uuid", nullable: true),
                    created_by_username = table.Column<string>(type: "character varying(150)", maxLength: 150, nullable: true),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
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
                    session_id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    is_before = table.Column<bool>(type: "boolean", nullable: false),
                    series_no = table.Column<int>(type: "integer", nullable: false),
                    search_key = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    sku_code = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    warehouse_name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    channel = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    sku_name = table.Column<string>(type: "text", nullable: true),
                    category_1 = table.Column<string>(type: "text", nullable: true),
                    category_2 = table.Column<string>(type: "text", nullable: true),
                    category_3 = table.Column<string>(type: "text", nullable: true),
                    fw_rank = table.Column<string>(type: "character varying(2)", maxLength: 2, nullable: true),
                    ss_rank = table.Column<string>(type: "character varying(2)", maxLength: 2, nullable: true),
                    closing = table.Column<decimal>(type: "numeric(28,6)", nullable: false),
                    count_differs_date = table.Column<DateOnly>(type: "date", nullable: true),
                    days = table.Column<int>(type: "integer", nullable: false),
                    days_of_supply = table.Column<decimal>(type: "numeric(20,6)", nullable: false),
                    days_of_supply_beyond = table.Column<bool>(type: "boolean", nullable: false),
                    first_date = table.Column<DateOnly>(type: "date", nullable: true),
                    last_date = table.Column<DateOnly>(type: "date", nullable: true),
                    line = table.Column<byte[]>(type: "bytea", nullable: true),
                    lowest_date = table.Column<DateOnly>(type: "date", nullable: true),
                    lowest_stock = table.Column<decimal>(type: "numeric(28,6)", nullable: false),
                    opening = table.Column<decimal>(type: "numeric(28,6)", nullable: false),
                    over_date = table.Column<DateOnly>(type: "date", nullable: true),
                    shortage_date = table.Column<DateOnly>(type: "date", nullable: true),
                    stock_out_date = table.Column<DateOnly>(type: "date", nullable: true),
                    total_production = table.Column<decimal>(type: "numeric(28,6)", nullable: false),
                    total_sales = table.Column<decimal>(type: "numeric(28,6)", nullable: false),
                    urgency = table.Column<int>(type: "integer", nullable: false)
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
