using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using PsiErp.Planning;

namespace PsiErp.Psi;

/// <summary>A series with its projected days, as <c>GET /api/psi/{session_id}/daily</c> answers it.</summary>
public sealed record SeriesDaily
{
    public required string SkuCode { get; init; }
    public required string? SkuName { get; init; }

    [JsonPropertyName("category_1")]
    public required string? Category1 { get; init; }

    [JsonPropertyName("category_2")]
    public required string? Category2 { get; init; }

    [JsonPropertyName("category_3")]
    public required string? Category3 { get; init; }

    public required string? FwRank { get; init; }
    public required string? SsRank { get; init; }
    public required string WarehouseName { get; init; }
    public required string Channel { get; init; }
    public required IReadOnlyList<DayBody> Daily { get; init; }

    internal static void Write(Utf8JsonWriter json, SeriesPlan plan, DateOnly? from, DateOnly? to)
    {
        var series = plan.Series;
        json.WriteStartObject();
        json.WriteString("sku_code"u8, series.SkuCode);
        json.WriteString("sku_name"u8, series.SkuName);
        json.WriteString("category_1"u8, series.Category1);
        json.WriteString("category_2"u8, series.Category2);
        json.WriteString("category_3"u8, series.Category3);
        json.WriteString("fw_rank"u8, series.FwRank);
        json.WriteString("ss_rank"u8, series.SsRank);
        json.WriteString("warehouse_name"u8, series.WarehouseName);
        json.WriteString("channel"u8, series.Channel);
        json.WriteStartArray("daily"u8);
        foreach (ref readonly var day in plan.Days.AsSpan())
        {
            if (day.Date >= (from ?? DateOnly.MinValue) && day.Date <= (to ?? DateOnly.MaxValue)) DayBody.Write(json, day);
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }
}

/// <summary>A projected day on the wire. Formulas: DESIGN.md, "The projection".</summary>
public sealed record DayBody
{
    public required DateOnly Date { get; init; }

    /// <summary>Opening stock.</summary>
    public required decimal StockAtAnchor { get; init; }

    public required decimal InboundQty { get; init; }
    public required decimal OutboundQty { get; init; }
    public required decimal ChannelMove { get; init; }
    public required decimal NetFlow { get; init; }

    /// <summary>Closing stock.</summary>
    public required decimal StockClosing { get; init; }

    public required decimal? SafetyStock { get; init; }
    public required decimal MovableStock { get; init; }
    public required decimal? Stdstock { get; init; }
    public required decimal? Gap { get; init; }
    public required decimal? InventoryDays { get; init; }

    /// <summary>Written by hand, member by member: a session's answer has millions of numbers.</summary>
    internal static void Write(Utf8JsonWriter json, in ProjectedDay day)
    {
        json.WriteStartObject();
        WriteDate(json, day.Date);
        Write(json, "stock_at_anchor"u8, day.Opening);
        Write(json, "inbound_qty"u8, day.Production);
        Write(json, "outbound_qty"u8, day.Sales);
        Write(json, "channel_move"u8, day.ChannelMove);
        Write(json, "net_flow"u8, day.NetFlow);
        Write(json, "stock_closing"u8, day.Closing);
        Write(json, "safety_stock"u8, day.Safety);
        Write(json, "movable_stock"u8, day.Movable);
        Write(json, "stdstock"u8, day.Standard);
        Write(json, "gap"u8, day.Gap);
        Write(json, "inventory_days"u8, day.InventoryDays);
        json.WriteEndObject();
    }

    private static void WriteDate(Utf8JsonWriter json, DateOnly date)
    {
        Span<char> text = stackalloc char[10];
        date.TryFormat(text, out _, "O", CultureInfo.InvariantCulture);
        json.WriteString("date"u8, text);
    }

    private static void Write(Utf8JsonWriter json, ReadOnlySpan<byte> name, decimal? value)
    {
        json.WritePropertyName(name);
        if (value is { } quantity) Json.WriteQuantity(json, quantity);
        else json.WriteNullValue();
    }
}
