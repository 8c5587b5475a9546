using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

#pragma warning disable CA1814 // Prefer jagged arrays over multidimensional

namespace PsiErp.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Foundation : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "data_protection_keys",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    friendly_name = table.Column<string>(type: "TEXT", nullable: true),
                    xml = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_data_protection_keys", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "login_attempts",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    address = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    username = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_login_attempts", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "psi_base",
                columns: table => new
                {
                    session_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    series_no = table.Column<int>(type: "INTEGER", nullable: false),
                    date = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    stock_at_anchor = table.Column<long>(type: "INTEGER", nullable: true),
                    inbound_qty = table.Column<long>(type: "INTEGER", nullable: true),
                    outbound_qty = table.Column<long>(type: "INTEGER", nullable: true),
                    stock_closing = table.Column<long>(type: "INTEGER", nullable: true),
                    safety_stock = table.Column<long>(type: "INTEGER", nullable: true),
                    stdstock = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_psi_base", x => new { x.session_id, x.series_no, x.date });
                });

            migrationBuilder.CreateTable(
                name: "psi_metrics",
                columns: table => new
                {
                    name = table.Column<string>(type: "TEXT", maxLength: 255, nullable: false),
                    is_editable = table.Column<bool>(type: "INTEGER", nullable: false),
                    display_order = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_psi_metrics", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "users",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    username = table.Column<string>(type: "TEXT", maxLength: 150, nullable: false),
                    password_hash = table.Column<string>(type: "TEXT", maxLength: 512, nullable: false),
                    is_active = table.Column<bool>(type: "INTEGER", nullable: false, defaultValue: true),
                    is_admin = table.Column<bool>(type: "INTEGER", nullable: false, defaultValue: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_users", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "sessions",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    title = table.Column<string>(type: "TEXT", maxLength: 255, nullable: false),
                    description = table.Column<string>(type: "TEXT", nullable: true),
                    is_leader = table.Column<bool>(type: "INTEGER", nullable: false, defaultValue: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    updated_at = table.Column<long>(type: "INTEGER", nullable: false),
                    created_by = table.Column<Guid>(type: "TEXT", nullable: true),
                    updated_by = table.Column<Guid>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_sessions", x => x.id);
                    table.ForeignKey(
                        name: "fk_sessions_users_created_by",
                        column: x => x.created_by,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                    table.ForeignKey(
                        name: "fk_sessions_users_updated_by",
                        column: x => x.updated_by,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                });

            migrationBuilder.CreateTable(
                name: "sign_ins",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    user_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    token_hash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    expires_at = table.Column<long>(type: "INTEGER", nullable: false),
                    address = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    user_agent = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_sign_ins", x => x.id);
                    table.ForeignKey(
                        name: "fk_sign_ins_users_user_id",
                        column: x => x.user_id,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "psi_edit_log",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    session_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    user_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    username = table.Column<string>(type: "TEXT", nullable: true),
                    sku_code = table.Column<string>(type: "TEXT", nullable: false),
                    warehouse_name = table.Column<string>(type: "TEXT", nullable: false),
                    channel = table.Column<string>(type: "TEXT", nullable: false),
                    date = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    field = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    old_value = table.Column<long>(type: "INTEGER", nullable: true),
                    new_value = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_psi_edit_log", x => x.id);
                    table.ForeignKey(
                        name: "fk_psi_edit_log_sessions_session_id",
                        column: x => x.session_id,
                        principalTable: "sessions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_psi_edit_log_users_user_id",
                        column: x => x.user_id,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                });

            migrationBuilder.CreateTable(
                name: "psi_series",
                columns: table => new
                {
                    session_id = table.Column<Guid>(type: "TEXT", nullable: false),
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
                    days = table.Column<int>(type: "INTEGER", nullable: false),
                    days_of_supply = table.Column<long>(type: "INTEGER", nullable: false),
                    days_of_supply_beyond = table.Column<bool>(type: "INTEGER", nullable: false),
                    first_date = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    last_date = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    lowest_date = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    lowest_stock = table.Column<long>(type: "INTEGER", nullable: false),
                    opening = table.Column<long>(type: "INTEGER", nullable: false),
                    over_date = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    shortage_date = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    stock_out_date = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    total_production = table.Column<long>(type: "INTEGER", nullable: false),
                    total_sales = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_psi_series", x => new { x.session_id, x.series_no });
                    table.ForeignKey(
                        name: "fk_psi_series_sessions_session_id",
                        column: x => x.session_id,
                        principalTable: "sessions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "psi_edits",
                columns: table => new
                {
                    session_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    series_no = table.Column<int>(type: "INTEGER", nullable: false),
                    date = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    inbound_qty = table.Column<long>(type: "INTEGER", nullable: true),
                    outbound_qty = table.Column<long>(type: "INTEGER", nullable: true),
                    safety_stock = table.Column<long>(type: "INTEGER", nullable: true),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    updated_at = table.Column<long>(type: "INTEGER", nullable: false),
                    created_by = table.Column<Guid>(type: "TEXT", nullable: true),
                    updated_by = table.Column<Guid>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_psi_edits", x => new { x.session_id, x.series_no, x.date });
                    table.ForeignKey(
                        name: "fk_psi_edits_psi_series_session_id_series_no",
                        columns: x => new { x.session_id, x.series_no },
                        principalTable: "psi_series",
                        principalColumns: new[] { "session_id", "series_no" },
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_psi_edits_users_created_by",
                        column: x => x.created_by,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                    table.ForeignKey(
                        name: "fk_psi_edits_users_updated_by",
                        column: x => x.updated_by,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                });

            migrationBuilder.InsertData(
                table: "psi_metrics",
                columns: new[] { "name", "display_order", "is_editable" },
                values: new object[,]
                {
                    { "channel_move", 40, false },
                    { "days_of_supply", 110, false },
                    { "gap", 100, false },
                    { "inbound_qty", 20, true },
                    { "movable_stock", 80, false },
                    { "net_flow", 50, false },
                    { "outbound_qty", 30, true },
                    { "safety_stock", 70, true },
                    { "stdstock", 90, false },
                    { "stock_at_anchor", 10, false },
                    { "stock_closing", 60, false }
                });

            migrationBuilder.CreateIndex(
                name: "ix_login_attempts_at",
                table: "login_attempts",
                column: "at");

            migrationBuilder.CreateIndex(
                name: "ix_login_attempts_username_address_at",
                table: "login_attempts",
                columns: new[] { "username", "address", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_psi_edit_log_session_id_id",
                table: "psi_edit_log",
                columns: new[] { "session_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_psi_edit_log_user_id",
                table: "psi_edit_log",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "ix_psi_edits_created_by",
                table: "psi_edits",
                column: "created_by");

            migrationBuilder.CreateIndex(
                name: "ix_psi_edits_id",
                table: "psi_edits",
                column: "id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_psi_edits_updated_by",
                table: "psi_edits",
                column: "updated_by");

            migrationBuilder.CreateIndex(
                name: "ix_psi_series_session_id_search_key",
                table: "psi_series",
                columns: new[] { "session_id", "search_key" });

            migrationBuilder.CreateIndex(
                name: "ix_psi_series_session_id_sku_code_warehouse_name_channel",
                table: "psi_series",
                columns: new[] { "session_id", "sku_code", "warehouse_name", "channel" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_sessions_created_at",
                table: "sessions",
                column: "created_at");

            migrationBuilder.CreateIndex(
                name: "ix_sessions_created_by",
                table: "sessions",
                column: "created_by");

            migrationBuilder.CreateIndex(
                name: "ix_sessions_is_leader",
                table: "sessions",
                column: "is_leader",
                unique: true,
                filter: "is_leader");

            migrationBuilder.CreateIndex(
                name: "ix_sessions_updated_by",
                table: "sessions",
                column: "updated_by");

            migrationBuilder.CreateIndex(
                name: "ix_sign_ins_expires_at",
                table: "sign_ins",
                column: "expires_at");

            migrationBuilder.CreateIndex(
                name: "ix_sign_ins_token_hash",
                table: "sign_ins",
                column: "token_hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_sign_ins_user_id",
                table: "sign_ins",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "ix_users_username",
                table: "users",
                column: "username",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "data_protection_keys");

            migrationBuilder.DropTable(
                name: "login_attempts");

            migrationBuilder.DropTable(
                name: "psi_base");

            migrationBuilder.DropTable(
                name: "psi_edit_log");

            migrationBuilder.DropTable(
                name: "psi_edits");

            migrationBuilder.DropTable(
                name: "psi_metrics");

            migrationBuilder.DropTable(
                name: "sign_ins");

            migrationBuilder.DropTable(
                name: "psi_series");

            migrationBuilder.DropTable(
                name: "sessions");

            migrationBuilder.DropTable(
                name: "users");
        }
    }
}
