using System.Globalization;
using System.Numerics;
using System.Text;

namespace PsiErp.Pages.Sessions;

/// <summary>The columns of the grid: all of one width, so that a browser need not measure cells to lay them out.</summary>
internal static class GridColumns
{
    private const int NarrowestDay = 50;

    /// <summary>Room for a week and the day that it begins with, in any language.</summary>
    private const int NarrowestBucket = 108;
    private const int Padding = 18;

    /// <summary>Room for the sign of an alert or of another count, in characters.</summary>
    private const int Sign = 2;
    private const double Digit = 7.5;

    /// <summary>10, 100, … up to the largest there is.</summary>
    private static readonly decimal[] Powers = [.. Enumerable.Range(1, 28).Select(digits => (decimal)BigInteger.Pow(10, digits))];

    /// <summary>The columns as HTML, neighbours that look alike in one element.</summary>
    public static string Of(PsiGrid grid)
    {
        var html = new StringBuilder("<colgroup><col class=name>");
        var width = WidthOf(grid);
        for (var i = 0; i < grid.Columns.Count;)
        {
            var look = ClassOf(grid, grid.Columns[i]);
            var start = i;
            while (i < grid.Columns.Count && ClassOf(grid, grid.Columns[i]) == look) i++;
            html.Append(CultureInfo.InvariantCulture, $"<col span={i - start} width={width}");
            if (look is not null) html.Append(" class=").Append(look);
            html.Append('>');
        }
        return html.Append("</colgroup>").ToString();
    }

    /// <summary>How a column is tinted: today, the weekend, or not.</summary>
    public static string? ClassOf(PsiGrid grid, DateOnly column) =>
        grid.IsToday(column) ? "today"
        : grid.IsByDay && column.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? "we"
        : null;

    /// <summary>Room for the longest number, in CSS pixels.</summary>
    private static int WidthOf(PsiGrid grid)
    {
        var longest = 0;
        foreach (var group in grid.Groups)
        {
            foreach (ref readonly var day in group.Days.AsSpan())
            {
                // Whether they have their signs or not: the first edit is not to move every column
                longest = Math.Max(longest, Sign + Math.Max(Length(day.Opening), Length(day.Closing)));
                longest = Math.Max(longest, Math.Max(Length(day.Production), Length(day.Sales)));
                longest = Math.Max(longest, Math.Max(Length(day.Movable), Length(day.Standard ?? 0)));
            }
        }
        return Math.Max(grid.IsByDay ? NarrowestDay : NarrowestBucket, Padding + (int)(longest * Digit));
    }

    /// <summary>Characters of a number with its separators and at most two decimals.</summary>
    private static int Length(decimal value)
    {
        var magnitude = Math.Abs(value);
        var digits = 1;
        while (digits <= Powers.Length && magnitude >= Powers[digits - 1]) digits++;
        var decimals = value == Math.Truncate(value) ? 0 : 3;
        return digits + (digits - 1) / 3 + decimals + (value < 0 ? 1 : 0);
    }
}
