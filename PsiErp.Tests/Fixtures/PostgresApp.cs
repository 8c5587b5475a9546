using Npgsql;
using PsiErp.Data.Providers;

namespace PsiErp.Tests.Fixtures;

/// <summary>PsiErp with PostgreSQL, in a fresh schema.</summary>
public sealed class PostgresApp : PsiApp
{
    private readonly PostgresCluster _cluster = new();
    private readonly string _schema = NewSchemaName();

    /// <inheritdoc/>
    protected internal override IReadOnlyDictionary<string, string> DatabaseSettings => new Dictionary<string, string>
    {
        ["DATABASE_URL"] = _cluster.Url,
        ["DB_SCHEMA"] = _schema,
    };

    /// <inheritdoc/>
    public override IDatabase CreateEmptyDatabase() =>
        new PostgresDatabase(DatabaseUrl.Parse(_cluster.Url), NewDatabase().Value);

    /// <summary>A second app with a database of its own, in which the tables lie in the schema that they have by default.</summary>
    public PsiApp WithOwnDatabase() => With(hasTables: true, ("DATABASE_URL", _cluster.CreateDatabase()), ("DB_SCHEMA", ""));

    /// <inheritdoc/>
    protected override (string Name, string Value) NewDatabase() => ("DB_SCHEMA", NewSchemaName());

    /// <inheritdoc/>
    protected override void Restore(string sample, string database)
    {
        var dump = File.ReadAllText(Path.Combine(sample, "psi.sql"))
            .Replace("SCHEMA psi;", $"SCHEMA {database};", StringComparison.Ordinal)
            .Replace("psi.", $"{database}.", StringComparison.Ordinal);
        using var server = NpgsqlDataSource.Create(DatabaseUrl.Parse(_cluster.Url));
        using var restore = server.CreateCommand(dump);
        restore.ExecuteNonQuery();
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _cluster.DisposeAsync();
    }

    private static string NewSchemaName() => $"{PostgresCluster.SchemaPrefix}{Guid.NewGuid():N}";
}
