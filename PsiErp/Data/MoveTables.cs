using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PsiErp.Data;

/// <summary>The tables of stock moves, and of the plans that propose some.</summary>
internal static class MoveTables
{
    private const int MaxReason = 255;

    /// <summary>Adds them to the model.</summary>
    public static void Configure(ModelBuilder model)
    {
        model.Entity<StockMove>(ConfigureMove);
        model.Entity<StockMoveChange>(ConfigureChange);
        model.Entity<TransferPlan>(ConfigurePlan);
        model.Entity<TransferPlanLine>(ConfigureLine);
        model.Entity<TransferPlanProduction>(ConfigureProduction);
    }

    /// <summary>The keys of series: compared with those that series have, and ordered by like them.</summary>
    public static IEnumerable<IMutableProperty> Keys(IMutableModel model)
    {
        Type[] tables = [typeof(StockMove), typeof(StockMoveChange), typeof(TransferPlanLine)];
        string[] keys =
        [
            nameof(StockMove.SkuCode), nameof(StockMove.FromWarehouse), nameof(StockMove.FromChannel), nameof(StockMove.ToWarehouse),
            nameof(StockMove.ToChannel),
        ];
        var production = model.FindEntityType(typeof(TransferPlanProduction))!;
        string[] series =
        [
            nameof(TransferPlanProduction.SkuCode), nameof(TransferPlanProduction.WarehouseName), nameof(TransferPlanProduction.Channel),
        ];
        return tables.SelectMany(table => keys.Select(key => model.FindEntityType(table)!.FindProperty(key)!))
            .Concat(series.Select(key => production.FindProperty(key)!));
    }

    private static void ConfigureMove(EntityTypeBuilder<StockMove> move)
    {
        move.ToTable("stock_moves");
        move.Ignore(m => m.From);
        move.Ignore(m => m.To);
        move.Ignore(m => m.Days);
        // From a series to what leaves it and to what arrives in it
        move.HasIndex(m => new { m.SessionId, m.SkuCode, m.FromWarehouse, m.FromChannel });
        move.HasIndex(m => new { m.SessionId, m.SkuCode, m.ToWarehouse, m.ToChannel });
        move.HasIndex(m => new { m.SessionId, m.LeavesOn });
        move.HasIndex(m => m.PlanId).HasFilter("plan_id IS NOT NULL");
        move.Property(m => m.Note).HasMaxLength(StockMove.MaxNote);
        move.HasOne<PlanningSession>().WithMany().HasForeignKey(m => m.SessionId).OnDelete(DeleteBehavior.Cascade);
        move.HasOne<TransferPlan>().WithMany().HasForeignKey(m => m.PlanId).OnDelete(DeleteBehavior.SetNull);
        // As of overrides, their users are no foreign keys
    }

    private static void ConfigureChange(EntityTypeBuilder<StockMoveChange> change)
    {
        change.ToTable("stock_move_changes");
        change.HasKey(c => new { c.ChangeSetId, c.MoveId, c.IsAdded });
        change.Property(c => c.Note).HasMaxLength(StockMove.MaxNote);
        change.HasOne<PlanningSession>().WithMany().HasForeignKey(c => c.SessionId).OnDelete(DeleteBehavior.Cascade);
    }

    private static void ConfigurePlan(EntityTypeBuilder<TransferPlan> plan)
    {
        plan.ToTable("transfer_plans");
        plan.HasIndex(p => new { p.SessionId, p.CreatedAt });
        plan.Property(p => p.Status).HasMaxLength(16)
            .HasConversion(status => SnakeName.Of(status), name => SnakeName.Parse<TransferPlanStatus>(name));
        plan.HasOne<PlanningSession>().WithMany().HasForeignKey(p => p.SessionId).OnDelete(DeleteBehavior.Cascade);
        plan.HasOne<User>().WithMany().HasForeignKey(p => p.CreatedBy).OnDelete(DeleteBehavior.SetNull);
        plan.HasOne<User>().WithMany().HasForeignKey(p => p.UpdatedBy).OnDelete(DeleteBehavior.SetNull);
        plan.HasMany(p => p.Lines).WithOne().HasForeignKey(l => l.PlanId).OnDelete(DeleteBehavior.Cascade);
        plan.HasMany(p => p.Production).WithOne().HasForeignKey(l => l.PlanId).OnDelete(DeleteBehavior.Cascade);
    }

    private static void ConfigureLine(EntityTypeBuilder<TransferPlanLine> line)
    {
        line.ToTable("transfer_plan_lines");
        line.Ignore(l => l.From);
        line.Ignore(l => l.To);
        line.Property(l => l.Reason).HasMaxLength(MaxReason);
        line.Property(l => l.IsLeftOut).HasDefaultValue(false);
        line.HasIndex(l => new { l.PlanId, l.Position });
    }

    private static void ConfigureProduction(EntityTypeBuilder<TransferPlanProduction> production)
    {
        production.ToTable("transfer_plan_production");
        production.Ignore(p => p.Series);
        production.HasIndex(p => new { p.PlanId, p.Position });
    }
}
