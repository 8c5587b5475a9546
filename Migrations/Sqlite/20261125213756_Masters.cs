using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PsiErp.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Masters : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "after",
                table: "audit_log",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "before",
                table: "audit_log",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "calendars",
                columns: table => new
                {
                    name = table.Column<string>(type: "TEXT", maxLength: 255, nullable: false),
                    non_working_weekdays = table.Column<int>(type: "INTEGER", nullable: false),
                    updated_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_calendars", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "category_rank_parameters",
                columns: table => new
                {
                    rank_type = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    category_1 = table.Column<string>(type: "TEXT", maxLength: 255, nullable: false),
                    category_2 = table.Column<string>(type: "TEXT", maxLength: 255, nullable: false),
                    threshold = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_category_rank_parameters", x => new { x.rank_type, x.category_1, x.category_2 });
                });

            migrationBuilder.CreateTable(
                name: "channels",
                columns: table => new
                {
                    channel = table.Column<string>(type: "TEXT", maxLength: 255, nullable: false),
                    display_name = table.Column<string>(type: "TEXT", maxLength: 255, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_channels", x => x.channel);
                });

            migrationBuilder.CreateTable(
                name: "lanes",
                columns: table => new
                {
                    from_warehouse = table.Column<string>(type: "TEXT", maxLength: 255, nullable: false),
                    to_warehouse = table.Column<string>(type: "TEXT", maxLength: 255, nullable: false),
                    transit_days = table.Column<int>(type: "INTEGER", nullable: false),
                    cost_per_unit = table.Column<long>(type: "INTEGER", nullable: true),
                    cost_per_move = table.Column<long>(type: "INTEGER", nullable: true),
                    lot_size = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_lanes", x => new { x.from_warehouse, x.to_warehouse });
                });

            migrationBuilder.CreateTable(
                name: "master_records",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    master_type = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    code = table.Column<string>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    data = table.Column<string>(type: "TEXT", nullable: false),
                    search_key = table.Column<string>(type: "TEXT", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    updated_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_master_records", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "reallocation_policy",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false),
                    take_from_other_main = table.Column<bool>(type: "INTEGER", nullable: false),
                    rounding_mode = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    allow_overfill = table.Column<bool>(type: "INTEGER", nullable: false),
                    fair_share_mode = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    deficit_basis = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    updated_at = table.Column<long>(type: "INTEGER", nullable: true),
                    updated_by = table.Column<string>(type: "TEXT", maxLength: 300, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reallocation_policy", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "calendar_dates",
                columns: table => new
                {
                    calendar_name = table.Column<string>(type: "TEXT", maxLength: 255, nullable: false),
                    date = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    title = table.Column<string>(type: "TEXT", maxLength: 255, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_calendar_dates", x => new { x.calendar_name, x.date });
                    table.ForeignKey(
                        name: "fk_calendar_dates_calendars_calendar_name",
                        column: x => x.calendar_name,
                        principalTable: "calendars",
                        principalColumn: "name",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "warehouses",
                columns: table => new
                {
                    warehouse_name = table.Column<string>(type: "TEXT", maxLength: 255, nullable: false),
                    region = table.Column<string>(type: "TEXT", maxLength: 255, nullable: true),
                    main_channel = table.Column<string>(type: "TEXT", maxLength: 255, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_warehouses", x => x.warehouse_name);
                    table.ForeignKey(
                        name: "fk_warehouses_channels_main_channel",
                        column: x => x.main_channel,
                        principalTable: "channels",
                        principalColumn: "channel",
                        onDelete: ReferentialAction.SetNull);
                });

            migrationBuilder.CreateIndex(
                name: "ix_master_records_master_type_code",
                table: "master_records",
                columns: new[] { "master_type", "code" });

            migrationBuilder.CreateIndex(
                name: "ix_master_records_master_type_created_at",
                table: "master_records",
                columns: new[] { "master_type", "created_at" });

            migrationBuilder.CreateIndex(
                name: "ix_warehouses_main_channel",
                table: "warehouses",
                column: "main_channel");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "calendar_dates");

            migrationBuilder.DropTable(
                name: "category_rank_parameters");

            migrationBuilder.DropTable(
                name: "lanes");

            migrationBuilder.DropTable(
                name: "master_records");

            migrationBuilder.DropTable(
                name: "reallocation_policy");

            migrationBuilder.DropTable(
                name: "warehouses");

            migrationBuilder.DropTable(
                name: "calendars");

            migrationBuilder.DropTable(
                name: "channels");

            migrationBuilder.DropColumn(
                name: "after",
                table: "audit_log");

            migrationBuilder.DropColumn(
                name: "before",
                table: "audit_log");
        }
    }
}
