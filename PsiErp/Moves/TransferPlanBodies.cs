using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using PsiErp.Data;
using PsiErp.Edits;
using PsiErp.Files;
using PsiErp.Plan;
using PsiErp.Planning;
using PsiErp.Web;

namespace PsiErp.Moves;

/// <summary>A transfer plan on the wire.</summary>
public record TransferPlanBody(
    Guid PlanId, Guid SessionId, DateOnly StartDate, DateOnly EndDate, string Status, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    internal static TransferPlanBody Of(TransferPlan plan) => new(
        plan.Id, plan.SessionId, plan.StartDate, plan.EndDate, SnakeName.Of(plan.Status), plan.CreatedAt, plan.UpdatedAt);
}

/// <summary>A transfer plan as a row of a file: what was asked for, by whom, and what came of it.</summary>
public sealed record TransferPlanRow(
    DateTimeOffset CreatedAt, string? CreatedBy, string Mode, string Method, DateOnly StartDate, DateOnly EndDate, int Lines, string Status,
    Guid PlanId, Guid SessionId)
{
    internal static TransferPlanRow Of(ListedDraft listed)
    {
        var (plan, order) = (listed.Plan, ProposalDrafts.OutcomeOf(listed.Plan).Order);
        return new TransferPlanRow(
            plan.CreatedAt, listed.Username, SnakeName.Of(order.Mode), SnakeName.Of(order.Method), plan.StartDate, plan.EndDate,
            listed.Lines, SnakeName.Of(plan.Status), plan.Id, plan.SessionId);
    }
}

/// <summary>A series that stays short with what was proposed, on the wire: the first alert that is left, and why.</summary>
public sealed record UnmetBody(
    string SkuCode, string WarehouseName, string Channel, string Alert, DateOnly Date, string Reason, DateOnly? FirstPossible)
{
    internal static UnmetBody Of(UnmetSeries one) => new(
        one.SkuCode, one.Warehouse, one.Channel, SnakeName.Of(one.Alert), one.Date, SnakeName.Of(one.Reason), one.FirstPossible);
}

/// <summary>A transfer plan whose status was set, with the change set that this is and what its moves do to their donors.</summary>
public sealed record AppliedPlanBody : TransferPlanBody
{
    private AppliedPlanBody(TransferPlanBody plan) : base(plan)
    {
    }

    /// <summary>The change set, by which it is undone.</summary>
    [JsonPropertyOrder(1), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Guid? ChangeId { get; init; }

    /// <summary>Donors that are left with too little; left out when there are none.</summary>
    [JsonPropertyOrder(1), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<MoveWarningBody>? Warnings { get; init; }

    internal static AppliedPlanBody Of(PlanResult.Done done) => new(Of(done.Plan))
    {
        ChangeId = done.ChangeId,
        Warnings = done.Warnings.Count == 0 ? null : [.. done.Warnings.Select(MoveWarningBody.Of)],
    };
}

/// <summary>A line of a transfer plan on the wire.</summary>
public sealed record TransferPlanLineBody(
    Guid LineId, Guid PlanId, string SkuCode, string FromWarehouse, string FromChannel, string ToWarehouse, string ToChannel, decimal Qty,
    bool IsManual, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Reason)
{
    internal static TransferPlanLineBody Of(TransferPlanLine line) => new(
        line.Id, line.PlanId, line.SkuCode, line.FromWarehouse, line.FromChannel, line.ToWarehouse, line.ToChannel, line.Qty, line.IsManual,
        line.Reason);
}

/// <summary>A transfer plan with its lines.</summary>
public sealed record PlanWithLinesBody(TransferPlanBody Plan, IReadOnlyList<TransferPlanLineBody> Lines)
{
    internal static PlanWithLinesBody Of(TransferPlan plan, IEnumerable<TransferPlanLine> lines) =>
        new(TransferPlanBody.Of(plan), [.. lines.Select(TransferPlanLineBody.Of)]);
}

/// <summary>What a transfer plan is to be.</summary>
[RequestBody]
public sealed record PlanStatusBody([property: Required] string? Status);

/// <summary>It is done.</summary>
public sealed record OkBody(bool Ok);

/// <summary>For which days and series moves are to be proposed.</summary>
[RequestBody]
public sealed record RecommendBody(
    [property: Required] Guid? SessionId, [property: Required] DateOnly? Start, [property: Required] DateOnly? End, string[]? SkuCodes,
    string[]? Warehouses, string[]? Channels, string? Method, bool? Make)
{
    internal Dictionary<string, string[]> FindProblems()
    {
        var errors = new Dictionary<string, string[]>();
        if (SessionId is null) errors["session_id"] = ["Name the planning session."];
        if (Start is null) errors["start"] = ["Name the first day."];
        if (End is null) errors["end"] = ["Name the last day."];
        if (Start is { } start && !DateText.IsInRange(start)) errors["start"] = [MoveFlaw.OutsideYears.Message()];
        if (End is { } end && !DateText.IsInRange(end)) errors["end"] = [MoveFlaw.OutsideYears.Message()];
        if (Method is not null && !SnakeName.All<MoveMethod>().Contains(Method))
            errors["method"] = [$"Write one of {string.Join(", ", SnakeName.All<MoveMethod>())}."];
        return errors;
    }

    /// <summary>By what moves are found: the policy where nothing is said.</summary>
    internal MoveMethod MethodOrPolicy => Method is null ? MoveMethod.Policy : SnakeName.Parse<MoveMethod>(Method);

    internal MatrixFilter ToFilter() => new(SkuCodes ?? [], Warehouses ?? [], Channels ?? []);
}

/// <summary>The lines of a call, as far as they are looked at.</summary>
public sealed class PlanLineList() : BodyList<PlanLineBody?>(PlanLinesBody.MaxLines);

/// <summary>The lines that a transfer plan is to have.</summary>
[RequestBody]
public sealed record PlanLinesBody([property: Required] PlanLineList? Lines)
{
    /// <summary>Lines that a plan may have.</summary>
    public const int MaxLines = 20_000;

    private static readonly string[] Incomplete =
        ["A line needs sku_code, from_warehouse, from_channel, to_warehouse, to_channel and qty."];

    internal Dictionary<string, string[]> FindProblems()
    {
        if (Lines is null) return new() { ["lines"] = ["Send the lines as the array 'lines'."] };
        if (Lines.IsTooLong) return new() { ["lines"] = [$"A transfer plan has at most {MaxLines} lines."] };
        return Lines
            .Select((line, index) => (Index: index, IsWhole: line?.IsWhole == true))
            .Where(line => !line.IsWhole)
            .Take(PlanEdits.MaxProblems)
            .ToDictionary(line => $"lines[{line.Index}]", _ => Incomplete);
    }
}

/// <summary>A line that a transfer plan is to have.</summary>
[RequestBody]
public sealed record PlanLineBody(
    Guid? LineId, [property: Required] string? SkuCode, [property: Required] string? FromWarehouse,
    [property: Required] string? FromChannel, [property: Required] string? ToWarehouse, [property: Required] string? ToChannel,
    [property: Required] decimal? Qty, bool? IsManual, string? Reason)
{
    internal bool IsWhole => SkuCode is not null && FromWarehouse is not null && FromChannel is not null && ToWarehouse is not null
        && ToChannel is not null && Qty is not null;

    internal PlanLineOrder ToOrder() => new(
        LineId, new SeriesKey(SkuCode!, FromWarehouse!, FromChannel!), ToWarehouse!, ToChannel!, Qty!.Value, IsManual, Reason);
}
