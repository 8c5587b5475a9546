using System.Globalization;
using PsiErp.Files;

namespace PsiErp.Pages.Sessions;

/// <summary>The beginning of a file with what somebody has said of it.</summary>
/// <param name="FileName">Its name.</param>
/// <param name="Sample">How it is read.</param>
/// <param name="Form">What was said.</param>
public sealed record Understanding(string FileName, PlanSample Sample, ReadingForm Form)
{
    /// <summary>The saved way to read files that it is read by; blank when by none.</summary>
    public string Profile { get; init; } = "";

    /// <summary>Whether that was found by the header.</summary>
    public bool IsRecognized { get; init; }

    /// <summary>The saved ways that there are.</summary>
    public IReadOnlyList<string> Profiles { get; init; } = [];

    /// <summary>
    /// The as-of date that is said, else proposed: yesterday when the file reaches into the past, which is counted by then; else the
    /// session's own.
    /// </summary>
    /// <param name="today">The day that it is.</param>
    /// <param name="current">The session's.</param>
    public DateOnly? AsOf(DateOnly today, DateOnly? current) => Form.AsOf is { } said ? said.Day
        : FirstDay < today ? today.AddDays(-1)
        : current;

    private DateOnly? FirstDay => Sample.Lines.SelectMany(line => line.Cells).Select(cell => cell.Value).OfType<DateOnly>()
        .Cast<DateOnly?>().Min();

    /// <summary>Whether numbers may be meant in two ways, and nobody has said in which.</summary>
    public bool AsksForDecimal => Sample.AmbiguousNumber is not null;

    /// <summary>Whether dates may be meant in several ways, and nobody has said in which.</summary>
    public bool AsksForDates => Sample.AsksForDates;

    /// <summary>Cells that stand for numbers that are not known, of which somebody may say that they are blank.</summary>
    public IReadOnlyList<string> Unknown =>
    [
        .. Sample.Problems.Where(problem => problem.Code == CsvProblemCode.NumberUnknown).Select(problem => problem.Value).Distinct(),
    ];

    /// <summary>The keys that no column has.</summary>
    public IEnumerable<string> Missing => IsDaily
        ? []
        : ReadingForm.Fillable.Where(key => !Sample.Columns.Any(column => column.Field == key));

    private bool IsDaily => Sample.Format == PlanFormat.Daily;

    /// <summary>What a column is read as, by the name in the wide format; blank when it is not read.</summary>
    public string FieldOf(FileColumn column) => column.Field is { } field ? PlanColumns.WideNameOf(field) : "";

    /// <summary>What a cell is read as, where that is another text than it has; null where it says all.</summary>
    public static object? Differing(SampleCell cell) => cell.Value switch
    {
        string text when text == cell.Text.Trim() => null,
        decimal number when number.ToString(CultureInfo.InvariantCulture) == cell.Text.Trim() => null,
        DateOnly day when day.ToString("O", CultureInfo.InvariantCulture) == cell.Text.Trim() => null,
        var value => value,
    };
}
