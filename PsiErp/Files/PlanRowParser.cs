using System.Text;
using CsvHelper;
using PsiErp.Planning;

namespace PsiErp.Files;

/// <summary>Turns the reader's current record into a <see cref="PlanFileRow"/>, or into the problems of all its cells.</summary>
internal sealed class PlanRowParser(CsvReader csv, PlanHeader header, CsvProblemList problems)
{
    private static readonly string YearRange = $"{DateText.MinYear}–{DateText.MaxYear}";

    private readonly TextColumn _skuCode = Text(header, PlanColumns.SkuCode);
    private readonly TextColumn _warehouseName = Text(header, PlanColumns.WarehouseName);
    private readonly TextColumn _channel = Text(header, PlanColumns.Channel);
    private readonly TextColumn _skuName = Text(header, PlanColumns.SkuName);
    private readonly TextColumn _category1 = Text(header, PlanColumns.Category1);
    private readonly TextColumn _category2 = Text(header, PlanColumns.Category2);
    private readonly TextColumn _category3 = Text(header, PlanColumns.Category3);
    private readonly TextColumn _fwRank = Rank(header, PlanColumns.FwRank);
    private readonly TextColumn _ssRank = Rank(header, PlanColumns.SsRank);
    private readonly int _date = header.IndexOf(PlanColumns.Date);
    private readonly NumberColumn _opening = Number(header, PlanColumns.StockAtAnchor);
    private readonly NumberColumn _inbound = Number(header, PlanColumns.InboundQty, PlanColumns.Production);
    private readonly NumberColumn _outbound = Number(header, PlanColumns.OutboundQty, PlanColumns.Sales);
    private readonly NumberColumn _closing = Number(header, PlanColumns.StockClosing, PlanColumns.Inventory);
    private readonly NumberColumn _safety = Number(header, PlanColumns.SafetyStock);
    private readonly NumberColumn _standard = Number(header, PlanColumns.StdStock);

    // Computed from the others and therefore not kept, but a word among them is a sign of shifted columns
    private readonly NumberColumn[] _derived =
        [Number(header, PlanColumns.NetFlow), Number(header, PlanColumns.MovableStock), Number(header, PlanColumns.Gap)];

    /// <summary>Reads the current record; <see langword="false"/> after adding what is wrong with it.</summary>
    public bool TryParse(out PlanFileRow row)
    {
        var problemsBefore = problems.Count;
        row = new()
        {
            Line = csv.LineNumber,
            SkuCode = Key(_skuCode),
            WarehouseName = Key(_warehouseName),
            Channel = Key(_channel),
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

    private string Key(TextColumn column)
    {
        if (header.Format == PlanFormat.Daily)
            return "";

        var problemsBefore = problems.Count;
        var key = column.Read(csv, problems);
        if (key is null && problems.Count == problemsBefore)
            problems.Add(csv.LineNumber, column.Name, CsvProblemCode.MissingValue);
        return key ?? "";
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

        var cell = csv.GetSpan(column.Index);
        if (cell.IsEmpty)
            return null;
        if (QuantityText.Read(cell, IsQuoted(column.Index), out var quantity) is { } code)
            problems.Add(csv.LineNumber, column.Name, code, Encoding.UTF8.GetString(cell), Limit(code));
        return quantity;
    }

    private bool IsQuoted(int index) => csv.GetRawSpan(index).TrimStart(" \t"u8) is [(byte)'"', ..];

    private static string Limit(CsvProblemCode code) => code switch
    {
        CsvProblemCode.NumberTooLarge => $"±{Quantity.Max}",
        CsvProblemCode.NumberTooFine => $"{Quantity.Decimals}",
        _ => "",
    };

    private static TextColumn Text(PlanHeader header, string name) => Column(header, name, PlanText.Read);

    private static TextColumn Rank(PlanHeader header, string name) => Column(header, name, PlanText.ReadRank);

    private static TextColumn Column(PlanHeader header, string name, TextRule rule) =>
        new(name, header.Format == PlanFormat.Wide ? header.IndexOf(name) : -1, rule);

    private static NumberColumn Number(PlanHeader header, string wide, string? daily = null)
    {
        var name = header.Format == PlanFormat.Wide ? wide : daily;
        return name is null ? new("", -1) : new(name, header.IndexOf(name));
    }

    private readonly record struct NumberColumn(string Name, int Index);
}
