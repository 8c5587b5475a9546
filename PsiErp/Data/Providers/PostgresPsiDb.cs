using System.Data;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Query.SqlExpressions;
using Microsoft.EntityFrameworkCore.Storage;
using PsiErp.Planning;

namespace PsiErp.Data.Providers;

/// <summary>The tables in PostgreSQL.</summary>
public sealed class PostgresPsiDb(DbContextOptions<PostgresPsiDb> options) : PsiDb(options)
{
    private static readonly StringTypeMapping Text = new("text", DbType.String);

    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<decimal>().HaveColumnType("numeric(20,6)");

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.Entity<User>(user =>
        {
            user.Property(u => u.Id).HasDefaultValueSql("gen_random_uuid()");
            user.Property(u => u.CreatedAt).HasDefaultValueSql("now()");
        });
        // Bytes in, bytes compared: the order is that of SQLite and of ordinal comparison, and LIKE needs no locale.
        modelBuilder.Entity<Sku>(sku =>
        {
            sku.Property(s => s.SkuCode).UseCollation("C");
            sku.Property(s => s.SearchKey).UseCollation("C");
        });
        modelBuilder.Entity<Series>(series =>
        {
            series.Property(s => s.SkuCode).UseCollation("C");
            series.Property(s => s.WarehouseName).UseCollation("C");
            series.Property(s => s.Channel).UseCollation("C");
            series.Property(s => s.SearchKey).UseCollation("C");
            series.ComplexProperty(s => s.Summary, WideSums);
        });
        modelBuilder.Entity<SeriesImage>(image =>
        {
            image.Property(i => i.SkuCode).UseCollation("C");
            image.Property(i => i.WarehouseName).UseCollation("C");
            image.Property(i => i.Channel).UseCollation("C");
            image.Property(i => i.SearchKey).UseCollation("C");
            image.ComplexProperty(i => i.Summary, WideSums);
        });
        foreach (var key in MoveTables.Keys(modelBuilder.Model)) key.SetCollation("C");
        modelBuilder.Entity<RankChange>(rank =>
        {
            rank.Property(r => r.SkuCode).UseCollation("C");
            rank.Property(r => r.WarehouseName).UseCollation("C");
            rank.Property(r => r.Channel).UseCollation("C");
        });
        modelBuilder.Entity<AlertSnooze>(snooze =>
        {
            snooze.Property(s => s.SkuCode).UseCollation("C");
            snooze.Property(s => s.WarehouseName).UseCollation("C");
            snooze.Property(s => s.Channel).UseCollation("C");
        });
        foreach (var name in MasterTables.Names(modelBuilder.Model)) name.SetCollation("C");
        modelBuilder.HasDbFunction(() => MemberOf(default!, default!)).HasTranslation(Member);
    }

    private static CollateExpression Member(IReadOnlyList<SqlExpression> arguments)
    {
        var json = new SqlUnaryExpression(
            ExpressionType.Convert, arguments[0], typeof(string), new StringTypeMapping("json", DbType.String));
        return new(
            new SqlFunctionExpression("json_extract_path_text", [json, arguments[1]], nullable: true, [false, false], typeof(string), Text),
            "C");
    }

    /// <summary>Sums of many days at 10¹² each outgrow numeric(20,6).</summary>
    private static void WideSums(ComplexPropertyBuilder<SeriesSummary> summary)
    {
        summary.Property(s => s.Opening).HasColumnType("numeric(28,6)");
        summary.Property(s => s.TotalProduction).HasColumnType("numeric(28,6)");
        summary.Property(s => s.TotalSales).HasColumnType("numeric(28,6)");
        summary.Property(s => s.Closing).HasColumnType("numeric(28,6)");
        summary.Property(s => s.LowestStock).HasColumnType("numeric(28,6)");
        summary.Property(s => s.ShortageQuantity).HasColumnType("numeric(28,6)");
        summary.Property(s => s.OverQuantity).HasColumnType("numeric(28,6)");
        summary.Property(s => s.CountDifference).HasColumnType("numeric(28,6)");
        summary.Property(s => s.SurplusQuantity).HasColumnType("numeric(28,6)");
    }
}

/// <summary>What <c>dotnet ef</c> builds the context with; it needs no server to write a migration.</summary>
public sealed class PostgresPsiDbFactory : IDesignTimeDbContextFactory<PostgresPsiDb>
{
    /// <inheritdoc/>
    public PostgresPsiDb CreateDbContext(string[] args) => new(
        new DbContextOptionsBuilder<PostgresPsiDb>().UseNpgsql().UseSnakeCaseNamingConvention().Options);
}
