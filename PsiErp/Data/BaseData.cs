using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PsiErp.Planning;

namespace PsiErp.Data;

/// <summary>The tables of imported data: its days in versions, and what each import did to the series.</summary>
public static class BaseData
{
    /// <summary>The version that a session begins with.</summary>
    public const int FirstVersion = 1;

    internal static void Configure(ModelBuilder model)
    {
        model.Entity<BaseRow>(row =>
        {
            row.ToTable("psi_base");
            row.HasKey(r => new { r.SessionId, r.Version, r.SeriesNo, r.Date });
            row.Property(r => r.Version).HasDefaultValue(FirstVersion).HasSentinel(FirstVersion);
        });
        model.Entity<BaseVersion>(version =>
        {
            version.ToTable("imports");
            version.HasIndex(v => new { v.SessionId, v.Version }).IsUnique();
            // What waits to expire: few
            version.HasIndex(v => v.ExpiresAt).HasFilter("expires_at IS NOT NULL");
            version.Property(v => v.Status).HasMaxLength(16)
                .HasConversion(status => SnakeName.Of(status), name => SnakeName.Parse<BaseVersionStatus>(name));
            version.Property(v => v.FileName).HasMaxLength(255);
            version.Property(v => v.Mode).HasMaxLength(16);
            version.Property(v => v.Encoding).HasMaxLength(32);
            version.Property(v => v.CreatedByUsername).HasMaxLength(150);
            version.HasOne<PlanningSession>().WithMany().HasForeignKey(v => v.SessionId).OnDelete(DeleteBehavior.Cascade);
            version.HasOne<User>().WithMany().HasForeignKey(v => v.CreatedBy).OnDelete(DeleteBehavior.SetNull);
        });
        model.Entity<SeriesSum>(sum =>
        {
            sum.ToTable("psi_series_sums");
            sum.HasKey(s => new { s.SessionId, s.Block });
            // What is to be made anew: none, as a rule
            sum.HasIndex(s => s.SessionId).HasFilter("stamp IS NULL");
            sum.HasOne<PlanningSession>().WithMany().HasForeignKey(s => s.SessionId).OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<SeriesImage>(image =>
        {
            image.ToTable("psi_series_images");
            image.HasKey(i => new { i.SessionId, i.Version, i.IsBefore, i.SeriesNo });
            image.Property(i => i.Category1).HasColumnName("category_1");
            image.Property(i => i.Category2).HasColumnName("category_2");
            image.Property(i => i.Category3).HasColumnName("category_3");
            image.Property(i => i.FwRank).HasMaxLength(2);
            image.Property(i => i.SsRank).HasMaxLength(2);
            image.ComplexProperty(i => i.Summary, ConfigureSummary);
            image.HasOne<PlanningSession>().WithMany().HasForeignKey(i => i.SessionId).OnDelete(DeleteBehavior.Cascade);
        });
    }

    /// <summary>The columns of a summary, where it is stored.</summary>
    internal static void ConfigureSummary(ComplexPropertyBuilder<SeriesSummary> summary)
    {
        summary.Property(s => s.FirstDate).HasColumnName("first_date");
        summary.Property(s => s.LastDate).HasColumnName("last_date");
        summary.Property(s => s.Days).HasColumnName("days");
        summary.Property(s => s.Opening).HasColumnName("opening");
        summary.Property(s => s.TotalProduction).HasColumnName("total_production");
        summary.Property(s => s.TotalSales).HasColumnName("total_sales");
        summary.Property(s => s.Closing).HasColumnName("closing");
        summary.Property(s => s.LowestStock).HasColumnName("lowest_stock");
        summary.Property(s => s.LowestDate).HasColumnName("lowest_date");
        summary.Property(s => s.StockOutDate).HasColumnName("stock_out_date");
        summary.Property(s => s.StockOutDays).HasColumnName("stock_out_days");
        summary.Property(s => s.ShortageDate).HasColumnName("shortage_date");
        summary.Property(s => s.ShortageDays).HasColumnName("shortage_days");
        summary.Property(s => s.ShortageQuantity).HasColumnName("shortage_qty");
        summary.Property(s => s.OverDate).HasColumnName("over_date");
        summary.Property(s => s.OverDays).HasColumnName("over_days");
        summary.Property(s => s.OverQuantity).HasColumnName("over_qty");
        summary.Property(s => s.CountDiffersDate).HasColumnName("count_differs_date");
        summary.Property(s => s.CountDifference).HasColumnName("count_difference");
        summary.Property(s => s.SurplusDate).HasColumnName("surplus_date");
        summary.Property(s => s.SurplusOrders).HasColumnName("surplus_orders");
        summary.Property(s => s.SurplusQuantity).HasColumnName("surplus_qty");
        summary.Property(s => s.Gaps).HasColumnName("gaps");
        summary.Property(s => s.Urgency).HasColumnName("urgency");
        summary.Property(s => s.Line).HasColumnName("line");
        summary.Property(s => s.DaysOfSupply).HasColumnName("days_of_supply");
        summary.Property(s => s.DaysOfSupplyBeyond).HasColumnName("days_of_supply_beyond");
    }
}
