using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using PsiErp.Data.Providers;

namespace PsiErp.Archive;

/// <summary>
/// The tables of a model, today's or that of an earlier level, as archives know them. A table that is added to the model is
/// in every archive.
/// </summary>
public static class ArchiveTables
{
    /// <summary>
    /// Live sign-ins and failed attempts mean nothing on another machine: people sign in again, and counts start anew. Sums of series
    /// are made of the series, and master data is stamped as it is loaded.
    /// </summary>
    private static readonly string[] NeverArchived = ["sign_ins", "login_attempts", "psi_series_sums", "master_stamp"];

    /// <summary>A fresh database has rows of its migrations, and keys that the app made when it first started.</summary>
    private static readonly string[] FilledFromTheStart = ["psi_metrics", "data_protection_keys"];

    private static readonly Dictionary<Type, BulkType> Types = new()
    {
        [typeof(Guid)] = BulkType.Uuid,
        [typeof(int)] = BulkType.Integer,
        [typeof(long)] = BulkType.BigInteger,
        [typeof(DateOnly)] = BulkType.Date,
        [typeof(decimal)] = BulkType.Quantity,
        [typeof(string)] = BulkType.Text,
        [typeof(bool)] = BulkType.Boolean,
        [typeof(DateTimeOffset)] = BulkType.Time,
        [typeof(byte[])] = BulkType.Bytes,
    };

    /// <summary>The tables that an archive holds, each after those that it refers to.</summary>
    public static IReadOnlyList<ArchiveTable> Of(IModel model) =>
        [.. InLoadOrder(model).Where(table => !NeverArchived.Contains(table.Name)).Select(Describe)];

    /// <summary>The names of all tables, each after those that it refers to.</summary>
    public static IReadOnlyList<string> Names(IModel model) => [.. InLoadOrder(model).Select(table => table.Name)];

    /// <summary>The names of the tables that no archive holds.</summary>
    public static IReadOnlyList<string> LeftOut(IModel model) => [.. Names(model).Where(NeverArchived.Contains)];

    /// <summary>The tables whose rows show that a database is in use.</summary>
    public static IReadOnlyList<string> WithUserData(IModel model) =>
        [.. Names(model).Except(NeverArchived).Except(FilledFromTheStart)];

    private static List<ITable> InLoadOrder(IModel model)
    {
        var ordered = new List<ITable>();
        foreach (var table in model.GetRelationalModel().Tables.OrderBy(table => table.Name, StringComparer.Ordinal))
            AddAfterPrincipals(table, ordered, []);
        return ordered;
    }

    private static void AddAfterPrincipals(ITable table, List<ITable> ordered, HashSet<ITable> dependents)
    {
        if (ordered.Contains(table)) return;
        if (!dependents.Add(table)) throw new NotSupportedException($"The table {table.Name} refers to itself by way of others");
        foreach (var principal in table.ForeignKeyConstraints.Select(key => key.PrincipalTable).Where(other => other != table))
            AddAfterPrincipals(principal, ordered, dependents);
        dependents.Remove(table);
        ordered.Add(table);
    }

    private static ArchiveTable Describe(ITable table)
    {
        var key = table.PrimaryKey?.Columns.Select(column => column.Name).ToList()
            ?? throw new NotSupportedException($"The table {table.Name} has no key to order its rows by");
        var others = table.Columns.Select(column => column.Name).Except(key).Order(StringComparer.Ordinal);
        return new ArchiveTable
        {
            Name = table.Name,
            Key = key,
            Columns = [.. key.Concat(others).Select(name => new BulkColumn(name, TypeOf(table.FindColumn(name)!)))],
        };
    }

    private static BulkType TypeOf(IColumn column)
    {
        var mapping = column.PropertyMappings[0];
        var type = Nullable.GetUnderlyingType(mapping.Property.ClrType) ?? mapping.Property.ClrType;
        if (Types.TryGetValue(type, out var known)) return known;
        var converted = mapping.TypeMapping.Converter?.ProviderClrType ?? type;
        return Types.TryGetValue(converted, out known)
            ? known
            : throw new NotSupportedException($"Archives don't know the type {type.Name} of {column.Table.Name}.{column.Name}");
    }
}
