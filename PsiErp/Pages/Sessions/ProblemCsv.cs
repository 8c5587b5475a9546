using System.Globalization;
using System.Text;
using Microsoft.Extensions.Localization;
using PsiErp.Files;

namespace PsiErp.Pages.Sessions;

/// <summary>The problems of a file as a file, for whoever makes it.</summary>
internal static class ProblemCsv
{
    /// <summary>A link that holds it: nothing of a file that was refused is kept anywhere else.</summary>
    public static string Link(IEnumerable<CsvProblem> problems, IStringLocalizer texts)
    {
        var csv = new StringBuilder("\uFEFFline,column,value,problem\r\n");
        foreach (var problem in problems)
            csv.AppendJoin(',', new[]
            {
                problem.Line.ToString(CultureInfo.InvariantCulture), problem.Column ?? "", problem.Value,
                texts[$"Csv.{problem.Code}", problem.Arguments],
            }.Select(Quoted)).Append("\r\n");
        return "data:text/csv;charset=utf-8," + Uri.EscapeDataString(csv.ToString());
    }

    // A spreadsheet runs nothing of what stands in a file
    private static string Quoted(string cell) => $"\"{FormulaMark.Add(cell).Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
