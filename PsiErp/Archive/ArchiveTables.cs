using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using PsiErp.Data;
using PsiErp.Data.Providers;

namespace PsiErp.Archive;

/// <summary>The tables of the model as archives know them. A table that is added to the model is in every archive.</summary>
public static class ArchiveTables
{
    /// <summary>
    /// Live sign-ins and failed attempts mean nothing on another machine: people sign in again, and counts start anew.
    /// </summary>
    private static readonly Type[] LeftOutTypes = [typeof(SignIn), typeof(LoginAttempt)];

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
        [.. InLoadOrder(model).Where(table => !IsLeftOut(table)).Select(Describe)];

    /// <summary>The names of the tables that no archive holds.</summary>
    public static IReadOnlyList<string> LeftOut(IModel model) =>
        [.. InLoadOrder(model).Where(IsLeftOut).Select(table => table.Name)];

    /// <summary>
    /// The tables whose rows show that a database is in use. A fresh one has rows too: those of its migrations, and keys
    /// that the app made when it first started.
    /// </summary>
    public static IReadOnlyList<string> WithUserData(IModel model) =>
        [.. InLoadOrder(model).Where(table => !IsLeftOut(table) && !IsFilledFromTheStart(table)).Select(table => table.Name)];

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

    private static IEnumerable<ITypeBase> EntitiesOf(ITable table) => table.EntityTypeMappings.Select(mapping => mapping.TypeBase);

    private static bool IsLeftOut(ITable table) => EntitiesOf(table).Any(entity => LeftOutTypes.Contains(entity.ClrType));

    private static bool IsFilledFromTheStart(ITable table) => EntitiesOf(table).OfType<IEntityType>().Any(entity =>
        entity.ClrType == typeof(PsiMetric)
        || entity.ClrType == typeof(Microsoft.AspNetCore.DataProtection.EntityFrameworkCore.DataProtectionKey));
}
