using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PsiErp.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class DeletedSessions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "deleted_at",
                table: "sessions",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "deleted_by",
                table: "sessions",
                type: "TEXT",
                maxLength: 150,
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "is_removed",
                table: "sessions",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "facts",
                table: "audit_log",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "session_id",
                table: "audit_log",
                type: "TEXT",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "deleted_at",
                table: "sessions");

            migrationBuilder.DropColumn(
                name: "deleted_by",
                table: "sessions");

            migrationBuilder.DropColumn(
                name: "is_removed",
                table: "sessions");

            migrationBuilder.DropColumn(
                name: "facts",
                table: "audit_log");

            migrationBuilder.DropColumn(
                name: "session_id",
                table: "audit_log");
        }
    }
}
