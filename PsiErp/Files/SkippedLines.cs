namespace PsiErp.Files;

/// <summary>Counts the lines of a file that are no data, and keeps the first twenty.</summary>
internal sealed class SkippedLines
{
    private const int MaxKept = 20;
    private readonly List<SkippedLine> _first = [];

    public IReadOnlyList<SkippedLine> First => _first;

    public long Count { get; private set; }

    public void Add(long line, SkipReason reason)
    {
        Count++;
        if (_first.Count < MaxKept) _first.Add(new SkippedLine(line, reason));
    }

    /// <summary>Nothing was skipped after all.</summary>
    public void Clear()
    {
        Count = 0;
        _first.Clear();
    }
}
