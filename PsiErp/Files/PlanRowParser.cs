using System.Text;
using CsvHelper;
using PsiErp.Planning;

namespace PsiErp.Files;

/// <summary>Turns the reader's current record into a <see cref="PlanFileRow"/>, or into the problems of all its cells.</summary>
internal sealed class PlanRowParser(CsvReader csv, PlanHeader header, PlanReading reading, CsvProblemList problems)
{
    private readonly TextColumn _skuCode = Text(header, reading, PlanColumns.SkuCode);
    private readonly TextColumn _warehouseName = Text(header, reading, PlanColumns.WarehouseName);
    private readonly TextColumn _channel = Text(header, reading, PlanColumns.Channel);
    private readonly TextColumn _skuName = Text(header, reading, PlanColumns.SkuName);
    private readonly TextColumn _category1 = Text(header, reading, PlanColumns.Category1);
    private readonly TextColumn _category2 = Text(header, reading, PlanColumns.Category2);
    private readonly TextColumn _category3 = Text(header, reading, PlanColumns.Category3);
    private readonly TextColumn _fwRank = Text(header, reading, PlanColumns.FwRank);
    private readonly TextColumn _ssRank = Text(header, reading, PlanColumns.SsRank);
    private readonly DateColumn _date = new(header, reading);
    private readonly NumberColumn _opening = Number(header, reading, PlanColumns.StockAtAnchor);
    private readonly NumberColumn _inbound = Number(header, reading, PlanColumns.InboundQty);
    private readonly NumberColumn _outbound = Number(header, reading, PlanColumns.OutboundQty);
    private readonly NumberColumn _closing = Number(header, reading, PlanColumns.StockClosing);
    private readonly NumberColumn _safety = Number(header, reading, PlanColumns.SafetyStock);
    private readonly NumberColumn _standard = Number(header, reading, PlanColumns.StdStock);

    // Computed from the others and therefore not kept, but a word among them is a sign of shifted columns
    private readonly NumberColumn[] _derived =
        [.. PlanColumns.Derived.Select(name => Number(header, reading, name))];

    /// <summary>How many cells were read as blank because somebody has said so.</summary>
    public long ReadAsBlank => reading.Blank.Count;

    /// <summary>Why the current record is no data; <see langword="null"/> when it may be.</summary>
    public SkipReason? SkipReason =>
        header.IsRepeatedBy(csv) ? Files.SkipReason.RepeatedHeader
        : IsTotal() ? Files.SkipReason.Total
        : reading.Options.SkipsBlankKeys && _skuCode.IsBlank(csv) && _warehouseName.IsMissing(csv) && _channel.IsMissing(csv)
            ? Files.SkipReason.NoKeys
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
            Date = _date.Read(csv, problems),
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
        var date = _date.Cell(csv);
        if (reading.Options.Totals.Count > 0 && reading.Options.Totals.Any(IsAmongKeys)) return true;
        if (date is [>= (byte)'0' and <= (byte)'9', ..] && !(_skuCode.IsBlank(csv) || _warehouseName.IsBlank(csv))) return false;
        if (KeyText.IsTotal(Encoding.UTF8.GetString(date))) return true;
        string[] keys = [_skuCode.Text(csv), _warehouseName.Text(csv), _channel.Text(csv)];
        return keys.Any(KeyText.IsTotal) && (date.IsEmpty || keys.All(key => key.Length == 0 || KeyText.IsTotal(key)));
    }

    private bool IsAmongKeys(string word) =>
        _skuCode.Text(csv) == word || _warehouseName.Text(csv) == word || _channel.Text(csv) == word;

    private decimal? Units(NumberColumn column)
    {
        if (column.Index < 0)
            return column.Everywhere;

        var cell = csv.GetSpan(column.Index).TrimEnd((byte)0x1A);
        if (cell.IsEmpty || reading.Blank.Take(cell))
            return null;
        var isNumber = reading.Sheet is not null && !IsQuoted(column.Index);
        if (isNumber) cell = SheetText.NumberOf(cell);
        if (QuantityText.Read(cell, isNumber ? '.' : reading.DecimalSign, IsGrouped(column.Index), out var quantity) is { } code)
            AddNumber(column, code, cell);
        return quantity;
    }

    private void AddNumber(NumberColumn column, CsvProblemCode code, ReadOnlySpan<byte> cell)
    {
        var text = Encoding.UTF8.GetString(cell);
        var other = reading.DecimalSign == '.' ? ',' : '.';
        if (reading.IsDecimalSignTold && QuantityText.Read(cell, other, isGrouped: true, out _) is null)
            problems.Add(csv.LineNumber, column.Name, CsvProblemCode.NumberOtherMark, text, $"{reading.DecimalSign}");
        else if (BlankTexts.IsLikely(text))
            problems.Add(csv.LineNumber, column.Name, CsvProblemCode.NumberUnknown, text, BlankTexts.ProposalFor(text.Trim()));
        else
            problems.Add(csv.LineNumber, column.Name, code, text, Limit(code));
    }

    /// <summary>A comma between cells that are not quoted is none within a number.</summary>
    private bool IsGrouped(int index) => reading.Separator != ',' || reading.DecimalSign == ',' || IsQuoted(index);

    private bool IsQuoted(int index) => csv.GetRawSpan(index).TrimStart(" \t"u8) is [(byte)'"', ..];

    /// <summary>What a problem sets against a value.</summary>
    public static string Limit(CsvProblemCode code) => code switch
    {
        CsvProblemCode.NumberTooLarge => $"±{Quantity.Max}",
        CsvProblemCode.NumberTooFine => $"{Quantity.Decimals}",
        CsvProblemCode.TextTooLong => $"{PlanText.MaxLength}",
        CsvProblemCode.DateOutOfRange => $"{DateText.MinYear}–{DateText.MaxYear}",
        _ => "",
    };

    private static TextColumn Text(PlanHeader header, PlanReading reading, string name)
    {
        TextRule rule = PlanColumns.KindOf(name) switch
        {
            ColumnKind.Key => reading.KeyRule(PlanText.ReadKey),
            ColumnKind.Rank => reading.Blank.Rule(PlanText.ReadRank),
            _ => reading.Blank.Rule(reading.Rule(PlanText.Read)),
        };
        string? everywhere = null;
        if (reading.Options.ValueOf(name) is { } text) _ = rule(text, out everywhere);
        return new(name, header.IndexOf(name), rule, everywhere);
    }

    private static NumberColumn Number(PlanHeader header, PlanReading reading, string name)
    {
        decimal? everywhere = null;
        if (reading.Options.ValueOf(name) is { } text)
            _ = QuantityText.Read(Encoding.UTF8.GetBytes(text), '.', isGrouped: true, out everywhere);
        return new(header.NameOf(name) ?? "", header.IndexOf(name), everywhere);
    }

    private readonly record struct NumberColumn(string Name, int Index, decimal? Everywhere);
}
