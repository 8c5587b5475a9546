using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PsiErp.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class ProductsAndLevels : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "levels_at",
                table: "sessions",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "level_changes",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    sku_code = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_level_changes", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "products",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    sku_code = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    name = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    unit = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    decimals = table.Column<int>(type: "integer", nullable: true),
                    lead_time_days = table.Column<int>(type: "integer", nullable: true),
                    minimum_order = table.Column<decimal>(type: "numeric(20,6)", nullable: true),
                    lot_multiple = table.Column<decimal>(type: "numeric(20,6)", nullable: true),
                    safety_stock_days = table.Column<decimal>(type: "numeric(20,6)", nullable: true),
                    standard_stock_days = table.Column<decimal>(type: "numeric(20,6)", nullable: true),
                    shelf_life_days = table.Column<int>(type: "integer", nullable: true),
                    supplier = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    unit_cost = table.Column<decimal>(type: "numeric(20,6)", nullable: true),
                    category_1 = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    category_2 = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    category_3 = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_products", x => x.id);
                    table.ForeignKey(
                        name: "fk_products_master_records_id",
                        column: x => x.id,
                        principalTable: "master_records",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_products_sku_code",
                table: "products",
                column: "sku_code",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "level_changes");

            migrationBuilder.DropTable(
                name: "products");

            migrationBuilder.DropColumn(
                name: "levels_at",
                table: "sessions");
        }
    }
}
