using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PsiErp.Migrations.Postgres
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
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "before",
                table: "audit_log",
                type: "text",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "calendars",
                columns: table => new
                {
                    name = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false, collation: "C"),
                    non_working_weekdays = table.Column<int>(type: "integer", nullable: false),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_calendars", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "category_rank_parameters",
                columns: table => new
                {
                    rank_type = table.Column<string>(type: "character varying(2)", maxLength: 2, nullable: false, collation: "C"),
                    category_1 = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false, collation: "C"),
                    category_2 = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false, collation: "C"),
                    threshold = table.Column<decimal>(type: "numeric(20,6)", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_category_rank_parameters", x => new { x.rank_type, x.category_1, x.category_2 });
                });

            migrationBuilder.CreateTable(
                name: "channels",
                columns: table => new
                {
                    channel = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false, collation: "C"),
                    display_name = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_channels", x => x.channel);
                });

            migrationBuilder.CreateTable(
                name: "lanes",
                columns: table => new
                {
                    from_warehouse = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false, collation: "C"),
                    to_warehouse = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false, collation: "C"),
                    transit_days = table.Column<int>(type: "integer", nullable: false),
                    cost_per_unit = table.Column<decimal>(type: "numeric(20,6)", nullable: true),
                    cost_per_move = table.Column<decimal>(type: "numeric(20,6)", nullable: true),
                    lot_size = table.Column<decimal>(type: "numeric(20,6)", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_lanes", x => new { x.from_warehouse, x.to_warehouse });
                });

            migrationBuilder.CreateTable(
                name: "master_records",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    master_type = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    code = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    data = table.Column<string>(type: "text", nullable: false),
                    search_key = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_master_records", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "reallocation_policy",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false),
                    take_from_other_main = table.Column<bool>(type: "boolean", nullable: false),
                    rounding_mode = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    allow_overfill = table.Column<bool>(type: "boolean", nullable: false),
                    fair_share_mode = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    deficit_basis = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    updated_by = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reallocation_policy", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "calendar_dates",
                columns: table => new
                {
                    calendar_name = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false, collation: "C"),
                    date = table.Column<DateOnly>(type: "date", nullable: false),
                    title = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: true, collation: "C")
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
                    warehouse_name = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false, collation: "C"),
                    region = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: true, collation: "C"),
                    main_channel = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: true, collation: "C")
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
