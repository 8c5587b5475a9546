using System.Data.Common;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage;

namespace PsiErp.Data;

/// <summary>The tables of PsiErp. The two databases derive their context from it; see <c>Data/Providers</c>.</summary>
public abstract class PsiDb : DbContext, IDataProtectionKeyContext
{
    /// <remarks>
    /// No savepoints: a save that fails within a transaction ends what was to be done, and the transaction with it. One that holds
    /// costs an edit a round trip per save.
    /// </remarks>
    protected PsiDb(DbContextOptions options) : base(options) => Database.AutoSavepointsEnabled = false;

    public DbSet<User> Users => Set<User>();
    public DbSet<SignIn> SignIns => Set<SignIn>();
    public DbSet<LoginAttempt> LoginAttempts => Set<LoginAttempt>();
    public DbSet<RecoveryCode> RecoveryCodes => Set<RecoveryCode>();
    public DbSet<AuditEntry> AuditLog => Set<AuditEntry>();
    public DbSet<PlanningSession> Sessions => Set<PlanningSession>();
    public DbSet<Sku> Skus => Set<Sku>();
    public DbSet<Series> Series => Set<Series>();
    public DbSet<BaseRow> Base => Set<BaseRow>();
    public DbSet<BaseVersion> BaseVersions => Set<BaseVersion>();
    public DbSet<SeriesImage> SeriesImages => Set<SeriesImage>();
    public DbSet<ImportProfile> ImportProfiles => Set<ImportProfile>();
    public DbSet<Edit> Edits => Set<Edit>();
    public DbSet<EditLogEntry> EditLog => Set<EditLogEntry>();
    public DbSet<ChangeSet> ChangeSets => Set<ChangeSet>();
    public DbSet<StockMove> StockMoves => Set<StockMove>();
    public DbSet<StockMoveChange> StockMoveChanges => Set<StockMoveChange>();
    public DbSet<TransferPlan> TransferPlans => Set<TransferPlan>();
    public DbSet<TransferPlanProduction> TransferPlanProduction => Set<TransferPlanProduction>();
    public DbSet<TransferPlanLine> TransferPlanLines => Set<TransferPlanLine>();
    public DbSet<AlertSnooze> Snoozes => Set<AlertSnooze>();
    public DbSet<WorklistView> Views => Set<WorklistView>();
    public DbSet<Comment> Comments => Set<Comment>();
    public DbSet<RankChange> RankChanges => Set<RankChange>();
    public DbSet<SeriesSum> SeriesSums => Set<SeriesSum>();
    public DbSet<PsiMetric> Metrics => Set<PsiMetric>();
    public DbSet<MasterRecord> MasterRecords => Set<MasterRecord>();
    public DbSet<Product> Products => Set<Product>();
    public DbSet<MasterStamp> MasterStamps => Set<MasterStamp>();
    public DbSet<LevelChange> LevelChanges => Set<LevelChange>();
    public DbSet<Warehouse> Warehouses => Set<Warehouse>();
    public DbSet<Channel> Channels => Set<Channel>();
    public DbSet<CategoryRankParameter> RankParameters => Set<CategoryRankParameter>();
    public DbSet<Lane> Lanes => Set<Lane>();
    public DbSet<WorkCalendar> Calendars => Set<WorkCalendar>();
    public DbSet<ReallocationPolicy> ReallocationPolicies => Set<ReallocationPolicy>();
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    /// <summary>
    /// A failed command is an exception, which whoever catches it explains or logs; a log line of its own would cry out
    /// for every expected one.
    /// </summary>
    internal static void ReportErrorsOnce(WarningsConfigurationBuilder warnings) => warnings.Log(
        (RelationalEventId.CommandError, LogLevel.Debug), (CoreEventId.QueryIterationFailed, LogLevel.Debug),
        (CoreEventId.SaveChangesFailed, LogLevel.Debug), (RelationalEventId.ConnectionError, LogLevel.Debug),
        // The rows of a deleted session are asked for by its id, which is looked up first
        (CoreEventId.PossibleIncorrectRequiredNavigationWithQueryFilterInteractionWarning, LogLevel.Debug));

    /// <summary>The transaction that commands written by hand take part in.</summary>
    public DbTransaction? CurrentTransaction => Database.CurrentTransaction?.GetDbTransaction();

    /// <summary>A member of a stored JSON object as text, in queries only; null where there is none.</summary>
    /// <param name="json">The object.</param>
    /// <param name="name">The member, a constant.</param>
    public static string? MemberOf(string json, string name) => throw new NotSupportedException($"No query: {name} of {json}");

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<User>(ConfigureUser);
        modelBuilder.Entity<SignIn>(ConfigureSignIn);
        modelBuilder.Entity<LoginAttempt>(ConfigureLoginAttempt);
        modelBuilder.Entity<RecoveryCode>(ConfigureRecoveryCode);
        modelBuilder.Entity<AuditEntry>(ConfigureAuditEntry);
        modelBuilder.Entity<PlanningSession>(ConfigureSession);
        modelBuilder.Entity<Sku>(ConfigureSku);
        modelBuilder.Entity<Series>(ConfigureSeries);
        BaseData.Configure(modelBuilder);
        modelBuilder.Entity<Edit>(ConfigureEdit);
        ChangeTables.Configure(modelBuilder);
        MoveTables.Configure(modelBuilder);
        WorklistTables.Configure(modelBuilder);
        modelBuilder.Entity<PsiMetric>(ConfigureMetric);
        MasterTables.Configure(modelBuilder);
        modelBuilder.Entity<DataProtectionKey>().ToTable("data_protection_keys");
    }

    private static void ConfigureUser(EntityTypeBuilder<User> user)
    {
        user.ToTable("users");
        user.Property(u => u.Username).HasMaxLength(150);
        user.Property(u => u.PasswordHash).HasMaxLength(512);
        user.Property(u => u.IsActive).HasDefaultValue(true).HasSentinel(true);
        user.Property(u => u.IsAdmin).HasDefaultValue(false);
        user.Property(u => u.HasDefaultPassword).HasDefaultValue(false);
        user.Property(u => u.IsReadOnly).HasDefaultValue(false);
        user.Property(u => u.MustChangePassword).HasDefaultValue(false);
        user.HasIndex(u => u.Username).IsUnique();
        // Asked for at every request: empty as a rule
        user.HasIndex(u => u.HasDefaultPassword).HasFilter("has_default_password");
    }

    private static void ConfigureSignIn(EntityTypeBuilder<SignIn> signIn)
    {
        signIn.ToTable("sign_ins");
        signIn.HasOne(s => s.User).WithMany().HasForeignKey(s => s.UserId).OnDelete(DeleteBehavior.Cascade);
        signIn.HasIndex(s => s.TokenHash).IsUnique();
        signIn.HasIndex(s => s.ExpiresAt);
        signIn.Property(s => s.Address).HasMaxLength(64);
        signIn.Property(s => s.UserAgent).HasMaxLength(256);
    }

    private static void ConfigureLoginAttempt(EntityTypeBuilder<LoginAttempt> attempt)
    {
        attempt.ToTable("login_attempts");
        attempt.Property(a => a.Address).HasMaxLength(64);
        attempt.Property(a => a.Username).HasMaxLength(300);
        attempt.HasIndex(a => new { a.Username, a.At });
        attempt.HasIndex(a => new { a.Address, a.At });
        attempt.HasIndex(a => a.At);
    }

    private static void ConfigureRecoveryCode(EntityTypeBuilder<RecoveryCode> code)
    {
        code.ToTable("recovery_codes");
        code.HasKey(c => new { c.UserId, c.CodeHash });
        code.HasOne<User>().WithMany().HasForeignKey(c => c.UserId).OnDelete(DeleteBehavior.Cascade);
    }

    private static void ConfigureAuditEntry(EntityTypeBuilder<AuditEntry> entry)
    {
        entry.ToTable("audit_log");
        entry.Property(e => e.Kind).HasMaxLength(32)
            .HasConversion(kind => SnakeName.Of(kind), name => SnakeName.Parse<AuditKind>(name));
        entry.Property(e => e.Detail).HasMaxLength(32)
            .HasConversion(detail => SnakeName.Of(detail!.Value), name => SnakeName.Parse<AuditDetail>(name));
        entry.Property(e => e.Actor).HasMaxLength(300);
        entry.Property(e => e.Subject).HasMaxLength(300);
        entry.Property(e => e.Address).HasMaxLength(64);
        entry.HasIndex(e => new { e.Subject, e.Kind, e.At });
    }

    private static void ConfigureSession(EntityTypeBuilder<PlanningSession> session)
    {
        session.ToTable("sessions");
        session.Property(s => s.Title).HasMaxLength(255);
        session.Property(s => s.IsLeader).HasDefaultValue(false);
        session.Property(s => s.SummaryRules).HasDefaultValue(0);
        session.Property(s => s.Version).HasDefaultValue(BaseData.FirstVersion).HasSentinel(BaseData.FirstVersion);
        session.Ignore(s => s.RestsOn);
        session.HasIndex(s => s.IsLeader).IsUnique().HasFilter("is_leader");
        session.Property(s => s.DeletedBy).HasMaxLength(150);
        session.Property(s => s.IsRemoved).HasDefaultValue(false);
        session.HasIndex(s => s.CreatedAt);
        session.HasQueryFilter(s => s.DeletedAt == null);
        session.HasOne(s => s.Creator).WithMany().HasForeignKey(s => s.CreatedBy).OnDelete(DeleteBehavior.SetNull);
        session.HasOne(s => s.Updater).WithMany().HasForeignKey(s => s.UpdatedBy).OnDelete(DeleteBehavior.SetNull);
    }

    private static void ConfigureSku(EntityTypeBuilder<Sku> sku)
    {
        sku.ToTable("psi_skus");
        sku.HasKey(s => new { s.SessionId, s.SkuCode });
        sku.HasOne<PlanningSession>().WithMany().HasForeignKey(s => s.SessionId).OnDelete(DeleteBehavior.Cascade);
    }

    private static void ConfigureSeries(EntityTypeBuilder<Series> series)
    {
        series.ToTable("psi_series");
        series.HasKey(s => new { s.SessionId, s.SeriesNo });
        series.HasIndex(s => new { s.SessionId, s.SkuCode, s.WarehouseName, s.Channel }).IsUnique();
        series.Ignore(s => s.Key);
        series.Property(s => s.SeriesNo).ValueGeneratedNever();
        series.Property(s => s.Category1).HasColumnName("category_1");
        series.Property(s => s.Category2).HasColumnName("category_2");
        series.Property(s => s.Category3).HasColumnName("category_3");
        series.Property(s => s.FwRank).HasMaxLength(2);
        series.Property(s => s.SsRank).HasMaxLength(2);
        series.ComplexProperty(s => s.Summary, BaseData.ConfigureSummary);
        series.HasOne<PlanningSession>().WithMany().HasForeignKey(s => s.SessionId).OnDelete(DeleteBehavior.Cascade);
    }

    private static void ConfigureEdit(EntityTypeBuilder<Edit> edit)
    {
        edit.ToTable("psi_edits");
        edit.HasKey(e => new { e.SessionId, e.SeriesNo, e.Date });
        edit.HasIndex(e => e.Id).IsUnique();
        edit.HasOne(e => e.Series).WithMany(s => s.Edits).HasForeignKey(e => new { e.SessionId, e.SeriesNo })
            .OnDelete(DeleteBehavior.Cascade);
        // Not foreign keys to users: checking those costs more than writing the row, and PsiErp removes no users
    }

    private static void ConfigureMetric(EntityTypeBuilder<PsiMetric> metric)
    {
        metric.ToTable("psi_metrics");
        metric.HasKey(m => m.Name);
        metric.Property(m => m.Name).HasMaxLength(255);
        metric.HasData(PsiMetric.Standard);
    }
}
