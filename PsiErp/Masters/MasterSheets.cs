using PsiErp.Data;

namespace PsiErp.Masters;

/// <summary>All kinds of master data that are rows and columns.</summary>
public sealed class MasterSheets(
    MasterRecords records, RecordLoad load, MasterMemory memory, Warehouses warehouses, Channels channels, Lanes lanes,
    Metrics metrics, RankParameters ranks)
{
    /// <summary>The sheet of a kind, or null.</summary>
    public MasterSheet? Find(string kind) => kind switch
    {
        MasterTypes.Products => new RecordSheet(kind, MasterColumns.Products, records, load, memory),
        MasterTypes.Customers or MasterTypes.Suppliers => new RecordSheet(kind, MasterColumns.Partners, records, load, memory),
        MasterKinds.Warehouses => new NamedSheet<Warehouse, WarehouseBody>(kind, MasterColumns.Warehouses, warehouses),
        MasterKinds.Channels => new NamedSheet<Channel, ChannelBody>(kind, MasterColumns.Channels, channels),
        MasterKinds.Lanes => new NamedSheet<Lane, LaneBody>(kind, MasterColumns.Lanes, lanes),
        MasterKinds.Metrics => new NamedSheet<PsiMetric, MetricBody>(kind, MasterColumns.Metrics, metrics),
        MasterKinds.Ranks => new NamedSheet<CategoryRankParameter, RankParameterBody>(kind, MasterColumns.Ranks, ranks),
        _ => null,
    };
}
