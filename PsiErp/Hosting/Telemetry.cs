using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text.Json;

namespace PsiErp.Hosting;

/// <summary>
/// What PsiErp itself traces and counts, beside what the web server and the database driver do. Costs next to nothing
/// while nobody listens; <see cref="TelemetryExport"/> does when it is told where to send it.
/// </summary>
internal static class Telemetry
{
    /// <summary>The name of the source and of the meter.</summary>
    public const string Name = "PsiErp";

    private static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);

    private static readonly Histogram<double> ImportDurations = Meter.CreateHistogram<double>(
        "psi.import.duration", "s", "How long imports took, by how they ended",
        advice: new() { HistogramBucketBoundaries = [0.1, 0.5, 1, 2, 5, 10, 30, 60, 300] });

    private static readonly Counter<long> ImportedRows = Meter.CreateCounter<long>(
        "psi.import.rows", "{row}", "Rows that imports brought in");

    private static readonly Counter<long> Edits = Meter.CreateCounter<long>(
        "psi.edits", "{edit}", "Cells that planners changed");

    private static readonly Counter<long> ReplicaReads = Meter.CreateCounter<long>(
        "psi.replica.requests", "{request}", "Requests that a read replica may answer, by what answered them");

    private static readonly Counter<long> SignIns = Meter.CreateCounter<long>(
        "psi.sign_ins", "{sign_in}", "Attempts to sign in, by how they ended");

    /// <summary>Begins an import or edit as a span, which ends when it is disposed.</summary>
    public static Activity? Start(string name) => Source.StartActivity(name);

    /// <summary>Counts an import.</summary>
    /// <param name="outcome">How it ended: the name of its type is the word.</param>
    /// <param name="rows">How many rows it brought in.</param>
    /// <param name="started">When it began, of <see cref="Stopwatch.GetTimestamp"/>.</param>
    public static void Imported(object outcome, long rows, long started)
    {
        if (ImportDurations.Enabled) ImportDurations.Record(Stopwatch.GetElapsedTime(started).TotalSeconds, Word(outcome));
        ImportedRows.Add(rows);
    }

    /// <summary>Counts changed cells.</summary>
    public static void Edited(int cells) => Edits.Add(cells);

    /// <summary>Counts a request that a replica may answer.</summary>
    public static void ReadWithReplica(bool isReplica) =>
        ReplicaReads.Add(1, new KeyValuePair<string, object?>("from", isReplica ? "replica" : "primary"));

    /// <summary>Counts an attempt to sign in.</summary>
    /// <param name="outcome">How it ended: the name of its type is the word.</param>
    public static void TriedToSignIn(object outcome)
    {
        if (SignIns.Enabled) SignIns.Add(1, Word(outcome));
    }

    private static KeyValuePair<string, object?> Word(object outcome) =>
        new("outcome", JsonNamingPolicy.SnakeCaseLower.ConvertName(outcome.GetType().Name));
}
