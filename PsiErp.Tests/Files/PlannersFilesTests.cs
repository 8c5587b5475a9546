using System.Globalization;
using System.Text;
using PsiErp.Files;
using PsiErp.Import;

namespace PsiErp.Tests.Files;

/// <summary>Files as planners bring them, and what must come of each: <c>Samples/Planners/expected.tsv</c>.</summary>
public sealed class PlannersFilesTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Samples", "Planners");

    public static TheoryData<string, string> Files => [.. File.ReadLines(Path.Combine(Folder, "expected.tsv"))
        .Select(line => line.Split('\t')).Select(cells => new TheoryDataRow<string, string>(cells[0], cells[1]))];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task File_ComesOutAsAPlannerWouldReadIt(string name, string expected)
    {
        await using var file = File.OpenRead(Path.Combine(Folder, name));
        await using var sent = await SentFile.OpenAsync(file, 1024 * 1024, TestContext.Current.CancellationToken);
        using var reader = new PlanFileReader(sent.Content, ReadingOptions.None, sent.Sheet);

        Assert.Equal(expected, sent.Problem is { } problem ? FileSummary.Of([problem]) : FileSummary.Of(reader));
    }

    [Fact]
    public void EveryFile_HasAnExpectation() => Assert.Equal(
        Directory.EnumerateFiles(Folder).Select(Path.GetFileName).Where(name => name != "expected.tsv").Order(StringComparer.Ordinal),
        Files.Select(row => row.Data.Item1).Order(StringComparer.Ordinal));
}

/// <summary>What came of a file, in one line.</summary>
internal static class FileSummary
{
    public static string Of(PlanFileReader reader)
    {
        var rows = new List<PlanFileRow>();
        while (reader.Read(out var row)) rows.Add(row);
        if (reader.ProblemCount > 0) return Of(reader.Problems);

        var text = new StringBuilder($"{reader.Format} {reader.EncodingName} {rows.Count}: {Shown(rows[0])}");
        if (rows.Count > 1) text.Append(" … ").Append(Shown(rows[^1]));
        if (reader.SkippedCount > 0)
            text.Append("; skipped ").AppendJoin(", ", reader.Skipped.Select(line => $"{line.Line} {line.Reason}"));
        if (reader.AmbiguousNumber is var (line, number)) text.Append(CultureInfo.InvariantCulture, $"; ambiguous {number} in {line}");
        return text.ToString();
    }

    public static string Of(IEnumerable<CsvProblem> problems) => "refused: " + string.Join("; ", problems.Take(3).Select(Shown));

    private static string Shown(CsvProblem problem) => FormattableString.Invariant($"{problem.Line} {problem.Column} {problem.Code}");

    private static string Shown(PlanFileRow row)
    {
        var quantities = new (string Name, decimal? Value)[]
        {
            ("open", row.StockAtAnchor), ("in", row.InboundQty), ("out", row.OutboundQty), ("close", row.StockClosing),
            ("safety", row.SafetyStock), ("std", row.StdStock),
        };
        return string.Join(' ', new[] { row.SkuCode, row.WarehouseName, row.Channel, row.Date.ToString("O", CultureInfo.InvariantCulture) }
            .Where(text => text.Length > 0)
            .Concat(quantities.Where(one => one.Value is not null).Select(one => FormattableString.Invariant($"{one.Name}={one.Value}"))));
    }
}
