using System.Globalization;

namespace PsiErp.Bench;

/// <summary>What processes have used of the processors.</summary>
internal static class Processes
{
    private const double TicksPerSecond = 100;

    /// <summary>Seconds of all processes of that name, and of the children of theirs that have ended.</summary>
    public static double Seconds(string name) => Directory.GetDirectories("/proc").Sum(folder => Seconds(folder, name));

    /// <summary>Seconds of one process.</summary>
    public static double Seconds(int id) => Seconds($"/proc/{id}", null);

    private static double Seconds(string folder, string? name)
    {
        if (!int.TryParse(Path.GetFileName(folder), out _)) return 0;
        try
        {
            var text = File.ReadAllText(Path.Combine(folder, "stat"));
            var end = text.LastIndexOf(')');
            if (name is not null && text[(text.IndexOf('(') + 1)..end] != name) return 0;
            // utime, stime, cutime and cstime of proc(5), counted from the state
            return text[(end + 2)..].Split(' ')[11..15].Sum(ticks => double.Parse(ticks, CultureInfo.InvariantCulture)) / TicksPerSecond;
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
