using System.ComponentModel.DataAnnotations;
using PsiErp.Data;
using PsiErp.Web;

namespace PsiErp.Masters;

/// <summary>A way by which stock goes from one warehouse to another.</summary>
/// <param name="FromWarehouse">Where it begins, by the name in plans.</param>
/// <param name="ToWarehouse">Where it ends.</param>
/// <param name="TransitDays">Days from leaving to arriving, 0 to 3,650.</param>
/// <param name="CostPerUnit">What each unit costs.</param>
/// <param name="CostPerMove">What each move costs.</param>
/// <param name="LotSize">A move is a multiple of it.</param>
[RequestBody]
public sealed record LaneBody(
    [property: Required] string FromWarehouse, [property: Required] string ToWarehouse, [property: Required] int? TransitDays,
    decimal? CostPerUnit, decimal? CostPerMove, decimal? LotSize)
{
    internal static LaneBody Of(Lane lane) => new(
        lane.FromWarehouse, lane.ToWarehouse, lane.TransitDays, lane.CostPerUnit, lane.CostPerMove, lane.LotSize);

    internal Lane ToRow() => new()
    {
        FromWarehouse = FromWarehouse,
        ToWarehouse = ToWarehouse,
        TransitDays = TransitDays ?? 0,
        CostPerUnit = CostPerUnit,
        CostPerMove = CostPerMove,
        LotSize = LotSize,
    };
}

/// <summary>Members of a lane to change; those left out stay.</summary>
public sealed class ChangedLane
{
    private readonly HashSet<string> _sent = [];

    public string? FromWarehouse { get; set; }
    public string? ToWarehouse { get; set; }
    public int? TransitDays { get; set; }

    /// <summary>What each unit costs; null when nobody knows.</summary>
    public decimal? CostPerUnit { get; set => Send(nameof(CostPerUnit), field = value); }

    /// <summary>What each move costs; null when nobody knows.</summary>
    public decimal? CostPerMove { get; set => Send(nameof(CostPerMove), field = value); }

    /// <summary>A move is a multiple of it; null when any quantity will do.</summary>
    public decimal? LotSize { get; set => Send(nameof(LotSize), field = value); }

    internal LaneBody ApplyTo(LaneBody lane) => new(
        FromWarehouse ?? lane.FromWarehouse, ToWarehouse ?? lane.ToWarehouse, TransitDays ?? lane.TransitDays,
        _sent.Contains(nameof(CostPerUnit)) ? CostPerUnit : lane.CostPerUnit,
        _sent.Contains(nameof(CostPerMove)) ? CostPerMove : lane.CostPerMove,
        _sent.Contains(nameof(LotSize)) ? LotSize : lane.LotSize);

    private void Send(string member, decimal? _) => _sent.Add(member);
}

/// <summary>The ways between warehouses. They may name warehouses that only plans know.</summary>
public sealed class Lanes(PsiDb db, MasterWrite write) : NamedMasters<Lane, LaneBody>(db, write)
{
    private const int MaxDays = 3650;

    /// <inheritdoc/>
    public override string Table => "lanes";

    /// <inheritdoc/>
    public override string Noun => "lane";

    /// <inheritdoc/>
    public override IReadOnlyList<string> KeyOf(LaneBody value) => [value.FromWarehouse, value.ToWarehouse];

    /// <inheritdoc/>
    protected override IOrderedQueryable<Lane> Ordered(IQueryable<Lane> rows) =>
        rows.OrderBy(lane => lane.FromWarehouse).ThenBy(lane => lane.ToWarehouse);

    /// <inheritdoc/>
    protected override IEnumerable<string?> TextsOf(LaneBody value) => KeyOf(value);

    /// <inheritdoc/>
    protected override LaneBody ValueOf(Lane row) => LaneBody.Of(row);

    /// <inheritdoc/>
    protected override Lane RowOf(LaneBody value) => value.ToRow();

    /// <inheritdoc/>
    protected override LaneBody Tidy(LaneBody value) => value with
    {
        FromWarehouse = MasterErrors.Tidy(value.FromWarehouse),
        ToWarehouse = MasterErrors.Tidy(value.ToWarehouse),
    };

    /// <inheritdoc/>
    protected override Task<MasterErrors> CheckAsync(LaneBody value, CancellationToken ct)
    {
        var errors = new MasterErrors();
        errors.Name("from_warehouse", value.FromWarehouse);
        errors.Name("to_warehouse", value.ToWarehouse);
        errors.Whole("transit_days", value.TransitDays, 0, MaxDays);
        errors.Amount("cost_per_unit", value.CostPerUnit);
        errors.Amount("cost_per_move", value.CostPerMove);
        errors.Amount("lot_size", value.LotSize);
        if (value.LotSize == 0) errors["lot_size"] = ["lot_size is more than 0; leave it out when any quantity will do."];
        if (errors.Count == 0 && value.FromWarehouse == value.ToWarehouse)
            errors["to_warehouse"] = ["A lane leads to another warehouse than it comes from."];
        return Task.FromResult(errors);
    }
}
