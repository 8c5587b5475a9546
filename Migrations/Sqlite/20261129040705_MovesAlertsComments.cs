using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PsiErp.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class MovesAlertsComments : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "fk_psi_edit_log_users_user_id",
                table: "psi_edit_log");

            migrationBuilder.DropForeignKey(
                name: "fk_psi_edits_users_created_by",
                table: "psi_edits");

            migrationBuilder.DropForeignKey(
                name: "fk_psi_edits_users_updated_by",
                table: "psi_edits");

            migrationBuilder.DropIndex(
                name: "ix_psi_edits_created_by",
                table: "psi_edits");

            migrationBuilder.DropIndex(
                name: "ix_psi_edits_updated_by",
                table: "psi_edits");

            migrationBuilder.DropIndex(
                name: "ix_psi_edit_log_user_id",
                table: "psi_edit_log");

            migrationBuilder.AddColumn<long>(
                name: "count_difference",
                table: "psi_series_images",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<int>(
                name: "gaps",
                table: "psi_series_images",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "over_days",
                table: "psi_series_images",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<long>(
                name: "over_qty",
                table: "psi_series_images",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<int>(
                name: "shortage_days",
                table: "psi_series_images",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<long>(
                name: "shortage_qty",
                table: "psi_series_images",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<int>(
                name: "stock_out_days",
                table: "psi_series_images",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<DateOnly>(
                name: "surplus_date",
                table: "psi_series_images",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "surplus_orders",
                table: "psi_series_images",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<long>(
                name: "surplus_qty",
                table: "psi_series_images",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "count_difference",
                table: "psi_series",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<int>(
                name: "gaps",
                table: "psi_series",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "over_days",
                table: "psi_series",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<long>(
                name: "over_qty",
                table: "psi_series",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<int>(
                name: "shortage_days",
                table: "psi_series",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<long>(
                name: "shortage_qty",
                table: "psi_series",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<int>(
                name: "stock_out_days",
                table: "psi_series",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<DateOnly>(
                name: "surplus_date",
                table: "psi_series",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "surplus_orders",
                table: "psi_series",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<long>(
                name: "surplus_qty",
                table: "psi_series",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<Guid>(
                name: "plan_id",
                table: "change_sets",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "alert_snoozes",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    session_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    sku_code = table.Column<string>(type: "TEXT", nullable: false),
                    warehouse_name = table.Column<string>(type: "TEXT", nullable: false),
                    channel = table.Column<string>(type: "TEXT", nullable: false),
                    alert = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    until = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    owner = table.Column<string>(type: "TEXT", maxLength: 150, nullable: false),
                    reason = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    created_by_username = table.Column<string>(type: "TEXT", maxLength: 150, nullable: false)
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
                name: "comments",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    session_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    note_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    user_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    username = table.Column<string>(type: "TEXT", maxLength: 150, nullable: true),
                    sku_code = table.Column<string>(type: "TEXT", nullable: false),
                    warehouse_name = table.Column<string>(type: "TEXT", nullable: false),
                    channel = table.Column<string>(type: "TEXT", nullable: false),
                    metric = table.Column<string>(type: "TEXT", nullable: false),
                    from_date = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    to_date = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    text = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_comments", x => x.id);
                    table.ForeignKey(
                        name: "fk_comments_sessions_session_id",
                        column: x => x.session_id,
                        principalTable: "sessions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_comments_users_user_id",
                        column: x => x.user_id,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                });

            migrationBuilder.CreateTable(
                name: "stock_move_changes",
                columns: table => new
                {
                    change_set_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    move_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    is_added = table.Column<bool>(type: "INTEGER", nullable: false),
                    session_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    sku_code = table.Column<string>(type: "TEXT", nullable: false),
                    from_warehouse = table.Column<string>(type: "TEXT", nullable: false),
                    from_channel = table.Column<string>(type: "TEXT", nullable: false),
                    to_warehouse = table.Column<string>(type: "TEXT", nullable: false),
                    to_channel = table.Column<string>(type: "TEXT", nullable: false),
                    leaves_on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    arrives_on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    qty = table.Column<long>(type: "INTEGER", nullable: false),
                    note = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true),
                    plan_id = table.Column<Guid>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_stock_move_changes", x => new { x.change_set_id, x.move_id, x.is_added });
                    table.ForeignKey(
                        name: "fk_stock_move_changes_sessions_session_id",
                        column: x => x.session_id,
                        principalTable: "sessions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "transfer_plans",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    session_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    start_date = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    end_date = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    status = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    updated_at = table.Column<long>(type: "INTEGER", nullable: false),
                    created_by = table.Column<Guid>(type: "TEXT", nullable: true),
                    updated_by = table.Column<Guid>(type: "TEXT", nullable: true),
                    outcome = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_transfer_plans", x => x.id);
                    table.ForeignKey(
                        name: "fk_transfer_plans_sessions_session_id",
                        column: x => x.session_id,
                        principalTable: "sessions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_transfer_plans_users_created_by",
                        column: x => x.created_by,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                    table.ForeignKey(
                        name: "fk_transfer_plans_users_updated_by",
                        column: x => x.updated_by,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                });

            migrationBuilder.CreateTable(
                name: "worklist_views",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    owner_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    is_shared = table.Column<bool>(type: "INTEGER", nullable: false),
                    query = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    updated_at = table.Column<long>(type: "INTEGER", nullable: false)
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

            migrationBuilder.CreateTable(
                name: "stock_moves",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    session_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    sku_code = table.Column<string>(type: "TEXT", nullable: false),
                    from_warehouse = table.Column<string>(type: "TEXT", nullable: false),
                    from_channel = table.Column<string>(type: "TEXT", nullable: false),
                    to_warehouse = table.Column<string>(type: "TEXT", nullable: false),
                    to_channel = table.Column<string>(type: "TEXT", nullable: false),
                    leaves_on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    arrives_on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    qty = table.Column<long>(type: "INTEGER", nullable: false),
                    note = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true),
                    plan_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    updated_at = table.Column<long>(type: "INTEGER", nullable: false),
                    created_by = table.Column<Guid>(type: "TEXT", nullable: true),
                    updated_by = table.Column<Guid>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_stock_moves", x => x.id);
                    table.ForeignKey(
                        name: "fk_stock_moves_sessions_session_id",
                        column: x => x.session_id,
                        principalTable: "sessions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_stock_moves_transfer_plans_plan_id",
                        column: x => x.plan_id,
                        principalTable: "transfer_plans",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                });

            migrationBuilder.CreateTable(
                name: "transfer_plan_lines",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    plan_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    position = table.Column<int>(type: "INTEGER", nullable: false),
                    sku_code = table.Column<string>(type: "TEXT", nullable: false),
                    from_warehouse = table.Column<string>(type: "TEXT", nullable: false),
                    from_channel = table.Column<string>(type: "TEXT", nullable: false),
                    to_warehouse = table.Column<string>(type: "TEXT", nullable: false),
                    to_channel = table.Column<string>(type: "TEXT", nullable: false),
                    qty = table.Column<long>(type: "INTEGER", nullable: false),
                    is_manual = table.Column<bool>(type: "INTEGER", nullable: false),
                    reason = table.Column<string>(type: "TEXT", maxLength: 255, nullable: true),
                    leaves_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    arrives_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    is_left_out = table.Column<bool>(type: "INTEGER", nullable: false, defaultValue: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_transfer_plan_lines", x => x.id);
                    table.ForeignKey(
                        name: "fk_transfer_plan_lines_transfer_plans_plan_id",
                        column: x => x.plan_id,
                        principalTable: "transfer_plans",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "transfer_plan_production",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    plan_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    position = table.Column<int>(type: "INTEGER", nullable: false),
                    sku_code = table.Column<string>(type: "TEXT", nullable: false),
                    warehouse_name = table.Column<string>(type: "TEXT", nullable: false),
                    channel = table.Column<string>(type: "TEXT", nullable: false),
                    date = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    qty = table.Column<long>(type: "INTEGER", nullable: false),
                    needed_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    is_manual = table.Column<bool>(type: "INTEGER", nullable: false),
                    is_left_out = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_transfer_plan_production", x => x.id);
                    table.ForeignKey(
                        name: "fk_transfer_plan_production_transfer_plans_plan_id",
                        column: x => x.plan_id,
                        principalTable: "transfer_plans",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_products_lead_time_days",
                table: "products",
                column: "lead_time_days");

            migrationBuilder.CreateIndex(
                name: "ix_alert_snoozes_session_id_sku_code_warehouse_name_channel_alert",
                table: "alert_snoozes",
                columns: new[] { "session_id", "sku_code", "warehouse_name", "channel", "alert" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_comments_session_id_sku_code",
                table: "comments",
                columns: new[] { "session_id", "sku_code" });

            migrationBuilder.CreateIndex(
                name: "ix_comments_user_id",
                table: "comments",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "ix_stock_move_changes_session_id",
                table: "stock_move_changes",
                column: "session_id");

            migrationBuilder.CreateIndex(
                name: "ix_stock_moves_plan_id",
                table: "stock_moves",
                column: "plan_id",
                filter: "plan_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_stock_moves_session_id_leaves_on",
                table: "stock_moves",
                columns: new[] { "session_id", "leaves_on" });

            migrationBuilder.CreateIndex(
                name: "ix_stock_moves_session_id_sku_code_from_warehouse_from_channel",
                table: "stock_moves",
                columns: new[] { "session_id", "sku_code", "from_warehouse", "from_channel" });

            migrationBuilder.CreateIndex(
                name: "ix_stock_moves_session_id_sku_code_to_warehouse_to_channel",
                table: "stock_moves",
                columns: new[] { "session_id", "sku_code", "to_warehouse", "to_channel" });

            migrationBuilder.CreateIndex(
                name: "ix_transfer_plan_lines_plan_id_position",
                table: "transfer_plan_lines",
                columns: new[] { "plan_id", "position" });

            migrationBuilder.CreateIndex(
                name: "ix_transfer_plan_production_plan_id_position",
                table: "transfer_plan_production",
                columns: new[] { "plan_id", "position" });

            migrationBuilder.CreateIndex(
                name: "ix_transfer_plans_created_by",
                table: "transfer_plans",
                column: "created_by");

            migrationBuilder.CreateIndex(
                name: "ix_transfer_plans_session_id_created_at",
                table: "transfer_plans",
                columns: new[] { "session_id", "created_at" });

            migrationBuilder.CreateIndex(
                name: "ix_transfer_plans_updated_by",
                table: "transfer_plans",
                column: "updated_by");

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
                name: "comments");

            migrationBuilder.DropTable(
                name: "stock_move_changes");

            migrationBuilder.DropTable(
                name: "stock_moves");

            migrationBuilder.DropTable(
                name: "transfer_plan_lines");

            migrationBuilder.DropTable(
                name: "transfer_plan_production");

            migrationBuilder.DropTable(
                name: "worklist_views");

            migrationBuilder.DropTable(
                name: "transfer_plans");

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

            migrationBuilder.DropColumn(
                name: "plan_id",
                table: "change_sets");

            migrationBuilder.CreateIndex(
                name: "ix_psi_edits_created_by",
                table: "psi_edits",
                column: "created_by");

            migrationBuilder.CreateIndex(
                name: "ix_psi_edits_updated_by",
                table: "psi_edits",
                column: "updated_by");

            migrationBuilder.CreateIndex(
                name: "ix_psi_edit_log_user_id",
                table: "psi_edit_log",
                column: "user_id");

            migrationBuilder.AddForeignKey(
                name: "fk_psi_edit_log_users_user_id",
                table: "psi_edit_log",
                column: "user_id",
                principalTable: "users",
                principalColumn: "id",
                onDelete: ReferentialAction.SetNull);

            migrationBuilder.AddForeignKey(
                name: "fk_psi_edits_users_created_by",
                table: "psi_edits",
                column: "created_by",
                principalTable: "users",
                principalColumn: "id",
                onDelete: ReferentialAction.SetNull);

            migrationBuilder.AddForeignKey(
                name: "fk_psi_edits_users_updated_by",
                table: "psi_edits",
                column: "updated_by",
                principalTable: "users",
                principalColumn: "id",
                onDelete: ReferentialAction.SetNull);
        }
    }
}
