namespace PsiErp.Prototype;

/// <summary>A table whose rows are days of series. It is read session by session, in the order of the keys' bytes.</summary>
internal abstract class PlanTable(string name, params SourceColumn[] columns) : PrototypeTable(name, KeyNames, [.. Keys, .. columns])
{
    /// <summary>The columns that name a day.</summary>
    public static readonly string[] KeyNames = ["session_id", "sku_code", "warehouse_name", "channel", "date"];

    private static readonly string[] Ages = ["updated_at", "id"];

    private static readonly SourceColumn[] Keys =
    [
        new("session_id", "uuid", IsRequired: true),
        new("sku_code", IsRequired: true, Otherwise: "''"),
        new("warehouse_name", IsRequired: true, Otherwise: "''"),
        new("channel", IsRequired: true, Otherwise: "''"),
        new("date", IsRequired: true),
    ];

    /// <summary>SQL that orders the days by the bytes of their keys, which is the same in every database and language.</summary>
    public static string DayOrder(string old) =>
        $"""{old}.sku_code COLLATE "C", {old}.warehouse_name COLLATE "C", {old}.channel COLLATE "C", {old}.date""";

    /// <summary>The columns of a table that tell which of two rows of a day is the later one, the most telling first.</summary>
    public static IEnumerable<string> AgeColumns(PrototypeDatabase old, string table) =>
        Ages.Intersect(old.ColumnsOf(table)).Append("ctid");

    /// <inheritdoc/>
    public sealed override async Task TakeAsync(Takeover takeover, TableReport report, CancellationToken ct)
    {
        foreach (var sessionId in takeover.Sessions)
            report.Taken += await TakeAsync(takeover, sessionId, report, ct);

        var strangers = await takeover.Old.CountAsync(Name, ct) - report.Read!.Value;
        report.Read += strangers;
        report.Note(strangers, "rows of no session (left out)");
        NoteUnread(takeover.Old, report);
    }

    /// <summary>Takes over what one session has.</summary>
    /// <returns>The rows that PsiErp now has.</returns>
    protected abstract Task<long> TakeAsync(Takeover takeover, Guid sessionId, TableReport report, CancellationToken ct);

    /// <summary>Streams a session's rows in their order.</summary>
    protected IAsyncEnumerable<PrototypeRow> RowsAsync(Takeover takeover, Guid sessionId, TableReport report, CancellationToken ct)
    {
        var age = string.Join(", ", AgeColumns(takeover.Old, Name).Select(column => $"old.{column}"));
        return RowsAsync(
            takeover, report, $"WHERE old.session_id::uuid = $1 ORDER BY {DayOrder("old")}, {age}", sessionId, ct);
    }

    /// <summary>The last of the rows of each day; the others are counted.</summary>
    protected static async IAsyncEnumerable<T> LastOfEachDay<T>(
        IAsyncEnumerable<T> rows, Func<T, T, bool> isSameDay, TableReport report)
    {
        var (last, isFirst) = (default(T)!, true);
        await foreach (var row in rows)
        {
            if (!isFirst && isSameDay(last, row)) report.Note(1, "rows of a day that has a later row (the last one holds)");
            else if (!isFirst) yield return last;
            (last, isFirst) = (row, false);
        }
        if (!isFirst) yield return last;
    }
}
