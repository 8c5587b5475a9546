using PsiErp.Files;

namespace PsiErp.Masters;

/// <summary>Tells the columns of a file of master data: by the names of the wire, by those of plan files, else as other members.</summary>
internal sealed class MasterHeader
{
    /// <summary>What each cell of a row is; null for what means nothing here.</summary>
    private readonly List<string?> _names = [];

    private readonly MasterSheet _sheet;

    private MasterHeader(IReadOnlyList<string> header, MasterSheet sheet)
    {
        _sheet = sheet;
        foreach (var name in header)
        {
            var known = Find(name, sheet) ?? (sheet.TakesOthers && IsName(name) ? name : null);
            _names.Add(known is not null && _names.Contains(known) ? null : known);
        }
        Ignored = [.. header.Where((name, i) => _names[i] is null && name.Length > 0)];
    }

    /// <summary>Columns that mean nothing here.</summary>
    public IReadOnlyList<string> Ignored { get; }

    /// <summary>Reads a header; null after noting what it lacks.</summary>
    public static MasterHeader? Read(TableReader table, MasterSheet sheet, MasterImportReport report)
    {
        if (table.Header.Count == 0) return null;
        var header = new MasterHeader(table.Header, sheet);
        var keys = sheet.Columns.Where(column => column.IsKey).Select(column => column.Name);
        var missing = keys.Where(key => !header._names.Contains(key)).ToList();
        if (missing.Count == 0) return header;
        report.Add([new CsvProblem(table.HeaderLine, null, CsvProblemCode.MissingColumns, string.Join(", ", missing), sheet.Kind)], 1);
        return null;
    }

    /// <summary>The cells of a row.</summary>
    public MasterLine LineOf(TableRow row)
    {
        var cells = new Dictionary<string, string>(_names.Count);
        for (var i = 0; i < _names.Count; i++)
        {
            if (_names[i] is { } name) cells[name] = row.Cells[i].Trim();
        }
        return new MasterLine(row.Line, _sheet.KeyOf(cells), cells);
    }

    private static string? Find(string header, MasterSheet sheet)
    {
        var normalized = ColumnNames.Normalize(header);
        if (sheet.Column(normalized) is { } column) return column.Name;
        var inPlans = ColumnNames.Find(header);
        return sheet.Columns.FirstOrDefault(known => known.Name == inPlans || (known.InPlans is { } name && name == inPlans))?.Name;
    }

    private static bool IsName(string name) =>
        name.Trim() is { Length: > 0 and <= MasterErrors.MaxText } && !name.Any(char.IsControl);
}
