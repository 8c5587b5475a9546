using Microsoft.EntityFrameworkCore;
using PsiErp.Planning;

namespace PsiErp.Data;

/// <summary>The tables of how planners look at their worklists.</summary>
internal static class WorklistTables
{
    public static void Configure(ModelBuilder model)
    {
        model.Entity<AlertSnooze>(snooze =>
        {
            snooze.ToTable("alert_snoozes");
            snooze.Ignore(s => s.Key);
            snooze.HasIndex(s => new { s.SessionId, s.SkuCode, s.WarehouseName, s.Channel, s.Alert }).IsUnique();
            snooze.Property(s => s.Alert).HasMaxLength(32)
                .HasConversion(alert => SnakeName.Of(alert), name => SnakeName.Parse<SeriesAlert>(name));
            snooze.Property(s => s.Owner).HasMaxLength(ChangeSet.MaxUsername);
            snooze.Property(s => s.Reason).HasMaxLength(AlertSnooze.MaxReason);
            snooze.Property(s => s.CreatedByUsername).HasMaxLength(ChangeSet.MaxUsername);
            snooze.HasOne<PlanningSession>().WithMany().HasForeignKey(s => s.SessionId).OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<WorklistView>(view =>
        {
            view.ToTable("worklist_views");
            view.HasIndex(v => new { v.OwnerId, v.Name }).IsUnique();
            view.HasIndex(v => v.IsShared);
            view.Property(v => v.Name).HasMaxLength(WorklistView.MaxName);
            view.Property(v => v.Query).HasMaxLength(WorklistView.MaxQuery);
            view.HasOne(v => v.Owner).WithMany().HasForeignKey(v => v.OwnerId).OnDelete(DeleteBehavior.Cascade);
        });
    }
}
