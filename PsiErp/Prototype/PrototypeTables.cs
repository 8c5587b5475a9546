namespace PsiErp.Prototype;

/// <summary>The tables of the prototype, in the order in which they are taken over: each after those that it refers to.</summary>
internal static class PrototypeTables
{
    private const string NotYet = "not taken over yet: PsiErp has no such table";

    /// <summary>What Alembic keeps to itself.</summary>
    private const string Migrations = "alembic_version";

    private static readonly PrototypeTable[] Known =
    [
        new UsersTable(),
        new SessionsTable(),
        new BaseTable(),
        new EditsTable(),
        new EditLogTable(),
        new MetricsTable(),
        new ChannelsTable(),
        new WarehousesTable(),
        new RankParametersTable(),
        new TransfersTable(),
        new MasterRecordsTable(),
    ];

    /// <summary>The tables of a database: those that every prototype should have, and whatever else is there.</summary>
    public static IEnumerable<PrototypeTable> Of(PrototypeDatabase old) =>
    [
        .. Known,
        .. old.Tables.Except(Known.Select(table => table.Name)).Where(name => name != Migrations)
            .Select(name => new UntakenTable(name, NotYet)),
    ];
}
