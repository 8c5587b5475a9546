using PsiErp.Files;
using PsiErp.Masters;

namespace PsiErp.Import;

/// <summary>How an import ended.</summary>
public abstract record ImportResult
{
    private ImportResult()
    {
    }

    /// <summary>The file is in the plan, or waits to be taken over.</summary>
    /// <param name="RowsImported">Data rows of the file.</param>
    /// <param name="Dates">The days that the file is about, ascending.</param>
    /// <param name="Series">Number of series that the file is about.</param>
    /// <param name="Inserted">Days of series that are new.</param>
    /// <param name="Updated">Days of series that take other values.</param>
    /// <param name="Unchanged">Days of series that the file repeats as they were.</param>
    /// <param name="Deleted">Days of series that a replacing mode removes.</param>
    /// <param name="Mode">The mode.</param>
    public sealed record Imported(
        long RowsImported,
        IReadOnlyList<DateOnly> Dates,
        int Series,
        long Inserted,
        long Updated,
        long Unchanged,
        long Deleted,
        ImportMode Mode) : ImportResult
    {
        /// <summary>The import, by which it can be taken over or discarded.</summary>
        public required Guid ImportId { get; init; }

        /// <summary>What the file was read as.</summary>
        public required string Encoding { get; init; }

        /// <summary>How the file was read.</summary>
        public required FileReading Reading { get; init; }

        /// <summary>How many rows with problems were left out, as somebody has said to.</summary>
        public required long LeftOut { get; init; }

        /// <summary>A few names as they were read, where they are not plain ASCII.</summary>
        public required IReadOnlyList<string> Names { get; init; }

        /// <summary>The first lines that are no data, and how many there are.</summary>
        public required IReadOnlyList<SkippedLine> Skipped { get; init; }

        /// <inheritdoc cref="Skipped"/>
        public required long SkippedCount { get; init; }

        /// <summary>How many cells were read as blank because somebody has said so.</summary>
        public required long ReadAsBlank { get; init; }

        /// <summary>Names of the file that master data does not know.</summary>
        public required UnknownCounts Unknown { get; init; }

        /// <summary>What may not have been meant.</summary>
        public required IReadOnlyList<ImportWarning> Warnings { get; init; }
    }

    /// <summary>The file has problems; the plan is as it was.</summary>
    /// <param name="Problems">The first of them.</param>
    /// <param name="ProblemCount">How many there are in the whole file.</param>
    /// <param name="IsUnreadable">Whether it is not a plan file at all, rather than one with wrong rows.</param>
    public sealed record Refused(
        IReadOnlyList<CsvProblem> Problems, long ProblemCount, bool IsUnreadable) : ImportResult;

    /// <summary>There is no such session.</summary>
    public sealed record NoSuchSession : ImportResult;
}
