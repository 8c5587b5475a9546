using System.Data.Common;
using System.Text;
using PsiErp.Files;
using PsiErp.Masters;

namespace PsiErp.Prototype;

/// <summary>
/// The row that a query stands on. It reads values by the rules of plan files; what PsiErp can't hold is a problem of the
/// row, whose other values are read all the same.
/// </summary>
/// <param name="table">Where the row is from.</param>
/// <param name="naming">The columns that name a row to people.</param>
/// <param name="values">The query's answer. Keys, dates, quantities and names are asked for as text.</param>
/// <param name="problems">Where problems go.</param>
internal sealed class PrototypeRow(
    string table, IReadOnlyList<string> naming, DbDataReader values, PrototypeProblems problems)
{
    private long _problemsBefore;

    /// <summary>Whether something of the row can't be held.</summary>
    public bool IsFlawed => problems.Count > _problemsBefore;

    /// <summary>How many names and categories lost white space around them, and ranks became capitals.</summary>
    public (long Texts, long Ranks) Changed { get; private set; }

    /// <summary>Begins with the next row.</summary>
    public void Begin() => _problemsBefore = problems.Count;

    /// <summary>Says what is wrong with the row.</summary>
    public void Refuse(string message) => problems.Add(Place(), message);

    /// <summary>A text as it stands; null when it is not known.</summary>
    public string? Raw(string column) => values.GetOrdinal(column) is var at && values.IsDBNull(at) ? null : values.GetString(at);

    public Guid Id(string column) => values.GetGuid(values.GetOrdinal(column));

    public long Number(string column) => values.GetInt64(values.GetOrdinal(column));

    public bool Flag(string column) => values.GetBoolean(values.GetOrdinal(column));

    public DateTimeOffset Time(string column) => values.GetFieldValue<DateTimeOffset>(values.GetOrdinal(column));

    /// <summary>A part of a series' key. It is taken as it is or not at all, so that no two series become one.</summary>
    public string Key(string column)
    {
        var key = Raw(column) ?? "";
        if (key.AsSpan().Trim().Length != key.Length)
            Refuse($"{column} '{CsvProblem.Shorten(key)}' begins or ends with a space; remove it");
        else if (ProblemOf(key) is { } code) Refuse(column, code, key);
        return key;
    }

    /// <summary>A name of master data, in the form by which it is looked up, and unlike those before it.</summary>
    public string Name(string column)
    {
        var raw = Raw(column) ?? "";
        var name = MasterErrors.Tidy(raw);
        if (name != raw) Changed = Changed with { Texts = Changed.Texts + 1 };
        if (name.Length == 0) Refuse($"{column} is blank; give it a name");
        else if (name.Length > MasterErrors.MaxText) Refuse($"{column} has more than {MasterErrors.MaxText} characters; shorten it");
        else if (name.Any(char.IsControl)) Refuse($"{column} '{CsvProblem.Shorten(name)}' has control characters; remove them");
        return name;
    }

    /// <summary>A name or category, without white space around it; null when it is blank.</summary>
    public string? Text(string column)
    {
        if (Raw(column) is not { } text) return null;
        var trimmed = text.Trim();
        if (trimmed.Length != text.Length) Changed = Changed with { Texts = Changed.Texts + 1 };
        if (ProblemOf(trimmed) is { } code) Refuse(column, code, text);
        return trimmed.Length == 0 ? null : trimmed;
    }

    /// <summary>A rank in capitals.</summary>
    public string? Rank(string column)
    {
        if (Raw(column) is not { } text) return null;
        if (PlanText.ReadRank(text, out var rank) is { } code) Refuse(column, code, text);
        else if (rank is not null && rank != text) Changed = Changed with { Ranks = Changed.Ranks + 1 };
        return rank;
    }

    public DateOnly Date(string column)
    {
        var text = Raw(column) ?? "";
        if (DateText.Read(Encoding.UTF8.GetBytes(text), null, out var date) is { } code) Refuse(column, code, text);
        return date;
    }

    /// <summary>Units, exactly as they stand.</summary>
    public decimal? Quantity(string column)
    {
        if (Raw(column) is not { } text) return null;
        if (QuantityText.Read(Encoding.UTF8.GetBytes(text), '.', isGrouped: false, out var quantity) is { } code) Refuse(column, code,
            text);
        return quantity;
    }

    private static CsvProblemCode? ProblemOf(string text) =>
        text.Length > PlanText.MaxLength ? CsvProblemCode.TextTooLong
        : text.Any(char.IsControl) ? CsvProblemCode.ControlCharacter
        : null;

    private void Refuse(string column, CsvProblemCode code, string value) =>
        Refuse(new CsvProblem(0, column, code, CsvProblem.Shorten(value), LimitOf(code)).Message);

    private static string LimitOf(CsvProblemCode code) => code switch
    {
        CsvProblemCode.TextTooLong => $"{PlanText.MaxLength}",
        CsvProblemCode.NumberTooLarge => $"±{Planning.Quantity.Max}",
        CsvProblemCode.NumberTooFine => $"{Planning.Quantity.Decimals}",
        CsvProblemCode.DateOutOfRange => $"{DateText.MinYear}–{DateText.MaxYear}",
        _ => "",
    };

    private string Place() => $"{table}, {string.Join(", ", naming.Select(column =>
        $"{column} '{CsvProblem.Shorten(values.GetValue(values.GetOrdinal(column)).ToString() ?? "")}'"))}";
}
