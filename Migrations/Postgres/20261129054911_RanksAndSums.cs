using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PsiErp.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class RanksAndSums : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_master_records_master_type_code",
                table: "master_records");

            migrationBuilder.CreateTable(
                name: "psi_series_sums",
                columns: table => new
                {
                    session_id = table.Column<Guid>(type: "uuid", nullable: false),
                    block = table.Column<int>(type: "integer", nullable: false),
                    days = table.Column<byte[]>(type: "bytea", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_psi_series_sums", x => new { x.session_id, x.block });
                    table.ForeignKey(
                        name: "fk_psi_series_sums_sessions_session_id",
                        column: x => x.session_id,
                        principalTable: "sessions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "rank_changes",
                columns: table => new
                {
                    change_set_id = table.Column<Guid>(type: "uuid", nullable: false),
                    sku_code = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    warehouse_name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    channel = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    session_id = table.Column<Guid>(type: "uuid", nullable: false),
                    fw_before = table.Column<string>(type: "text", nullable: true),
                    fw_after = table.Column<string>(type: "text", nullable: true),
                    ss_before = table.Column<string>(type: "text", nullable: true),
                    ss_after = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_rank_changes", x => new { x.change_set_id, x.sku_code, x.warehouse_name, x.channel });
                    table.ForeignKey(
                        name: "fk_rank_changes_sessions_session_id",
                        column: x => x.session_id,
                        principalTable: "sessions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_master_records_master_type_code_id",
                table: "master_records",
                columns: new[] { "master_type", "code", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_master_records_master_type_name_id",
                table: "master_records",
                columns: new[] { "master_type", "name", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_master_records_master_type_updated_at_id",
                table: "master_records",
                columns: new[] { "master_type", "updated_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_psi_series_sums_session_id",
                table: "psi_series_sums",
                column: "session_id",
                filter: "days IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_rank_changes_session_id",
                table: "rank_changes",
                column: "session_id");

            SeriesSumTriggers.Add(migrationBuilder);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            SeriesSumTriggers.Drop(migrationBuilder);

            migrationBuilder.DropTable(
                name: "psi_series_sums");

            migrationBuilder.DropTable(
                name: "rank_changes");

            migrationBuilder.DropIndex(
                name: "ix_master_records_master_type_name_id",
                table: "master_records");

            migrationBuilder.DropIndex(
                name: "ix_master_records_master_type_updated_at_id",
                table: "master_records");

            migrationBuilder.DropIndex(
                name: "ix_master_records_master_type_code_id",
                table: "master_records");

            migrationBuilder.CreateIndex(
                name: "ix_master_records_master_type_code",
                table: "master_records",
                columns: new[] { "master_type", "code" });
        }
    }
}
