using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Mvc;
using PsiErp.Data;
using PsiErp.Hosting;
using PsiErp.Web;

namespace PsiErp.Moves;

/// <summary>Query parameters that narrow channel transfers.</summary>
internal readonly record struct TransferQuery(
    [FromQuery(Name = "sku_code")][property: Description("Part of the SKU code, in any case")] string? SkuCode,
    [FromQuery(Name = "warehouse_name")][property: Description("Part of the warehouse's name")] string? WarehouseName,
    [FromQuery(Name = "start_date")][property: DayValue("On this day or later")] string? StartDate,
    [FromQuery(Name = "end_date")][property: DayValue("On this day or earlier")] string? EndDate,
    [FromQuery(Name = "updated_at")][property: Description("A day (changed on that day) or an ISO 8601 time (changed since then)")]
    string? UpdatedAt,
    [FromQuery(Name = "actor")][property: Description("The id of who made or last changed it, or part of the name")] string? Actor,
    [FromQuery(Name = "username")][property: Description("Part of the name of who made or last changed it")] string? Username)
{
    public MoveFilter ToFilter(QueryText query, Settings settings)
    {
        var (since, before) = query.Moment("updated_at", UpdatedAt, settings.TimeZone);
        return new MoveFilter
        {
            SkuCode = SkuCode,
            Warehouse = WarehouseName,
            From = query.Date("start_date", StartDate),
            To = query.Date("end_date", EndDate),
            UpdatedFrom = since,
            UpdatedBefore = before,
            Actor = Actor,
            Username = Username,
        };
    }
}

/// <summary>A channel transfer that a path names.</summary>
internal readonly record struct TransferInPath(
    [property: SessionInPath] Guid SessionId,
    [FromRoute(Name = "sku_code")] NameInPath SkuCode,
    [FromRoute(Name = "warehouse_name")] NameInPath WarehouseName,
    [FromRoute(Name = "transfer_date")] string TransferDate,
    [FromRoute(Name = "from_channel")] NameInPath FromChannel,
    [FromRoute(Name = "to_channel")] NameInPath ToChannel)
{
    public TransferKey? ToKey(QueryText query) => query.Date("transfer_date", TransferDate) is { } date
        ? new TransferKey(SkuCode.Text, WarehouseName.Text, date, FromChannel.Text, ToChannel.Text)
        : null;
}

/// <summary>A channel transfer to make.</summary>
[RequestBody]
public sealed record NewTransferBody(
    [property: Required] Guid? SessionId, [property: Required] string? SkuCode, [property: Required] string? WarehouseName,
    [property: Required] DateOnly? TransferDate, [property: Required] string? FromChannel, [property: Required] string? ToChannel,
    [property: Required] decimal? Qty, string? Note)
{
    internal Dictionary<string, string[]> FindProblems()
    {
        var errors = new Dictionary<string, string[]>();
        foreach (var (name, value) in new (string, object?)[]
        {
            ("session_id", SessionId), ("sku_code", SkuCode), ("warehouse_name", WarehouseName), ("transfer_date", TransferDate),
            ("from_channel", FromChannel), ("to_channel", ToChannel), ("qty", Qty),
        })
        {
            if (value is null) errors[name] = [$"A transfer needs {name}."];
        }
        return errors;
    }

    internal TransferKey ToKey() => new(SkuCode!, WarehouseName!, TransferDate!.Value, FromChannel!, ToChannel!);
}

/// <summary>Members of a channel transfer to change; those left out stay.</summary>
[RequestBody]
public sealed class ChangedTransferBody
{
    private bool _changesNote;

    public Guid? SessionId { get; set; }
    public string? SkuCode { get; set; }
    public string? WarehouseName { get; set; }
    public DateOnly? TransferDate { get; set; }
    public string? FromChannel { get; set; }
    public string? ToChannel { get; set; }
    public decimal? Qty { get; set; }

    /// <summary>Why; null for no note.</summary>
    public string? Note
    {
        get;
        set => (field, _changesNote) = (value, true);
    }

    internal MoveOrder ApplyTo(StockMove move) => MoveOrder.Of(
        new TransferKey(SkuCode ?? move.SkuCode, WarehouseName ?? move.FromWarehouse, TransferDate ?? move.LeavesOn,
            FromChannel ?? move.FromChannel, ToChannel ?? move.ToChannel),
        Qty ?? move.Qty, _changesNote ? Note : move.Note);
}

/// <summary>A channel transfer on the wire.</summary>
public sealed record TransferRowBody(
    Guid SessionId, string SkuCode, string WarehouseName, DateOnly TransferDate, string FromChannel, string ToChannel, decimal Qty,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Note,
    DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? CreatedByUsername,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? UpdatedByUsername,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<MoveWarningBody>? Warnings)
{
    internal static TransferRowBody Of(MoveRow row, IReadOnlyList<MoveWarning>? warnings = null) => new(
        row.Move.SessionId, row.Move.SkuCode, row.Move.FromWarehouse, row.Move.LeavesOn, row.Move.FromChannel, row.Move.ToChannel,
        row.Move.Qty, row.Move.Note, row.Move.CreatedAt, row.Move.UpdatedAt, row.CreatedBy, row.UpdatedBy,
        warnings is { Count: > 0 } ? [.. warnings.Select(MoveWarningBody.Of)] : null);
}
