using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PsiErp.Archive;
using PsiErp.Data;
using PsiErp.Data.Providers;

namespace PsiErp.Tests.Archive;

/// <summary>
/// Puts a row with awkward values into every table of an archive, by what the model says of it, so that a table which is
/// new to the model is part of the tests as well.
/// </summary>
internal sealed class TableFiller(PsiDb db, IDatabase database)
{
    private readonly Dictionary<(string Table, string Column), object> _written = [];

    public async Task FillAsync(CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        foreach (var table in ArchiveTables.Of(db.Model))
        {
            await using var row = await database.BulkWriteAsync(db, table.Name, table.Columns, ct);
            row.StartRow();
            foreach (var column in table.Columns) Write(row, _written[(table.Name, column.Name)] = ValueOf(table.Name, column));
            await row.CompleteAsync(ct);
        }
        await transaction.CommitAsync(ct);
    }

    private object ValueOf(string tableName, BulkColumn column)
    {
        var table = db.Model.GetRelationalModel().Tables.Single(table => table.Name == tableName);
        foreach (var key in table.ForeignKeyConstraints)
        {
            var at = key.Columns.Select(reference => reference.Name).ToList().IndexOf(column.Name);
            if (at >= 0 && key.PrincipalTable != table) return _written[(key.PrincipalTable.Name, key.PrincipalColumns[at].Name)];
        }
        var property = table.FindColumn(column.Name)!.PropertyMappings[0].Property;
        return column.Type switch
        {
            BulkType.Uuid => Guid.NewGuid(),
            BulkType.Integer => 77_777,
            BulkType.BigInteger => 7_777_777_777L,
            BulkType.Date => new DateOnly(2028, 2, 29),
            BulkType.Quantity => -999_999_999_999.999999m,
            BulkType.Text => TextFor(property.GetMaxLength() ?? 100),
            BulkType.Boolean => true,
            BulkType.Time => DateTimeOffset.Parse("2026-12-31T23:59:59.999999+09:00", CultureInfo.InvariantCulture),
            BulkType.Bytes => new byte[] { 0, 255, 10, 13, 34 },
            _ => throw new NotSupportedException($"{column}"),
        };
    }

    /// <summary>Quotes, line ends, markup, several scripts, and something that is not in the Basic Multilingual Plane.</summary>
    private static string TextFor(int length)
    {
        const string Awkward = "'\"\\\r\n\t<é>計画😀,;";
        return length > Awkward.Length + 32 ? Awkward + Guid.NewGuid().ToString("N") : Awkward[..Math.Min(length, 2)];
    }

    private static void Write(BulkWriter row, object value)
    {
        switch (value)
        {
            case Guid id: row.Write(id); break;
            case int number: row.Write(number); break;
            case long number: row.Write(number); break;
            case DateOnly date: row.Write(date); break;
            case decimal quantity: row.Write(quantity); break;
            case string text: row.Write(text); break;
            case bool flag: row.Write(flag); break;
            case DateTimeOffset time: row.Write(time); break;
            case byte[] bytes: row.Write(bytes); break;
            default: throw new NotSupportedException($"{value.GetType()}");
        }
    }
}
