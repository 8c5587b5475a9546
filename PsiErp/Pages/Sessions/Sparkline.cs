using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Html;
using PsiErp.Planning;

namespace PsiErp.Pages.Sessions;

/// <summary>A small drawing of a series' closing stock over its horizon.</summary>
/// <param name="Points">The line as SVG has it, in a box of <see cref="Width"/> × <see cref="Height"/>.</param>
/// <param name="Level">The height of safety stock, or of zero where stock goes under it; null where neither is near.</param>
public sealed record Sparkline(string Points, int? Level)
{
    public const int Width = 117;
    public const int Height = 28;

    /// <summary>Left free above and below, so that the line is not cut.</summary>
    private const int Margin = 2;

    private const int Steps = 39;

    /// <summary>Draws a stored line; null where there is none.</summary>
    /// <remarks>A step is as low as its lowest day: a stock-out of a day must not fall between two of them.</remarks>
    public static Sparkline? Of(byte[]? stored)
    {
        if (stored is null) return null;
        var (lows, safety) = Lows(stored);
        return Draw(lows, safety);
    }

    /// <summary>The drawing in the colour of what is wrong: without a view of its own, since a list has a hundred of them.</summary>
    public IHtmlContent DrawnFor(Alert alert)
    {
        var colour = alert switch { Alert.StockOut => " out", Alert.Shortage => " short", _ => "" };
        var level = Level is { } height ? $"<path d=\"M0 {height}H{Width}\" />" : "";
        return new HtmlString(
            $"<svg class=\"spark{colour}\" viewBox=\"0 0 {Width} {Height}\" aria-hidden=\"true\">{level}"
            + $"<polyline points=\"{Points}\" /></svg>");
    }

    private static Sparkline Draw(long[] lows, long safety)
    {
        // A step without a row is as high as the one before it
        for (var step = 1; step < lows.Length; step++)
        {
            if (lows[step] == long.MaxValue) lows[step] = lows[step - 1];
        }
        var (low, high) = (lows.Min(), lows.Max());
        long? level = safety > 0 ? safety : low < 0 ? 0 : null;
        if (level is { } mark) (low, high) = (Math.Min(low, mark), Math.Max(high, mark));

        var points = new StringBuilder();
        for (var step = 0; step < lows.Length; step++)
        {
            if (step > 0) points.Append(' ');
            points.Append(CultureInfo.InvariantCulture, $"{step * Width / Steps},{HeightOf(lows[step])}");
        }
        return new Sparkline(points.ToString(), level is { } height ? HeightOf(height) : null);

        int HeightOf(long stock) => high == low
            ? Height / 2
            : Margin + (int)Math.Round((Height - 2 * Margin) * ((double)high - stock) / ((double)high - low));
    }

    /// <summary>Draws the sum of some series.</summary>
    /// <param name="totals">Their days.</param>
    public static Sparkline? Of(IReadOnlyList<BucketTotal> totals)
    {
        if (totals.Count == 0) return null;
        var (first, last) = (totals[0].Date.DayNumber, totals[^1].Date.DayNumber);
        var lows = new long[Steps + 1];
        Array.Fill(lows, long.MaxValue);
        foreach (var total in totals)
        {
            ref var low = ref lows[last == first ? 0 : (int)((long)(total.Date.DayNumber - first) * Steps / (last - first))];
            low = Math.Min(low, (long)(total.Closing * 100));
        }
        return Draw(lows, (long)(totals[^1].Safety * 100));
    }

    private static (long[] Lows, long Safety) Lows(byte[] stored)
    {
        var (first, last) = Ends(stored);
        var lows = new long[Steps + 1];
        Array.Fill(lows, long.MaxValue);
        var line = new PlanLineReader(stored);
        while (line.Read(out var day))
        {
            ref var low = ref lows[last == first ? 0 : (int)((long)(day - first) * Steps / (last - first))];
            low = Math.Min(low, line.Closing);
        }
        return (lows, line.Safety);
    }

    private static (int First, int Last) Ends(byte[] stored)
    {
        var line = new PlanLineReader(stored);
        line.Read(out var first);
        var last = first;
        while (line.Read(out var day)) last = day;
        return (first, last);
    }
}
