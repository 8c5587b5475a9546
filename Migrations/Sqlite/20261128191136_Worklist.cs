using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PsiErp.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Worklist : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<byte[]>(
                name: "line",
                table: "psi_series",
                type: "BLOB",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "urgency",
                table: "psi_series",
                type: "INTEGER",
                nullable: false,
                // Nothing calls for anything until the summaries are made anew
                defaultValue: 3_000_000);

            // What comes first is read from it. A part of a complex property can't be indexed by the model
            migrationBuilder.CreateIndex(
                name: "ix_psi_series_session_id_urgency",
                table: "psi_series",
                columns: ["session_id", "urgency"]);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_psi_series_session_id_urgency",
                table: "psi_series");

            migrationBuilder.DropColumn(
                name: "line",
                table: "psi_series");

            migrationBuilder.DropColumn(
                name: "urgency",
                table: "psi_series");
        }
    }
}
