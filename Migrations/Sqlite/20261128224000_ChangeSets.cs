using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PsiErp.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class ChangeSets : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "change_set_id",
                table: "psi_edit_log",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "change_sets",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    session_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    user_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    username = table.Column<string>(type: "TEXT", maxLength: 150, nullable: true),
                    kind = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    note = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true),
                    cells = table.Column<int>(type: "INTEGER", nullable: false),
                    sku_code = table.Column<string>(type: "TEXT", nullable: true),
                    undoes = table.Column<Guid>(type: "TEXT", nullable: true),
                    undone_by = table.Column<Guid>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_change_sets", x => x.id);
                    table.ForeignKey(
                        name: "fk_change_sets_sessions_session_id",
                        column: x => x.session_id,
                        principalTable: "sessions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_change_sets_users_user_id",
                        column: x => x.user_id,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                });

            migrationBuilder.CreateIndex(
                name: "ix_psi_edit_log_change_set_id_id",
                table: "psi_edit_log",
                columns: new[] { "change_set_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_change_sets_session_id_at",
                table: "change_sets",
                columns: new[] { "session_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_change_sets_user_id",
                table: "change_sets",
                column: "user_id");

            // What was logged before is one change a call: its entries have one time. Named by the first of them, so that the same
            // log has the same changes in every database
            migrationBuilder.Sql(
                """
                INSERT INTO change_sets (id, session_id, at, user_id, username, kind, cells, sku_code)
                SELECT '00000000-0000-0000-0000-' || printf('%012X', min(id)), session_id, at, user_id, substr(min(username), 1, 150), 'edit', count(*),
                    CASE WHEN min(sku_code) = max(sku_code) THEN min(sku_code) END
                FROM psi_edit_log GROUP BY session_id, at, user_id;
                UPDATE psi_edit_log SET change_set_id = called.id
                FROM change_sets AS called
                WHERE called.session_id = psi_edit_log.session_id AND called.at = psi_edit_log.at
                    AND called.user_id IS psi_edit_log.user_id;
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "change_sets");

            migrationBuilder.DropIndex(
                name: "ix_psi_edit_log_change_set_id_id",
                table: "psi_edit_log");

            migrationBuilder.DropColumn(
                name: "change_set_id",
                table: "psi_edit_log");
        }
    }
}
