namespace PsiErp.Files;

/// <summary>Counts every problem and keeps the first twenty: enough to mend a file by, however bad it is.</summary>
internal sealed class CsvProblemList
{
    private const int MaxKept = 20;
    private readonly List<CsvProblem> _first = [];

    public IReadOnlyList<CsvProblem> First => _first;

    public long Count { get; private set; }

    public void Add(long line, string? column, CsvProblemCode code, string value = "", string expected = "")
    {
        Count++;
        if (_first.Count < MaxKept)
            _first.Add(new CsvProblem(line, column, code, CsvProblem.Shorten(value), expected));
    }

    public void Add(CsvProblem problem)
    {
        Count++;
        if (_first.Count < MaxKept)
            _first.Add(problem);
    }

    /// <summary>Adds a problem whose value is a list to be shown in full.</summary>
    public void AddList(long line, CsvProblemCode code, IEnumerable<string> values, string expected)
    {
        Count++;
        if (_first.Count < MaxKept)
            _first.Add(new CsvProblem(line, null, code, string.Join(", ", values), expected));
    }
}
