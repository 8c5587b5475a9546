using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using PsiErp.Planning;

namespace PsiErp.Plan;

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
        Span<byte> buffer = stackalloc byte[DayBody.MaxLength];
        foreach (ref readonly var day in plan.Days.AsSpan())
        {
            if (day.Date >= (from ?? DateOnly.MinValue) && day.Date <= (to ?? DateOnly.MaxValue)) DayBody.Write(json, day, buffer);
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }
}

/// <summary>A projected day on the wire. Formulas: <see cref="ProjectedDay"/>.</summary>
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

    /// <summary>Count difference (棚卸差異), of days up to the as-of date; left out after it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public decimal? Adjustment { get; init; }

    /// <summary>Put together as bytes and written in one piece: a session's answer has millions of numbers.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="day">The day.</param>
    /// <param name="buffer">Room to work in, <see cref="MaxLength"/> at least.</param>
    internal static void Write(Utf8JsonWriter json, in ProjectedDay day, Span<byte> buffer)
    {
        var text = new Text(buffer);
        text.Add("{\"date\":\""u8);
        text.Add(day.Date);
        text.Add("\",\"stock_at_anchor\":"u8, day.Opening);
        text.Add(",\"inbound_qty\":"u8, day.Production);
        text.Add(",\"outbound_qty\":"u8, day.Sales);
        text.Add(",\"channel_move\":"u8, day.ChannelMove);
        text.Add(",\"net_flow\":"u8, day.NetFlow);
        text.Add(",\"stock_closing\":"u8, day.Closing);
        text.Add(",\"safety_stock\":"u8, day.Safety);
        text.Add(",\"movable_stock\":"u8, day.Movable);
        text.Add(",\"stdstock\":"u8, day.Standard);
        text.Add(",\"gap\":"u8, day.Gap);
        text.Add(",\"inventory_days\":"u8, day.InventoryDays);
        if (day.IsFact) text.Add(",\"adjustment\":"u8, day.Adjustment);
        text.Add("}"u8);
        json.WriteRawValue(text.Written, skipInputValidation: true);
    }

    /// <summary>Room for the names, a date and twelve numbers.</summary>
    internal const int MaxLength = 288 + 12 * Quantity.MaxFormatted;

    private ref struct Text(Span<byte> buffer)
    {
        private readonly Span<byte> _buffer = buffer;
        private int _length;

        public readonly ReadOnlySpan<byte> Written => _buffer[.._length];

        public void Add(ReadOnlySpan<byte> text)
        {
            text.CopyTo(_buffer[_length..]);
            _length += text.Length;
        }

        public void Add(DateOnly date)
        {
            date.TryFormat(_buffer[_length..], out var written, "O", CultureInfo.InvariantCulture);
            _length += written;
        }

        public void Add(ReadOnlySpan<byte> name, decimal? value)
        {
            Add(name);
            if (value is { } quantity) _length += Quantity.Format(quantity, _buffer[_length..]);
            else Add("null"u8);
        }
    }
}
