using System.Text.Json;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using PsiErp.Masters;

namespace PsiErp.Pages.Masters;

/// <summary>A member that has no field of its own.</summary>
public sealed class OtherMember
{
    public string? Name { get; set; }
    public string? Value { get; set; }
}

/// <summary>A cell of which two people have their own idea.</summary>
/// <param name="Name">The column, or the other member.</param>
/// <param name="Theirs">What somebody else made of it.</param>
/// <param name="Mine">What was typed here; null where it was left as it was.</param>
public sealed record CellConflict(string Name, string Theirs, string? Mine);

/// <summary>What one types about a row of master data.</summary>
public sealed class RecordForm
{
    private const int BlankLines = 3;
    private const int MaxSuggestions = 200;

    /// <summary>The known members, by column.</summary>
    public Dictionary<string, string?> Values { get; set; } = [];

    /// <summary>All others that are text, numbers or flags.</summary>
    public List<OtherMember> Others { get; set; } = [];

    /// <summary>The version that the form was filled from.</summary>
    public string? Tag { get; set; }

    /// <summary>What it was filled with, as a JSON object, which tells what was typed since.</summary>
    public string? Was { get; set; }

    /// <summary>What is wrong, by column, or by <c>Others[n]</c>.</summary>
    [BindNever]
    public Dictionary<string, MasterProblem> Problems { get; } = [];

    /// <summary>What somebody else changed meanwhile.</summary>
    [BindNever]
    public IReadOnlyList<CellConflict> Conflicts { get; private set; } = [];

    /// <summary>Members that are objects or lists, which are kept as they are.</summary>
    [BindNever]
    public IReadOnlyDictionary<string, string> Nested { get; private set; } = new Dictionary<string, string>();

    /// <summary>Names that may be meant, by kind.</summary>
    [BindNever]
    public Dictionary<string, IReadOnlyList<string>> Suggestions { get; } = [];

    private Dictionary<string, string> WasCells =>
        string.IsNullOrEmpty(Was) ? [] : JsonSerializer.Deserialize<Dictionary<string, string>>(Was) ?? [];

    /// <summary>Fills the form from a row.</summary>
    public static RecordForm Of(MasterSheet sheet, MasterRow row)
    {
        var form = new RecordForm();
        form.Fill(sheet, row, row.Cells);
        return form;
    }

    /// <summary>What is to be written: known cells, others, and blanks for others that are gone.</summary>
    public Dictionary<string, string> Cells(MasterSheet sheet)
    {
        var cells = new Dictionary<string, string>();
        foreach (var column in sheet.Columns)
        {
            if (column.Form == CellForm.Flag) cells[column.Name] = Values.GetValueOrDefault(column.Name) == "true" ? "true" : "false";
            else if (Values.TryGetValue(column.Name, out var text)) cells[column.Name] = text ?? "";
        }
        if (!sheet.TakesOthers) return cells;

        foreach (var name in WasCells.Keys.Where(name => sheet.Column(name) is null)) cells[name] = "";
        foreach (var other in Others.Where(other => other.Name?.Trim() is { Length: > 0 })) cells[other.Name!.Trim()] = other.Value ?? "";
        return cells;
    }

    /// <summary>Looks whether other members have names of their own.</summary>
    public void CheckOthers(MasterSheet sheet, MasterRow? row)
    {
        var names = new HashSet<string>();
        for (var i = 0; i < Others.Count; i++)
        {
            var (name, value) = (Others[i].Name?.Trim() ?? "", Others[i].Value ?? "");
            MasterProblemKind? kind =
                name.Length == 0 ? (value.Length > 0 ? MasterProblemKind.NoName : null)
                : sheet.Column(name) is not null || row?.Nested.ContainsKey(name) == true ? MasterProblemKind.NameKnown
                : name.Length > MasterErrors.MaxText ? MasterProblemKind.TooLong
                : name.Any(char.IsControl) ? MasterProblemKind.ControlCharacter
                : names.Add(name) ? null : MasterProblemKind.NameTwice;
            if (kind is { } wrong)
                Problems[$"Others[{i}]"] = new("", wrong, name.Length > 0 ? name : value, $"{MasterErrors.MaxText}");
        }
    }

    /// <summary>
    /// Sets what was typed against a newer version: what nobody touched here becomes as it is there, and what was typed stays.
    /// </summary>
    public void Meet(MasterSheet sheet, MasterRow current)
    {
        var (was, mine) = (WasCells, Cells(sheet));
        var names = sheet.Columns.Select(column => column.Name).Union(mine.Keys).Union(current.Cells.Keys);
        var (conflicts, merged) = (new List<CellConflict>(), new Dictionary<string, string>());
        foreach (var name in names.Where(name => !current.Nested.ContainsKey(name)))
        {
            var (old, typed, theirs) = (was.GetValueOrDefault(name) ?? "", mine.GetValueOrDefault(name), current[name]);
            var isTyped = typed is not null && typed.ReplaceLineEndings("\n") != old;
            if (isTyped ? typed != theirs : theirs != old) conflicts.Add(new(name, theirs, isTyped ? typed : null));
            var text = isTyped ? typed! : theirs;
            if (text.Length > 0 || sheet.Column(name) is not null) merged[name] = text;
        }
        Fill(sheet, current, merged);
        Conflicts = conflicts;
    }

    /// <summary>Adds what a form shows beside what was typed.</summary>
    public async Task CompleteAsync(MasterSheets sheets, MasterSheet sheet, MasterRow? row, CancellationToken ct)
    {
        Nested = row?.Nested ?? Nested;
        if (sheet.TakesOthers)
        {
            for (var blank = Others.Count(other => string.IsNullOrEmpty(other.Name)); blank < BlankLines; blank++) Others.Add(new());
        }
        foreach (var kind in sheet.Columns.Select(column => column.Suggests).OfType<string>().Distinct())
        {
            var named = sheets.Find(kind)!;
            var rows = await named.ListAsync(new MasterQuery(null, Take: MaxSuggestions), ct);
            Suggestions[kind] = [.. rows.Select(named.TitleOf)];
        }
    }

    /// <summary>Puts what is wrong beside the fields that it is about.</summary>
    public void AddProblems(IEnumerable<MasterProblem> problems)
    {
        foreach (var problem in problems) Problems.TryAdd(problem.Column, problem);
    }

    private void Fill(MasterSheet sheet, MasterRow row, IReadOnlyDictionary<string, string> cells)
    {
        Values = sheet.Columns.Where(column => !row.Nested.ContainsKey(column.Name))
            .ToDictionary(column => column.Name, column => cells.GetValueOrDefault(column.Name));
        var others = cells.Where(cell => sheet.TakesOthers && sheet.Column(cell.Key) is null);
        Others = [.. others.Select(cell => new OtherMember { Name = cell.Key, Value = cell.Value })];
        (Tag, Was, Nested) = (row.Tag, JsonSerializer.Serialize(row.Cells), row.Nested);
    }
}
