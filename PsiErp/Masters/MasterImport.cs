using PsiErp.Accounts;
using PsiErp.Files;

namespace PsiErp.Masters;

/// <summary>
/// Takes files of master data in, matched by their keys: known rows are changed, others are added, and none goes. Cells that are there
/// and blank clear; what a file has no column for stays. All or nothing.
/// </summary>
public sealed class MasterImport(MasterWrite write, ILogger<MasterImport> log)
{
    /// <summary>Rows that are looked up at a time.</summary>
    private const int ChunkSize = 500;

    /// <summary>Takes a file in, or tells what that would do.</summary>
    /// <param name="sheet">The kind.</param>
    /// <param name="file">CSV in any encoding, or a workbook; seekable, at its beginning. It stays open.</param>
    /// <param name="isPreview">Whether nothing is kept.</param>
    /// <param name="by">Who does it.</param>
    /// <param name="ct">Cancels; nothing is kept then.</param>
    public async Task<MasterImportResult> ImportAsync(MasterSheet sheet, Stream file, bool isPreview, Caller by, CancellationToken ct)
    {
        var report = new MasterImportReport();
        using var table = new TableReader(file);
        var header = MasterHeader.Read(table, sheet, report);
        if (header is not null)
        {
            await write.TogetherAsync(
                async () =>
                {
                    await PutAsync(sheet, table, header, report, by, ct);
                    return !isPreview && !report.IsRefused && table.ProblemCount == 0;
                },
                ct);
        }
        report.Add(table.Problems, table.ProblemCount);
        var result = report.End(header?.Ignored ?? []);
        if (result is MasterImportResult.Done { Created: var created, Changed: var changed } && !isPreview)
            log.LogInformation("Master data file of {Kind}: {Created} created, {Changed} changed", sheet.Kind, created, changed);
        return result;
    }

    private static async Task PutAsync(
        MasterSheet sheet, TableReader table, MasterHeader header, MasterImportReport report, Caller by, CancellationToken ct)
    {
        var (seen, isEmpty) = (new HashSet<string>(), true);
        var next = ReadAsync();
        try
        {
            await sheet.PutAsync(LinesAsync(), report, by, ct);
        }
        finally
        {
            // The table may only be closed when nobody reads it any more; what went wrong is told by whoever waited
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        if (isEmpty && table.ProblemCount == 0) report.Add([new CsvProblem(1, null, CsvProblemCode.NoRows)], 1);

        async IAsyncEnumerable<IReadOnlyList<MasterLine>> LinesAsync()
        {
            while (await next is { Count: > 0 } lines)
            {
                // What follows is read while the database is at work
                next = ReadAsync();
                isEmpty = false;
                var again = lines.Where(line => !line.Key.Contains("") && !seen.Add(string.Join('\n', line.Key))).ToHashSet();
                foreach (var line in again)
                    report.Add(line.Line, [new(sheet.Columns[0].Name, MasterProblemKind.NameTwice, string.Join(" · ", line.Key))]);
                yield return again.Count == 0 ? lines : [.. lines.Where(line => !again.Contains(line))];
            }
        }

        Task<List<MasterLine>> ReadAsync() => Task.Run(() => Rows(table).Take(ChunkSize).Select(header.LineOf).ToList(), ct);
    }

    private static IEnumerable<TableRow> Rows(TableReader table)
    {
        while (table.Read(out var row)) yield return row;
    }
}
