using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PsiErp.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class ProductsAndLevels : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "levels_at",
                table: "sessions",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "level_changes",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    sku_code = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_level_changes", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "products",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    sku_code = table.Column<string>(type: "TEXT", nullable: true),
                    name = table.Column<string>(type: "TEXT", nullable: true),
                    unit = table.Column<string>(type: "TEXT", nullable: true),
                    decimals = table.Column<int>(type: "INTEGER", nullable: true),
                    lead_time_days = table.Column<int>(type: "INTEGER", nullable: true),
                    minimum_order = table.Column<long>(type: "INTEGER", nullable: true),
                    lot_multiple = table.Column<long>(type: "INTEGER", nullable: true),
                    safety_stock_days = table.Column<long>(type: "INTEGER", nullable: true),
                    standard_stock_days = table.Column<long>(type: "INTEGER", nullable: true),
                    shelf_life_days = table.Column<int>(type: "INTEGER", nullable: true),
                    supplier = table.Column<string>(type: "TEXT", nullable: true),
                    unit_cost = table.Column<long>(type: "INTEGER", nullable: true),
                    category_1 = table.Column<string>(type: "TEXT", nullable: true),
                    category_2 = table.Column<string>(type: "TEXT", nullable: true),
                    category_3 = table.Column<string>(type: "TEXT", nullable: true)
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
