using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using PsiErp.Planning;

namespace PsiErp.Data.Providers;

/// <summary>The tables in the embedded SQLite file.</summary>
public sealed class SqlitePsiDb(DbContextOptions<SqlitePsiDb> options) : PsiDb(options)
{
    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<decimal>().HaveConversion<ScaledQuantity>();
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcTicks>();
    }

    /// <summary>Quantities as integers of millionths: exact, and the database can add them up.</summary>
    private sealed class ScaledQuantity() : ValueConverter<decimal, long>(
        value => SqliteDatabase.ToScaled(value), scaled => Quantity.FromMillionths(scaled));

    /// <summary>Times as UTC ticks, which compare and sort, in microseconds, so that either database can keep them.</summary>
    private sealed class UtcTicks() : ValueConverter<DateTimeOffset, long>(
        value => SqliteDatabase.ToTicks(value), ticks => new DateTimeOffset(ticks, TimeSpan.Zero));
}

/// <summary>What <c>dotnet ef</c> builds the context with.</summary>
public sealed class SqlitePsiDbFactory : IDesignTimeDbContextFactory<SqlitePsiDb>
{
    /// <inheritdoc/>
    public SqlitePsiDb CreateDbContext(string[] args) => new(
        new DbContextOptionsBuilder<SqlitePsiDb>().UseSqlite().UseSnakeCaseNamingConvention().Options);
}
