namespace PsiErp.Bench;

/// <summary>Collects what was measured, next to the bars that it must clear.</summary>
internal sealed class Report
{
    private readonly List<(string What, string Value, string Bar, bool? Cleared)> _lines = [];

    /// <summary>A figure that must not be larger than its bar.</summary>
    public void AtMost(string what, double value, double bar, string unit, string note = "") =>
        Add(what, $"{value:0.##} {unit}", note, $"≤ {bar:0.##}", value <= bar);

    /// <summary>A figure that must not be smaller than its bar.</summary>
    public void AtLeast(string what, double value, double bar, string unit, string note = "") =>
        Add(what, $"{value:0.##} {unit}", note, $"≥ {bar:0.##}", value >= bar);

    /// <summary>A figure for information.</summary>
    public void Note(string what, double value, string unit) => Add(what, $"{value:0.##} {unit}", "", "", null);

    /// <summary>Something that could not be measured, which counts as missed.</summary>
    public void Missing(string what, string why) => Add(what, why, "", "", false);

    /// <summary>What the lines that follow are about.</summary>
    public void Heading(string what) => Add($"— {what}", "", "", "", null);

    /// <summary>Something for information that is no number.</summary>
    public void Note(string what, string text) => Add(what, text, "", "", null);

    /// <summary>Prints the table.</summary>
    /// <returns>Whether every bar is cleared.</returns>
    public bool Print()
    {
        Console.WriteLine();
        foreach (var (what, value, bar, cleared) in _lines)
        {
            var verdict = cleared switch { true => "ok", false => "MISSED", null => "" };
            Console.WriteLine($"{what,-34} {value,-44} {bar,-8} {verdict}".TrimEnd());
        }
        return _lines.TrueForAll(line => line.Cleared != false);
    }

    /// <summary>The value in the middle.</summary>
    public static double Median(IEnumerable<double> values) => Percentile(values, 0.5);

    /// <summary>The value that a share of all values does not exceed.</summary>
    public static double Percentile(IEnumerable<double> values, double share)
    {
        var sorted = values.Order().ToList();
        return sorted[(int)Math.Ceiling(share * sorted.Count) - 1];
    }

    private void Add(string what, string value, string note, string bar, bool? cleared)
    {
        _lines.Add((what, note.Length == 0 ? value : $"{value} ({note})", bar, cleared));
        Console.Error.WriteLine($"  {what}: {_lines[^1].Value}");
    }
}
