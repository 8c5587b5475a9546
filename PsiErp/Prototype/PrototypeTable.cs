using System.Runtime.CompilerServices;

namespace PsiErp.Prototype;

/// <summary>A column of the prototype as it is asked for.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">The PostgreSQL type that it is turned into.</param>
/// <param name="IsRequired">Whether the table is not the prototype's without it.</param>
/// <param name="Otherwise">SQL of what holds where there is no value, or no such column.</param>
internal sealed record SourceColumn(string Name, string Type = "text", bool IsRequired = false, string? Otherwise = null);

/// <summary>
/// A table of the prototype, and how PsiErp takes it over. A table that is to be taken over gets a class of this kind and
/// a place in <see cref="PrototypeTables"/>.
/// </summary>
/// <param name="name">The table's name.</param>
/// <param name="naming">The columns that name a row to people.</param>
/// <param name="columns">The columns that are read.</param>
internal abstract class PrototypeTable(string name, IReadOnlyList<string> naming, params SourceColumn[] columns)
{
    /// <summary>The table's name.</summary>
    public string Name => name;

    /// <summary>Takes the table over, and says what became of its rows.</summary>
    public abstract Task TakeAsync(Takeover takeover, TableReport report, CancellationToken ct);

    /// <summary>Streams the rows.</summary>
    /// <param name="takeover">Where from.</param>
    /// <param name="report">Counts the rows.</param>
    /// <param name="condition">SQL behind <c>FROM</c>: which ones, in which order.</param>
    /// <param name="sessionId">The session that the condition names as <c>$1</c>.</param>
    /// <param name="ct">Cancels.</param>
    protected async IAsyncEnumerable<PrototypeRow> RowsAsync(
        Takeover takeover, TableReport report, string condition, Guid? sessionId, [EnumeratorCancellation] CancellationToken ct)
    {
        var sql = $"SELECT {SelectList(takeover.Old)} FROM {takeover.Old.Qualified(name)} AS old {condition}";
        PrototypeRow? row = null;
        await foreach (var values in takeover.Old.ReadAsync(sql, sessionId, ct))
        {
            row ??= new PrototypeRow(name, naming, values, takeover.Problems);
            row.Begin();
            report.Read++;
            yield return row;
        }
        if (row is null) yield break;
        report.Note(row.Changed.Texts, "names or categories that lost the white space around them");
        report.Note(row.Changed.Ranks, "ranks that are in capitals now");
    }

    /// <summary>Says which columns of the table are read by nobody.</summary>
    protected void NoteUnread(PrototypeDatabase old, TableReport report)
    {
        var unread = string.Join(", ", old.ColumnsOf(name).Except(columns.Select(column => column.Name)));
        if (unread.Length > 0) report.Note($"columns that PsiErp does not keep: {unread}");
    }

    private string SelectList(PrototypeDatabase old)
    {
        var there = old.ColumnsOf(name);
        return string.Join(", ", columns.Select(column => $"{Value(column)} AS {column.Name}"));

        string Value(SourceColumn column)
        {
            var value = $"old.{column.Name}::{column.Type}";
            if (there.Contains(column.Name)) return column.Otherwise is null ? value : $"coalesce({value}, {column.Otherwise})";
            if (!column.IsRequired) return $"({column.Otherwise ?? "NULL"})::{column.Type}";
            throw new PrototypeException(
                $"{old.Description} is not the prototype's: {name} has no column {column.Name}. Nothing was taken over.");
        }
    }
}
