using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PsiErp.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Worklists : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<decimal>(
                name: "count_difference",
                table: "psi_series_images",
                type: "numeric(28,6)",
                nullable: false,
                defaultValue: 0m);

            migrationBuilder.AddColumn<int>(
                name: "gaps",
                table: "psi_series_images",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "over_days",
                table: "psi_series_images",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<decimal>(
                name: "over_qty",
                table: "psi_series_images",
                type: "numeric(28,6)",
                nullable: false,
                defaultValue: 0m);

            migrationBuilder.AddColumn<int>(
                name: "shortage_days",
                table: "psi_series_images",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<decimal>(
                name: "shortage_qty",
                table: "psi_series_images",
                type: "numeric(28,6)",
                nullable: false,
                defaultValue: 0m);

            migrationBuilder.AddColumn<int>(
                name: "stock_out_days",
                table: "psi_series_images",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<DateOnly>(
                name: "surplus_date",
                table: "psi_series_images",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "surplus_orders",
                table: "psi_series_images",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<decimal>(
                name: "surplus_qty",
                table: "psi_series_images",
                type: "numeric(28,6)",
                nullable: false,
                defaultValue: 0m);

            migrationBuilder.AddColumn<decimal>(
                name: "count_difference",
                table: "psi_series",
                type: "numeric(28,6)",
                nullable: false,
                defaultValue: 0m);

            migrationBuilder.AddColumn<int>(
                name: "gaps",
                table: "psi_series",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "over_days",
                table: "psi_series",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<decimal>(
                name: "over_qty",
                table: "psi_series",
                type: "numeric(28,6)",
                nullable: false,
                defaultValue: 0m);

            migrationBuilder.AddColumn<int>(
                name: "shortage_days",
                table: "psi_series",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<decimal>(
                name: "shortage_qty",
                table: "psi_series",
                type: "numeric(28,6)",
                nullable: false,
                defaultValue: 0m);

            migrationBuilder.AddColumn<int>(
                name: "stock_out_days",
                table: "psi_series",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<DateOnly>(
                name: "surplus_date",
                table: "psi_series",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "surplus_orders",
                table: "psi_series",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<decimal>(
                name: "surplus_qty",
                table: "psi_series",
                type: "numeric(28,6)",
                nullable: false,
                defaultValue: 0m);

            migrationBuilder.CreateTable(
                name: "alert_snoozes",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    session_id = table.Column<Guid>(type: "uuid", nullable: false),
                    sku_code = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    warehouse_name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    channel = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    alert = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    until = table.Column<DateOnly>(type: "date", nullable: false),
                    owner = table.Column<string>(type: "character varying(150)", maxLength: 150, nullable: false),
                    reason = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_by_username = table.Column<string>(type: "character varying(150)", maxLength: 150, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_alert_snoozes", x => x.id);
                    table.ForeignKey(
                        name: "fk_alert_snoozes_sessions_session_id",
                        column: x => x.session_id,
                        principalTable: "sessions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "worklist_views",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    owner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    is_shared = table.Column<bool>(type: "boolean", nullable: false),
                    query = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_worklist_views", x => x.id);
                    table.ForeignKey(
                        name: "fk_worklist_views_users_owner_id",
                        column: x => x.owner_id,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_products_lead_time_days",
                table: "products",
                column: "lead_time_days");

            migrationBuilder.CreateIndex(
                name: "ix_alert_snoozes_session_id_sku_code_warehouse_name_channel_al",
                table: "alert_snoozes",
                columns: new[] { "session_id", "sku_code", "warehouse_name", "channel", "alert" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_worklist_views_is_shared",
                table: "worklist_views",
                column: "is_shared");

            migrationBuilder.CreateIndex(
                name: "ix_worklist_views_owner_id_name",
                table: "worklist_views",
                columns: new[] { "owner_id", "name" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "alert_snoozes");

            migrationBuilder.DropTable(
                name: "worklist_views");

            migrationBuilder.DropIndex(
                name: "ix_products_lead_time_days",
                table: "products");

            migrationBuilder.DropColumn(
                name: "count_difference",
                table: "psi_series_images");

            migrationBuilder.DropColumn(
                name: "gaps",
                table: "psi_series_images");

            migrationBuilder.DropColumn(
                name: "over_days",
                table: "psi_series_images");

            migrationBuilder.DropColumn(
                name: "over_qty",
                table: "psi_series_images");

            migrationBuilder.DropColumn(
                name: "shortage_days",
                table: "psi_series_images");

            migrationBuilder.DropColumn(
                name: "shortage_qty",
                table: "psi_series_images");

            migrationBuilder.DropColumn(
                name: "stock_out_days",
                table: "psi_series_images");

            migrationBuilder.DropColumn(
                name: "surplus_date",
                table: "psi_series_images");

            migrationBuilder.DropColumn(
                name: "surplus_orders",
                table: "psi_series_images");

            migrationBuilder.DropColumn(
                name: "surplus_qty",
                table: "psi_series_images");

            migrationBuilder.DropColumn(
                name: "count_difference",
                table: "psi_series");

            migrationBuilder.DropColumn(
                name: "gaps",
                table: "psi_series");

            migrationBuilder.DropColumn(
                name: "over_days",
                table: "psi_series");

            migrationBuilder.DropColumn(
                name: "over_qty",
                table: "psi_series");

            migrationBuilder.DropColumn(
                name: "shortage_days",
                table: "psi_series");

            migrationBuilder.DropColumn(
                name: "shortage_qty",
                table: "psi_series");

            migrationBuilder.DropColumn(
                name: "stock_out_days",
                table: "psi_series");

            migrationBuilder.DropColumn(
                name: "surplus_date",
                table: "psi_series");

            migrationBuilder.DropColumn(
                name: "surplus_orders",
                table: "psi_series");

            migrationBuilder.DropColumn(
                name: "surplus_qty",
                table: "psi_series");
        }
    }
}
