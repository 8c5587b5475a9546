using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PsiErp.Planning;

namespace PsiErp.Data;

/// <summary>The tables of master data.</summary>
internal static class MasterTables
{
    private const int MaxName = 255;

    /// <summary>Adds them to the model.</summary>
    public static void Configure(ModelBuilder model)
    {
        model.Entity<MasterRecord>(ConfigureRecord);
        model.Entity<Product>(ConfigureProduct);
        model.Entity<MasterStamp>(ConfigureStamp);
        model.Entity<LevelChange>(change => change.ToTable("level_changes"));
        model.Entity<Channel>(ConfigureChannel);
        model.Entity<Warehouse>(ConfigureWarehouse);
        model.Entity<CategoryRankParameter>(ConfigureRankParameter);
        model.Entity<Lane>(ConfigureLane);
        model.Entity<WorkCalendar>(ConfigureCalendar);
        model.Entity<NonWorkingDate>(ConfigureDate);
        model.Entity<ReallocationPolicy>(ConfigurePolicy);
        model.Entity<ImportProfile>(ConfigureProfile);
    }

    /// <summary>Texts that rows are looked up and ordered by.</summary>
    public static IEnumerable<IMutableProperty> Names(IMutableModel model)
    {
        Type[] tables =
        [
            typeof(MasterRecord), typeof(Product), typeof(LevelChange), typeof(Channel), typeof(Warehouse),
            typeof(CategoryRankParameter), typeof(Lane), typeof(WorkCalendar), typeof(NonWorkingDate), typeof(ImportProfile),
        ];
        string[] contents = [nameof(MasterRecord.Data), nameof(ImportProfile.Header), nameof(ImportProfile.Reading)];
        return tables.SelectMany(table => model.FindEntityType(table)!.GetProperties())
            .Where(property => property.ClrType == typeof(string) && !contents.Contains(property.Name));
    }

    private static void ConfigureRecord(EntityTypeBuilder<MasterRecord> record)
    {
        record.ToTable("master_records");
        record.Property(r => r.MasterType).HasMaxLength(64);
        record.HasIndex(r => new { r.MasterType, r.CreatedAt });
        // With the id, pages far back need not look into the table
        record.HasIndex(r => new { r.MasterType, r.Code, r.Id });
        record.HasIndex(r => new { r.MasterType, r.Name, r.Id });
        record.HasIndex(r => new { r.MasterType, r.UpdatedAt, r.Id });
    }

    private static void ConfigureProduct(EntityTypeBuilder<Product> product)
    {
        product.ToTable("products");
        product.Ignore(p => p.Levels);
        product.Property(p => p.Category1).HasColumnName("category_1");
        product.Property(p => p.Category2).HasColumnName("category_2");
        product.Property(p => p.Category3).HasColumnName("category_3");
        product.HasOne<MasterRecord>().WithOne().HasForeignKey<Product>(p => p.Id).OnDelete(DeleteBehavior.Cascade);
        product.HasIndex(p => p.SkuCode).IsUnique();
        // The longest is asked for whenever lead times are
        product.HasIndex(p => p.LeadTimeDays);
    }

    private static void ConfigureStamp(EntityTypeBuilder<MasterStamp> stamp)
    {
        stamp.ToTable("master_stamp");
        stamp.Property(s => s.Id).ValueGeneratedNever();
    }

    private static void ConfigureChannel(EntityTypeBuilder<Channel> channel)
    {
        channel.ToTable("channels");
        channel.HasKey(c => c.Name);
        channel.Property(c => c.Name).HasColumnName("channel").HasMaxLength(MaxName);
        channel.Property(c => c.DisplayName).HasMaxLength(MaxName);
    }

    private static void ConfigureWarehouse(EntityTypeBuilder<Warehouse> warehouse)
    {
        warehouse.ToTable("warehouses");
        warehouse.HasKey(w => w.WarehouseName);
        warehouse.Property(w => w.WarehouseName).HasMaxLength(MaxName);
        warehouse.Property(w => w.Region).HasMaxLength(MaxName);
        warehouse.Property(w => w.MainChannel).HasMaxLength(MaxName);
        warehouse.HasOne<Channel>().WithMany().HasForeignKey(w => w.MainChannel).OnDelete(DeleteBehavior.SetNull);
    }

    private static void ConfigureRankParameter(EntityTypeBuilder<CategoryRankParameter> parameter)
    {
        parameter.ToTable("category_rank_parameters");
        parameter.HasKey(p => new { p.RankType, p.Category1, p.Category2 });
        parameter.Property(p => p.RankType).HasMaxLength(2);
        parameter.Property(p => p.Category1).HasColumnName("category_1").HasMaxLength(MaxName);
        parameter.Property(p => p.Category2).HasColumnName("category_2").HasMaxLength(MaxName);
    }

    private static void ConfigureLane(EntityTypeBuilder<Lane> lane)
    {
        lane.ToTable("lanes");
        lane.HasKey(l => new { l.FromWarehouse, l.ToWarehouse });
        lane.Property(l => l.FromWarehouse).HasMaxLength(MaxName);
        lane.Property(l => l.ToWarehouse).HasMaxLength(MaxName);
    }

    private static void ConfigureCalendar(EntityTypeBuilder<WorkCalendar> calendar)
    {
        calendar.ToTable("calendars");
        calendar.HasKey(c => c.Name);
        calendar.Property(c => c.Name).HasMaxLength(MaxName);
        calendar.HasMany(c => c.Dates).WithOne().HasForeignKey(d => d.CalendarName).OnDelete(DeleteBehavior.Cascade);
    }

    private static void ConfigureDate(EntityTypeBuilder<NonWorkingDate> date)
    {
        date.ToTable("calendar_dates");
        date.HasKey(d => new { d.CalendarName, d.Date });
        date.Property(d => d.CalendarName).HasMaxLength(MaxName);
        date.Property(d => d.Title).HasMaxLength(MaxName);
    }

    private static void ConfigureProfile(EntityTypeBuilder<ImportProfile> profile)
    {
        profile.ToTable("import_profiles");
        profile.HasKey(p => p.Name);
        profile.Property(p => p.Name).HasMaxLength(MaxName);
    }

    private static void ConfigurePolicy(EntityTypeBuilder<ReallocationPolicy> policy)
    {
        policy.ToTable("reallocation_policy");
        policy.Property(p => p.Id).ValueGeneratedNever();
        policy.Property(p => p.RoundingMode).HasMaxLength(32)
            .HasConversion(mode => SnakeName.Of(mode), name => SnakeName.Parse<RoundingMode>(name));
        policy.Property(p => p.FairShareMode).HasMaxLength(32)
            .HasConversion(mode => SnakeName.Of(mode), name => SnakeName.Parse<FairShareMode>(name));
        policy.Property(p => p.DeficitBasis).HasMaxLength(32)
            .HasConversion(basis => SnakeName.Of(basis), name => SnakeName.Parse<DeficitBasis>(name));
        policy.Property(p => p.UpdatedBy).HasMaxLength(300);
    }
}
