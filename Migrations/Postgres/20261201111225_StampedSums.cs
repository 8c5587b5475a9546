using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PsiErp.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class StampedSums : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "stamp",
                table: "psi_series_sums",
                type: "uuid",
                nullable: true);

            migrationBuilder.DropIndex(
                name: "ix_psi_series_sums_session_id",
                table: "psi_series_sums");

            migrationBuilder.CreateIndex(
                name: "ix_psi_series_sums_session_id",
                table: "psi_series_sums",
                column: "session_id",
                filter: "stamp IS NULL");

            SeriesSumTriggers.AddStamps(migrationBuilder);

            // Many series have the same urgency, and what comes first of them is read from it as well
            migrationBuilder.DropIndex(
                name: "ix_psi_series_session_id_urgency",
                table: "psi_series");

            migrationBuilder.CreateIndex(
                name: "ix_psi_series_session_id_urgency",
                table: "psi_series",
                columns: ["session_id", "urgency", "sku_code", "warehouse_name", "channel"]);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_psi_series_session_id_urgency",
                table: "psi_series");

            migrationBuilder.CreateIndex(
                name: "ix_psi_series_session_id_urgency",
                table: "psi_series",
                columns: ["session_id", "urgency"]);

            SeriesSumTriggers.DropStamps(migrationBuilder);

            migrationBuilder.DropIndex(
                name: "ix_psi_series_sums_session_id",
                table: "psi_series_sums");

            migrationBuilder.CreateIndex(
                name: "ix_psi_series_sums_session_id",
                table: "psi_series_sums",
                column: "session_id",
                filter: "days IS NULL");

            migrationBuilder.DropColumn(
                name: "stamp",
                table: "psi_series_sums");
        }
    }
}
