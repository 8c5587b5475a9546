using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PsiErp.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Accounts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_login_attempts_username_address_at",
                table: "login_attempts");

            migrationBuilder.AddColumn<bool>(
                name: "has_default_password",
                table: "users",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<long>(
                name: "totp_last_step",
                table: "users",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "totp_secret",
                table: "users",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "last_seen_at",
                table: "sign_ins",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            // The best that is known of sign-ins from before
            migrationBuilder.Sql("UPDATE sign_ins SET last_seen_at = created_at");

            migrationBuilder.CreateTable(
                name: "audit_log",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    actor = table.Column<string>(type: "TEXT", maxLength: 300, nullable: true),
                    subject = table.Column<string>(type: "TEXT", maxLength: 300, nullable: true),
                    address = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    detail = table.Column<string>(type: "TEXT", maxLength: 32, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_audit_log", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "recovery_codes",
                columns: table => new
                {
                    user_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    code_hash = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_recovery_codes", x => new { x.user_id, x.code_hash });
                    table.ForeignKey(
                        name: "fk_recovery_codes_users_user_id",
                        column: x => x.user_id,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_users_has_default_password",
                table: "users",
                column: "has_default_password",
                filter: "has_default_password");

            migrationBuilder.CreateIndex(
                name: "ix_login_attempts_address_at",
                table: "login_attempts",
                columns: new[] { "address", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_login_attempts_username_at",
                table: "login_attempts",
                columns: new[] { "username", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_audit_log_subject_kind_at",
                table: "audit_log",
                columns: new[] { "subject", "kind", "at" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "audit_log");

            migrationBuilder.DropTable(
                name: "recovery_codes");

            migrationBuilder.DropIndex(
                name: "ix_users_has_default_password",
                table: "users");

            migrationBuilder.DropIndex(
                name: "ix_login_attempts_address_at",
                table: "login_attempts");

            migrationBuilder.DropIndex(
                name: "ix_login_attempts_username_at",
                table: "login_attempts");

            migrationBuilder.DropColumn(
                name: "has_default_password",
                table: "users");

            migrationBuilder.DropColumn(
                name: "totp_last_step",
                table: "users");

            migrationBuilder.DropColumn(
                name: "totp_secret",
                table: "users");

            migrationBuilder.DropColumn(
                name: "last_seen_at",
                table: "sign_ins");

            migrationBuilder.CreateIndex(
                name: "ix_login_attempts_username_address_at",
                table: "login_attempts",
                columns: new[] { "username", "address", "at" });
        }
    }
}
