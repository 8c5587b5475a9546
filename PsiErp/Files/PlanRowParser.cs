using System.Text;
using CsvHelper;
using PsiErp.Planning;

namespace PsiErp.Files;

/// <summary>Turns the reader's current record into a <see cref="PlanFileRow"/>, or into the problems of all its cells.</summary>
internal sealed class PlanRowParser(CsvReader csv, PlanHeader header, PlanReading reading, CsvProblemList problems)
{
    private static readonly string YearRange = $"{DateText.MinYear}–{DateText.MaxYear}";

    private readonly TextColumn _skuCode = Key(header, reading, PlanColumns.SkuCode);
    private readonly TextColumn _warehouseName = Key(header, reading, PlanColumns.WarehouseName);
    private readonly TextColumn _channel = Key(header, reading, PlanColumns.Channel);
    private readonly TextColumn _skuName = Text(header, reading, PlanColumns.SkuName);
    private readonly TextColumn _category1 = Text(header, reading, PlanColumns.Category1);
    private readonly TextColumn _category2 = Text(header, reading, PlanColumns.Category2);
    private readonly TextColumn _category3 = Text(header, reading, PlanColumns.Category3);
    private readonly TextColumn _fwRank = Rank(header, PlanColumns.FwRank);
    private readonly TextColumn _ssRank = Rank(header, PlanColumns.SsRank);
    private readonly int _date = header.IndexOf(PlanColumns.Date);
    private readonly NumberColumn _opening = Number(header, PlanColumns.StockAtAnchor);
    private readonly NumberColumn _inbound = Number(header, PlanColumns.InboundQty);
    private readonly NumberColumn _outbound = Number(header, PlanColumns.OutboundQty);
    private readonly NumberColumn _closing = Number(header, PlanColumns.StockClosing);
    private readonly NumberColumn _safety = Number(header, PlanColumns.SafetyStock);
    private readonly NumberColumn _standard = Number(header, PlanColumns.StdStock);

    // Computed from the others and therefore not kept, but a word among them is a sign of shifted columns
    private readonly NumberColumn[] _derived =
        [Number(header, PlanColumns.NetFlow), Number(header, PlanColumns.MovableStock), Number(header, PlanColumns.Gap)];

    /// <summary>Why the current record is no data; <see langword="null"/> when it may be.</summary>
    public SkipReason? SkipReason =>
        header.IsRepeatedBy(csv) ? Files.SkipReason.RepeatedHeader
        : IsTotal() ? Files.SkipReason.Total
        : null;

    /// <summary>Reads the current record; <see langword="false"/> after adding what is wrong with it.</summary>
    public bool TryParse(out PlanFileRow row)
    {
        var problemsBefore = problems.Count;
        var (sku, warehouse, channel) = (_skuCode.Read(csv, problems), _warehouseName.Read(csv, problems), _channel.Read(csv, problems));
        if (problems.Count == problemsBefore && (sku ?? warehouse ?? channel) is not null)
            AddBlankKeys(sku, warehouse, channel);
        row = new()
        {
            Line = csv.LineNumber,
            SkuCode = sku ?? "",
            WarehouseName = warehouse ?? "",
            Channel = channel ?? "",
            Date = Date(),
            SkuName = _skuName.Read(csv, problems),
            Category1 = _category1.Read(csv, problems),
            Category2 = _category2.Read(csv, problems),
            Category3 = _category3.Read(csv, problems),
            FwRank = _fwRank.Read(csv, problems),
            SsRank = _ssRank.Read(csv, problems),
            StockAtAnchor = Units(_opening),
            InboundQty = Units(_inbound),
            OutboundQty = Units(_outbound),
            StockClosing = Units(_closing),
            SafetyStock = Units(_safety),
            StdStock = Units(_standard),
        };
        foreach (var column in _derived)
            _ = Units(column);
        return problems.Count == problemsBefore;
    }

    /// <summary>All three keys are blank in the default series, as the export writes it; one of them is by mistake.</summary>
    private void AddBlankKeys(string? sku, string? warehouse, string? channel)
    {
        if (sku is null) problems.Add(csv.LineNumber, _skuCode.Name, CsvProblemCode.MissingValue);
        if (warehouse is null) problems.Add(csv.LineNumber, _warehouseName.Name, CsvProblemCode.MissingValue);
        if (channel is null) problems.Add(csv.LineNumber, _channel.Name, CsvProblemCode.MissingValue);
    }

    /// <summary>A word for a total where the date is, or among blank keys or beside a blank date.</summary>
    private bool IsTotal()
    {
        if (csv.FieldCount < header.CellCount) return false;
        var date = csv.GetSpan(_date);
        if (date is [>= (byte)'0' and <= (byte)'9', ..] && !(_skuCode.IsBlank(csv) || _warehouseName.IsBlank(csv))) return false;
        if (KeyText.IsTotal(Encoding.UTF8.GetString(date))) return true;
        string[] keys = [_skuCode.Text(csv), _warehouseName.Text(csv), _channel.Text(csv)];
        return keys.Any(KeyText.IsTotal) && (date.IsEmpty || keys.All(key => key.Length == 0 || KeyText.IsTotal(key)));
    }

    private DateOnly Date()
    {
        var cell = csv.GetSpan(_date);
        if (DateText.Read(cell, out var date) is { } code)
            problems.Add(csv.LineNumber, PlanColumns.Date, code, Encoding.UTF8.GetString(cell), YearRange);
        return date;
    }

    private decimal? Units(NumberColumn column)
    {
        if (column.Index < 0)
            return null;

        var cell = csv.GetSpan(column.Index).TrimEnd((byte)0x1A);
        if (cell.IsEmpty)
            return null;
        if (QuantityText.Read(cell, reading.DecimalSign, reading.Separator != ',' || IsQuoted(column.Index), out var quantity) is { } code)
            AddNumber(column, code, cell);
        return quantity;
    }

    private void AddNumber(NumberColumn column, CsvProblemCode code, ReadOnlySpan<byte> cell)
    {
        var other = reading.DecimalSign == '.' ? ',' : '.';
        if (reading.IsDecimalSignTold && QuantityText.Read(cell, other, isGrouped: true, out _) is null)
            code = CsvProblemCode.NumberOtherMark;
        var expected = code == CsvProblemCode.NumberOtherMark ? reading.DecimalSign.ToString() : Limit(code);
        problems.Add(csv.LineNumber, column.Name, code, Encoding.UTF8.GetString(cell), expected);
    }

    private bool IsQuoted(int index) => csv.GetRawSpan(index).TrimStart(" \t"u8) is [(byte)'"', ..];

    private static string Limit(CsvProblemCode code) => code switch
    {
        CsvProblemCode.NumberTooLarge => $"±{Quantity.Max}",
        CsvProblemCode.NumberTooFine => $"{Quantity.Decimals}",
        _ => "",
    };

    private static TextColumn Key(PlanHeader header, PlanReading reading, string name) =>
        Column(header, name, reading.Rule(PlanText.ReadKey));

    private static TextColumn Text(PlanHeader header, PlanReading reading, string name) =>
        Column(header, name, reading.Rule(PlanText.Read));

    private static TextColumn Rank(PlanHeader header, string name) => Column(header, name, PlanText.ReadRank);

    private static TextColumn Column(PlanHeader header, string name, TextRule rule) =>
        new(name, header.IndexOf(name), rule);

    private static NumberColumn Number(PlanHeader header, string name) => new(header.NameOf(name) ?? "", header.IndexOf(name));

    private readonly record struct NumberColumn(string Name, int Index);
}
