using PsiErp.Files;

namespace PsiErp.Masters;

/// <summary>A row of a file of master data.</summary>
/// <param name="Line">Where it begins, counted from 1.</param>
/// <param name="Key">What tells it from all others, as it is kept; blank where that is no such.</param>
/// <param name="Cells">Its texts, by column or other member; cells that the file has no column for are left out.</param>
public sealed record MasterLine(long Line, IReadOnlyList<string> Key, IReadOnlyDictionary<string, string> Cells);

/// <summary>What a row of a file does.</summary>
/// <param name="Line">Where it stands.</param>
/// <param name="Before">What there was; null when it is new.</param>
/// <param name="After">What it becomes.</param>
public sealed record MasterChange(long Line, MasterRow? Before, MasterRow After)
{
    /// <summary>Whether anything changes.</summary>
    public bool IsSame => Before?.Tag == After.Tag;

    /// <summary>The cells that differ.</summary>
    public IEnumerable<string> Differences => Before is null ? [] : After.Cells.Keys.Union(Before.Cells.Keys)
        .Where(name => Before[name] != After[name]);
}

/// <summary>One thing that is wrong with a file of master data: with the file itself, or with a cell.</summary>
/// <param name="Line">Where, counted from 1.</param>
/// <param name="OfFile">What is wrong with the file.</param>
/// <param name="OfCell">What is wrong with a cell.</param>
public sealed record MasterFileProblem(long Line, CsvProblem? OfFile, MasterProblem? OfCell)
{
    /// <summary>The column, where it is about one.</summary>
    public string? Column => OfFile is null ? OfCell?.Column : OfFile.Column;

    /// <summary>The sentence that routes answer with.</summary>
    public string Message => OfFile?.Message ?? OfCell?.Message ?? "";
}

/// <summary>How taking in a file of master data ended, or would end.</summary>
public abstract record MasterImportResult
{
    private MasterImportResult()
    {
    }

    /// <summary>All its rows are taken in, or would be.</summary>
    /// <param name="Rows">How many there are.</param>
    /// <param name="Created">How many of them are new.</param>
    /// <param name="Changed">How many change something.</param>
    /// <param name="Ignored">Columns that mean nothing here.</param>
    /// <param name="First">The first of those that are new or change something.</param>
    public sealed record Done(int Rows, int Created, int Changed, IReadOnlyList<string> Ignored, IReadOnlyList<MasterChange> First)
        : MasterImportResult
    {
        /// <summary>How many are there already, just so.</summary>
        public int Same => Rows - Created - Changed;
    }

    /// <summary>Nothing was changed.</summary>
    /// <param name="Problems">The first problems, in the order of the file.</param>
    /// <param name="Count">How many there are.</param>
    public sealed record Refused(IReadOnlyList<MasterFileProblem> Problems, long Count) : MasterImportResult;
}

/// <summary>Gathers what the rows of a file do, and what is wrong with them.</summary>
public sealed class MasterImportReport
{
    private const int MaxProblems = 20;
    private const int MaxChanges = 100;

    private readonly List<MasterFileProblem> _problems = [];
    private readonly List<MasterChange> _changes = [];
    private long _problemCount;
    private int _rows;
    private int _created;
    private int _changed;

    /// <summary>Whether anything is wrong so far.</summary>
    public bool IsRefused => _problemCount > 0;

    /// <summary>Notes what a row does.</summary>
    public void Add(MasterChange change) => Add(change.Before is null, change.IsSame, () => change);

    /// <summary>Notes what a row does; only the first are told in full.</summary>
    public void Add(bool isNew, bool isSame, Func<MasterChange> tell)
    {
        _rows++;
        if (isSame) return;
        if (isNew) _created++;
        else _changed++;
        if (_changes.Count < MaxChanges) _changes.Add(tell());
    }

    /// <summary>Notes what is wrong with the cells of a row.</summary>
    public void Add(long line, IEnumerable<MasterProblem> problems)
    {
        foreach (var problem in problems) Add(new MasterFileProblem(line, null, problem));
    }

    /// <summary>Notes what is wrong with the file.</summary>
    public void Add(IReadOnlyList<CsvProblem> problems, long count)
    {
        foreach (var problem in problems) Add(new MasterFileProblem(problem.Line, problem, null));
        _problemCount += count - problems.Count;
    }

    /// <summary>How it ends.</summary>
    public MasterImportResult End(IReadOnlyList<string> ignored) => IsRefused
        ? new MasterImportResult.Refused([.. _problems.OrderBy(problem => problem.Line)], _problemCount)
        : new MasterImportResult.Done(_rows, _created, _changed, ignored, _changes);

    private void Add(MasterFileProblem problem)
    {
        _problemCount++;
        if (_problems.Count < MaxProblems) _problems.Add(problem);
    }
}
