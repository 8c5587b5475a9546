namespace PsiErp.Prototype;

/// <summary>Counts the values that PsiErp can't hold, and keeps the first twenty: enough to mend a database by.</summary>
internal sealed class PrototypeProblems
{
    private const int MaxKept = 20;
    private readonly List<string> _first = [];

    public long Count { get; private set; }

    /// <summary>Notes a problem.</summary>
    /// <param name="place">Table and row.</param>
    /// <param name="message">What is wrong, and how to mend it.</param>
    public void Add(string place, string message)
    {
        Count++;
        if (_first.Count < MaxKept) _first.Add($"{place}: {message}");
    }

    /// <summary>Ends the matter when there is any.</summary>
    /// <exception cref="PrototypeException">There is; the message lists them.</exception>
    public void ThrowIfAny()
    {
        if (Count == 0) return;
        var more = Count > _first.Count ? $"\n  … and {Count - _first.Count} more" : "";
        throw new PrototypeException(
            $"PsiErp can't hold {Count} of the values in the prototype's database; nothing was taken over. "
            + "Mend them there, or in a copy of it, and try again:\n  " + string.Join("\n  ", _first) + more);
    }
}
