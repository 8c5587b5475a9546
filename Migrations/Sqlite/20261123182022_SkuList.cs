using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PsiErp.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class SkuList : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_psi_series_session_id_search_key",
                table: "psi_series");

            migrationBuilder.CreateTable(
                name: "psi_skus",
                columns: table => new
                {
                    session_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    sku_code = table.Column<string>(type: "TEXT", nullable: false),
                    search_key = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_psi_skus", x => new { x.session_id, x.sku_code });
                    table.ForeignKey(
                        name: "fk_psi_skus_sessions_session_id",
                        column: x => x.session_id,
                        principalTable: "sessions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            // The folded keys of a series begin with that of its SKU
            migrationBuilder.Sql(
                """
                INSERT INTO psi_skus (session_id, sku_code, search_key)
                SELECT DISTINCT session_id, sku_code, substr(search_key, 1, instr(search_key, char(31)) - 1) FROM psi_series
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "psi_skus");

            migrationBuilder.CreateIndex(
                name: "ix_psi_series_session_id_search_key",
                table: "psi_series",
                columns: new[] { "session_id", "search_key" });
        }
    }
}
