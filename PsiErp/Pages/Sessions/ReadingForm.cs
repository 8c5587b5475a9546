using PsiErp.Files;
using PsiErp.Import;

namespace PsiErp.Pages.Sessions;

/// <summary>What somebody says of a file on the screen that shows its beginning: fields of the form, and what they make.</summary>
public sealed class ReadingForm(IFormCollection form)
{
    /// <summary>Fields that may have one value in all rows where no column has them.</summary>
    public static readonly string[] Fillable = [PlanColumns.SkuCode, PlanColumns.WarehouseName, PlanColumns.Channel];

    /// <summary>The fields that a column may be, in the order of the wide format.</summary>
    public static readonly string[] Fields = [.. PlanColumns.Wide.Except(PlanColumns.Derived)];

    /// <summary>A text of the form; blank when it is not there.</summary>
    public string this[string name] => ((string?)form[name] ?? "").Trim();

    /// <summary>The field that somebody has chosen for a column; null when nobody has.</summary>
    public string? ChosenFor(int column, string header) =>
        form[$"header.{column}"] == header && form.TryGetValue($"field.{column}", out var field) ? (string?)field ?? "" : null;

    /// <summary>The saved way to read files that is chosen; null when nobody has said anything of that yet.</summary>
    public string? Profile => form.TryGetValue("profile", out var profile) ? $"{profile}" : null;

    /// <summary>What is said of the as-of date; null when nothing is, or no day.</summary>
    public CountedUntil? AsOf => !form.ContainsKey("asOf") ? null
        : this["asOf"].Length == 0 ? default(CountedUntil)
        : DateOnly.TryParseExact(this["asOf"], "yyyy-MM-dd", out var day) && DateText.IsInRange(day) ? new CountedUntil(day)
        : null;

    /// <summary>The headers of the file.</summary>
    public IReadOnlyList<string> Headers =>
    [
        .. Enumerable.Range(0, form.Count).Select(i => form[$"header.{i}"]).TakeWhile(header => header.Count > 0)
            .Select(header => $"{header}"),
    ];

    /// <summary>Cells that somebody has corrected.</summary>
    public IReadOnlyDictionary<CellPlace, string> Mended
    {
        get
        {
            var cells = new Dictionary<CellPlace, string>();
            foreach (var name in form.Keys)
                if (name.Split('.', 3) is ["mend", var line, var column] && long.TryParse(line, out var number))
                    cells[new(number, column)] = this[name];
            return cells;
        }
    }

    /// <summary>What it says.</summary>
    public ReadingOptions Read()
    {
        var (columns, ignored) = (new Dictionary<string, string>(), new List<string>());
        for (var i = 0; form.TryGetValue($"header.{i}", out var header); i++)
        {
            if (ChosenFor(i, $"{header}") is not { } field) continue;
            if (field.Length > 0 && Fields.Contains(field)) columns.TryAdd(field, $"{header}");
            else if (ColumnNames.Find($"{header}") is { } named && !PlanColumns.Derived.Contains(named)) ignored.Add($"{header}");
        }
        return new()
        {
            Encoding = FileEncoding.Names.Contains(this["encoding"]) ? this["encoding"] : null,
            Separator = this["separator"] is [var separator] ? separator : this["separator"] == "tab" ? '\t' : null,
            HeaderLine = int.TryParse(this["headerLine"], out var line) && line is > 0 and <= 1_000_000 ? line : null,
            DecimalSign = ReadingWords.DecimalOf(this["decimal"]),
            Dates = ReadingWords.DatesOf(this["dates"]),
            AsOf = AsOf,
            Blank = this["blank"].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
            Columns = columns,
            Ignored = ignored,
            Values = Fillable.Where(field => this[$"value.{field}"].Length > 0 && !columns.ContainsKey(field)
                    && FixedValue.Check(field, this[$"value.{field}"]) is null)
                .ToDictionary(field => field, field => this[$"value.{field}"]),
            Mended = Mended,
            LeavesOutBadRows = this["badRows"] == "leave_out",
        };
    }
}
