using PsiErp.Data;
using PsiErp.Files;
using PsiErp.Planning;

namespace PsiErp.Edits;

/// <summary>The new override of one value.</summary>
/// <param name="Value">Units, or null for "as imported".</param>
/// <param name="Seen">The effective value that the planner saw, if it is to be checked.</param>
public readonly record struct FieldEdit(decimal? Value, SeenValue? Seen = null);

/// <summary>The effective value of a cell as it was shown; a blank one is null.</summary>
public readonly record struct SeenValue(decimal? Value)
{
    /// <summary>What a caller says that it saw; null, for nothing to be checked, when it says nothing.</summary>
    public static SeenValue? IfGiven(decimal? value) => value is null ? null : new SeenValue(value);
}

/// <summary>A change to one day of one series; fields that are not set are left alone.</summary>
public sealed record PlanEdit(SeriesKey Series, DateOnly Date)
{
    private readonly FieldEdit?[] _fields = new FieldEdit?[EditFields.All.Length];

    /// <summary>Most edits that one call may bring.</summary>
    public const int MaxPerCall = 10_000;

    /// <summary>Longest key, in characters.</summary>
    public const int MaxKey = 255;

    /// <summary>The new override of a field; null leaves the field alone.</summary>
    public FieldEdit? this[EditField field]
    {
        get => _fields[(int)field];
        init => _fields[(int)field] = value;
    }

    /// <summary>The fields that are set.</summary>
    public IEnumerable<(EditField Field, FieldEdit Edit)> Fields =>
        from one in EditFields.All
        where this[one] is not null
        select (one, this[one]!.Value);

    /// <summary>
    /// Whether a value that equals the imported one takes the override away, as people expect who type the old number
    /// back. Scripts that send a value mean that value, also after the next import.
    /// </summary>
    public bool ImportedValueIsNoEdit { get; init; }

    /// <summary>What is wrong with the edit, by field of the wire; empty when nothing is.</summary>
    public IEnumerable<(string Field, string Message)> FindProblems()
    {
        (string, string)[] keys =
            [("sku_code", Series.SkuCode), ("warehouse_name", Series.WarehouseName), ("channel", Series.Channel)];
        foreach (var (field, key) in keys)
        {
            if (KeyProblem(key) is { } problem) yield return (field, problem);
        }
        if (Date.Year is < DateText.MinYear or > DateText.MaxYear)
            yield return ("date", $"A plan has days of the years {DateText.MinYear} to {DateText.MaxYear} only.");
        foreach (var (field, edit) in Fields)
        {
            if (QuantityProblem(edit) is { } problem) yield return (field.WireName(), problem);
        }
    }

    private static string? KeyProblem(string key) =>
        key.Length > MaxKey ? $"A key is at most {MaxKey} characters long."
        : key.Any(char.IsControl) ? "A key can't hold control characters."
        : key != key.Trim() ? "A key can't begin or end with a space."
        : null;

    private static string? QuantityProblem(FieldEdit edit) => edit.Value switch
    {
        < 0 => "A planned quantity can't be negative.",
        > Quantity.Max => "A quantity can be at most 1,000,000,000,000.",
        { } value when !Quantity.FitsDecimals(value) => $"A quantity has at most {Quantity.Decimals} decimals.",
        _ => null,
    };
}

/// <summary>A cell that someone else changed since the planner looked.</summary>
/// <param name="Edit">The change that was refused.</param>
/// <param name="Field">The value in question.</param>
/// <param name="Seen">What the planner saw.</param>
/// <param name="Current">What holds now.</param>
/// <param name="ChangedBy">Who changed it last, if an override holds.</param>
/// <param name="ChangedAt">When.</param>
public sealed record EditConflict(
    PlanEdit Edit, EditField Field, decimal? Seen, decimal? Current, string? ChangedBy, DateTimeOffset? ChangedAt);

/// <summary>How a call of edits ended. Anything but <see cref="Applied"/> changed nothing.</summary>
public abstract record EditResult
{
    private EditResult()
    {
    }

    /// <summary>All edits hold.</summary>
    /// <param name="Rows">Days whose override changed.</param>
    /// <param name="LogEntries">Values that changed, each with its line in the log.</param>
    /// <param name="At">When.</param>
    /// <param name="ChangeId">The change set that they are; null when nothing changed.</param>
    public sealed record Applied(int Rows, int LogEntries, DateTimeOffset At, Guid? ChangeId) : EditResult;

    /// <summary>Values are wrong.</summary>
    public sealed record Invalid(IDictionary<string, string[]> Errors) : EditResult;

    /// <summary>Someone else was faster.</summary>
    public sealed record Conflict(IReadOnlyList<EditConflict> Cells) : EditResult;

    /// <summary>There is no such session.</summary>
    public sealed record NoSuchSession : EditResult;
}
