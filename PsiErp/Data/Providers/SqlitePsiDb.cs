using System.Data;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Query.SqlExpressions;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using PsiErp.Planning;

namespace PsiErp.Data.Providers;

/// <summary>The tables in the embedded SQLite file.</summary>
public sealed class SqlitePsiDb(DbContextOptions<SqlitePsiDb> options) : PsiDb(options)
{
    private static readonly StringTypeMapping Text = new("TEXT", DbType.String);

    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<decimal>().HaveConversion<ScaledQuantity>();
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcTicks>();
    }

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.HasDbFunction(() => MemberOf(default!, default!)).HasTranslation(Member);
    }

    private static SqlUnaryExpression Member(IReadOnlyList<SqlExpression> arguments)
    {
        var path = new SqlConstantExpression($"$.{((SqlConstantExpression)arguments[1]).Value}", Text);
        var member = new SqlFunctionExpression("json_extract", [arguments[0], path], nullable: true, [false, false], typeof(string), Text);
        return new(ExpressionType.Convert, member, typeof(string), Text);
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
