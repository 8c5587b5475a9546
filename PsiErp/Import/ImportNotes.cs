using System.Text.Json;
using PsiErp.Files;
using PsiErp.Masters;

namespace PsiErp.Import;

/// <summary>What there was to say about a file when it was read, kept beside its import.</summary>
/// <param name="FirstDate">First and last day of the file; null without rows.</param>
/// <param name="LastDate"><inheritdoc cref="FirstDate" path="/summary"/></param>
/// <param name="Names">A few names as they were read, where they are not plain ASCII.</param>
/// <param name="Skipped">The first lines that are no data.</param>
/// <param name="SkippedCount">How many there are.</param>
/// <param name="ReadAsBlank">How many cells were read as blank because somebody has said so.</param>
/// <param name="Warnings">What may not have been meant.</param>
/// <param name="Unknown">Names that master data did not know; null for files that were read before this was looked at.</param>
public sealed record ImportNotes(
    DateOnly? FirstDate,
    DateOnly? LastDate,
    IReadOnlyList<string> Names,
    IReadOnlyList<SkippedLine> Skipped,
    long SkippedCount,
    long ReadAsBlank,
    IReadOnlyList<ImportWarning> Warnings,
    UnknownCounts? Unknown = null)
{
    /// <summary>The notes of what a file was read as.</summary>
    public static ImportNotes Of(ImportResult.Imported read) => new(
        read.Dates.Count > 0 ? read.Dates[0] : null, read.Dates.Count > 0 ? read.Dates[^1] : null,
        read.Names, read.Skipped, read.SkippedCount, read.ReadAsBlank, read.Warnings, read.Unknown);

    /// <summary>The notes that were kept.</summary>
    public static ImportNotes Parse(string json)
    {
        var notes = JsonSerializer.Deserialize<ImportNotes>(json)!;
        return notes with
        {
            Warnings = [.. notes.Warnings.Select(warning => warning with { Arguments = [.. warning.Arguments.Select(Plain)] })],
        };
    }

    /// <summary>The notes as they are kept.</summary>
    public string ToJson() => JsonSerializer.Serialize(this);

    private static object Plain(object argument) => argument is JsonElement { ValueKind: JsonValueKind.Number } number
        ? number.GetDecimal()
        : $"{argument}";
}
