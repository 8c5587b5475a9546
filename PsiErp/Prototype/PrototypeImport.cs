using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using PsiErp.Accounts;
using PsiErp.Data;
using PsiErp.Data.Providers;
using PsiErp.Plan;
using PsiErp.Planning;

namespace PsiErp.Prototype;

/// <summary>Fills an empty PsiErp from the prototype's database: all of it or nothing. The prototype's is only read.</summary>
public sealed class PrototypeImport(PsiDb db, IDatabase database, PlanReader plans, AuditLog audit)
{
    /// <summary>Takes the prototype over, and compares every day and every override before it is kept.</summary>
    /// <param name="where">The prototype's database, as <see cref="DatabaseUrl.Parse"/> gives it.</param>
    /// <param name="schema">The schema that holds the prototype's tables.</param>
    /// <param name="ct">Cancels; nothing is kept then.</param>
    /// <exception cref="PrototypeException">It can't be taken over; nothing was changed but PsiErp's tables brought up to date.</exception>
    public async Task<PrototypeReport> LoadAsync(NpgsqlConnectionStringBuilder where, string schema, CancellationToken ct)
    {
        await using var old = await PrototypeDatabase.OpenAsync(where, schema, ct);
        await RefuseOwnAsync(old, ct);
        RefuseStrange(old);
        await database.MigrateAsync(db, ct);
        try
        {
            return await LoadAsync(old, ct);
        }
        catch (Exception problem) when (IsRefusal(problem))
        {
            var reason = problem.GetBaseException().Message.TrimEnd('.');
            throw new PrototypeException(
                $"The {database.Description} can't hold what the prototype has: {reason}. Nothing was taken over.", problem);
        }
    }

    /// <summary>Whether PsiErp's database does not take something, rather than that it can't be used at all.</summary>
    private bool IsRefusal(Exception problem) => problem is QuantityTooLargeException
        || (problem is DbException or DbUpdateException && !database.IsUnreachable(problem) && !database.IsFull(problem));

    private async Task<PrototypeReport> LoadAsync(PrototypeDatabase old, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await database.LockNameAsync(db, "import-prototype", ct);
        await RefuseWhenInUseAsync(ct);

        var report = new PrototypeReport(old.Description, database.Description);
        var takeover = new Takeover { Old = old, Db = db, Database = database, Plans = plans, Audit = audit };
        foreach (var table in PrototypeTables.Of(old)) await TakeAsync(table, takeover, report.Begin(table.Name), ct);
        takeover.Problems.ThrowIfAny();
        await database.ContinueNumbersAsync(db, ct);
        await CompareAsync(takeover, report, ct);
        await transaction.CommitAsync(ct);
        return report;
    }

    private static async Task TakeAsync(PrototypeTable table, Takeover takeover, TableReport report, CancellationToken ct)
    {
        if (takeover.Old.Has(table.Name)) await table.TakeAsync(takeover, report, ct);
        else report.Read = null;
    }

    private async Task RefuseOwnAsync(PrototypeDatabase old, CancellationToken ct)
    {
        if (!await database.IsSchemaAsync(db, old.Connection, old.Schema, ct)) return;
        throw new PrototypeException(
            $"{old.Description} is where PsiErp itself is to be. Set DB_SCHEMA to a schema of its own, such as psierp, "
            + "or DATABASE_URL to another database; name the prototype's here. Nothing was changed.");
    }

    private static void RefuseStrange(PrototypeDatabase old)
    {
        if (old.Has(PostgresMigrations.History))
        {
            throw new PrototypeException(
                $"{old.Description} is a PsiErp, not the prototype: use export-all and import-all. Nothing was changed.");
        }
        if (!old.Has("sessions") || !old.Has("psi_base"))
        {
            throw new PrototypeException(
                $"{old.Description} has no tables sessions and psi_base that this user may read: "
                + "--schema names another schema. Nothing was changed.");
        }
    }

    private async Task RefuseWhenInUseAsync(CancellationToken ct)
    {
        var holds = await db.Users.AnyAsync(ct) ? "users" : await db.Sessions.AnyAsync(ct) ? "planning sessions" : null;
        if (holds is null) return;
        var remedy = database.IsEmbedded
            ? "set SQLITE_FILE to a new file"
            : "set DB_SCHEMA to a new schema, or DATABASE_URL to an empty database";
        throw new PrototypeException(
            $"The {database.Description} has {holds} already. Take the prototype over into an empty one: {remedy}. Nothing was changed.");
    }

    private async Task CompareAsync(Takeover takeover, PrototypeReport report, CancellationToken ct)
    {
        var comparison = new PlanComparison(takeover.Old, db, database);
        foreach (var sessionId in takeover.Sessions)
        {
            report.ComparedDays += await comparison.CompareBaseAsync(sessionId, ct);
            report.ComparedEdits += await comparison.CompareEditsAsync(sessionId, ct);
        }
        Compare(report, "users", await db.Users.LongCountAsync(ct));
        Compare(report, "sessions", await db.Sessions.LongCountAsync(ct));
        Compare(report, "psi_base", await db.Base.LongCountAsync(ct));
        Compare(report, "psi_edits", await db.Edits.LongCountAsync(ct));
        Compare(report, "channel_transfers", await db.StockMoves.LongCountAsync(ct));
        Compare(report, "psi_edit_log", await db.EditLog.LongCountAsync(ct));
    }

    private static void Compare(PrototypeReport report, string table, long stored)
    {
        var taken = report.Tables.Single(candidate => candidate.Table == table).Taken;
        if (stored != taken) throw new PrototypeException($"PsiErp kept {stored} of {taken} rows of {table}. Nothing was taken over.");
    }
}
