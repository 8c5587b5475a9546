using Microsoft.EntityFrameworkCore;

namespace PsiErp.Data;

/// <summary>The tables of what planners did: change sets, the log of their cells, and comments.</summary>
internal static class ChangeTables
{
    public static void Configure(ModelBuilder model)
    {
        model.Entity<ChangeSet>(change =>
        {
            change.ToTable("change_sets");
            change.HasIndex(c => new { c.SessionId, c.At });
            change.Property(c => c.Kind).HasMaxLength(32)
                .HasConversion(kind => SnakeName.Of(kind), name => SnakeName.Parse<ChangeKind>(name));
            change.Property(c => c.Username).HasMaxLength(ChangeSet.MaxUsername);
            change.Property(c => c.Note).HasMaxLength(ChangeSet.MaxNote);
            change.HasOne<PlanningSession>().WithMany().HasForeignKey(c => c.SessionId).OnDelete(DeleteBehavior.Cascade);
            change.HasOne<User>().WithMany().HasForeignKey(c => c.UserId).OnDelete(DeleteBehavior.SetNull);
        });
        model.Entity<Comment>(comment =>
        {
            comment.ToTable("comments");
            comment.HasIndex(c => new { c.SessionId, c.SkuCode });
            comment.Property(c => c.Username).HasMaxLength(ChangeSet.MaxUsername);
            comment.Property(c => c.Text).HasMaxLength(Comment.MaxText);
            comment.HasOne<PlanningSession>().WithMany().HasForeignKey(c => c.SessionId).OnDelete(DeleteBehavior.Cascade);
            comment.HasOne<User>().WithMany().HasForeignKey(c => c.UserId).OnDelete(DeleteBehavior.SetNull);
        });
        model.Entity<RankChange>(rank =>
        {
            rank.ToTable("rank_changes");
            // Not a foreign key, as of the log below
            rank.HasKey(r => new { r.ChangeSetId, r.SkuCode, r.WarehouseName, r.Channel });
            rank.HasIndex(r => r.SessionId);
            rank.HasOne<PlanningSession>().WithMany().HasForeignKey(r => r.SessionId).OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<EditLogEntry>(entry =>
        {
            entry.ToTable("psi_edit_log");
            entry.HasIndex(e => new { e.SessionId, e.Id });
            // Neither this nor the user is a foreign key: checking one costs as much as writing the row; changes go with their
            // session, and PsiErp removes no users
            entry.HasIndex(e => new { e.ChangeSetId, e.Id });
            entry.Property(e => e.Field).HasMaxLength(32);
            entry.HasOne<PlanningSession>().WithMany().HasForeignKey(e => e.SessionId).OnDelete(DeleteBehavior.Cascade);
        });
    }
}
