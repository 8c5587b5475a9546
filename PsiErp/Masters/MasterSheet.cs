using System.Globalization;
using PsiErp.Accounts;

namespace PsiErp.Masters;

/// <summary>
/// A kind of master data as rows and columns of text: what lists, forms and files have in common, whatever it is stored as.
/// </summary>
/// <param name="kind">One of <see cref="MasterKinds.All"/>.</param>
/// <param name="columns">Its known members.</param>
public abstract class MasterSheet(string kind, IReadOnlyList<MasterColumn> columns)
{
    private readonly Dictionary<string, MasterColumn> _byName = columns.ToDictionary(column => column.Name);
    private readonly MasterColumn[] _keys = [.. columns.Where(column => column.IsKey)];

    /// <summary>Its name in addresses.</summary>
    public string Kind => kind;

    /// <summary>Its known members, in their order.</summary>
    public IReadOnlyList<MasterColumn> Columns => columns;

    /// <summary>Whether rows may have members of other names, too.</summary>
    public abstract bool TakesOthers { get; }

    /// <summary>Whether it is known when a row was last changed.</summary>
    public abstract bool KnowsChanges { get; }

    /// <summary>The column that rows are ordered by when nobody says; null where their order is one of its own.</summary>
    public virtual string? OwnOrder => null;

    /// <summary>Whether rows can be ordered by a column.</summary>
    public abstract bool IsSortable(MasterColumn column);

    /// <summary>How many rows there are.</summary>
    public abstract Task<int> CountAsync(string? search, CancellationToken ct);

    /// <summary>Rows in their order.</summary>
    public abstract Task<IReadOnlyList<MasterRow>> ListAsync(MasterQuery query, CancellationToken ct);

    /// <summary>A page of rows in their order.</summary>
    /// <param name="query">Which rows; where the page begins and ends follows from the next two.</param>
    /// <param name="number">Which page, from 1.</param>
    /// <param name="size">Rows of a page.</param>
    /// <param name="ct">Cancels.</param>
    public virtual async Task<MasterPage> PageAsync(MasterQuery query, int number, int size, CancellationToken ct)
    {
        var count = await CountAsync(query.Search, ct);
        number = MasterPage.Within(number, count, size);
        return new MasterPage(await ListAsync(query with { Skip = (number - 1) * size, Take = size }, ct), count, number);
    }

    /// <summary>All rows that are meant, read a few at a time.</summary>
    public abstract IAsyncEnumerable<MasterRow> ReadAsync(MasterQuery query, CancellationToken ct);

    /// <summary>One row, or null.</summary>
    public abstract Task<MasterRow?> FindAsync(IReadOnlyList<string> key, CancellationToken ct);

    /// <summary>Adds a row.</summary>
    /// <param name="cells">Its texts, by column; other names where <see cref="TakesOthers"/>.</param>
    /// <param name="by">Who does it.</param>
    /// <param name="ct">Cancels.</param>
    public abstract Task<SheetOutcome> CreateAsync(IReadOnlyDictionary<string, string> cells, Caller by, CancellationToken ct);

    /// <summary>Changes a row.</summary>
    /// <param name="key">Which one.</param>
    /// <param name="cells">The texts that it is to have; cells left out stay, blank ones go.</param>
    /// <param name="seen">Which version is meant.</param>
    /// <param name="by">Who does it.</param>
    /// <param name="ct">Cancels.</param>
    public abstract Task<SheetOutcome> ChangeAsync(
        IReadOnlyList<string> key, IReadOnlyDictionary<string, string> cells, SeenVersion seen, Caller by, CancellationToken ct);

    /// <summary>Deletes a row.</summary>
    /// <inheritdoc cref="ChangeAsync"/>
    public abstract Task<SheetOutcome> DeleteAsync(IReadOnlyList<string> key, SeenVersion seen, Caller by, CancellationToken ct);

    /// <summary>Changes rows by their keys, or adds them, in the write that is under way.</summary>
    /// <param name="lines">Some at a time, each with the cells that it is to have; no two of one key.</param>
    /// <param name="report">Where it goes what they do, and what is wrong with them.</param>
    /// <param name="by">Who does it.</param>
    /// <param name="ct">Cancels.</param>
    internal abstract Task PutAsync(
        IAsyncEnumerable<IReadOnlyList<MasterLine>> lines, MasterImportReport report, Caller by, CancellationToken ct);

    /// <summary>The keys among cells, as they are kept; blank where they are no such.</summary>
    public IReadOnlyList<string> KeyOf(IReadOnlyDictionary<string, string> cells)
    {
        var key = new string[_keys.Length];
        for (var i = 0; i < key.Length; i++)
        {
            _keys[i].Read(cells.GetValueOrDefault(_keys[i].Name), out var value);
            key[i] = value.ToString();
        }
        return key;
    }

    /// <summary>What people call a row: its keys, else its name.</summary>
    public string TitleOf(MasterRow row)
    {
        var keys = columns.Where(column => column.IsKey).Select(column => row[column.Name]).Where(text => text.Length > 0);
        return string.Join(" · ", keys) is { Length: > 0 } title ? title : row["name"];
    }

    /// <summary>The column of a name, or null.</summary>
    public MasterColumn? Column(string name) => _byName.GetValueOrDefault(name);

    /// <summary>What is wrong with the known cells that are given, and with those that are required and not there.</summary>
    /// <param name="before">The row as it is: what stays is not looked at again, since it may be older than the rules.</param>
    /// <param name="cells">The texts that it is to have.</param>
    protected IEnumerable<MasterProblem> Check(MasterRow? before, IReadOnlyDictionary<string, string> cells)
    {
        foreach (var column in columns)
        {
            var isGiven = cells.TryGetValue(column.Name, out var text);
            if (!isGiven && (before is not null || !column.IsRequired)) continue;
            if (before is not null && IsSame(column, before[column.Name], text)) continue;
            if (column.Read(text, out _) is { } problem) yield return problem;
        }
    }

    /// <summary>
    /// Whether a text is the one that a form or file was filled with: browsers send line breaks in their own way, and spreadsheets
    /// numbers.
    /// </summary>
    protected static bool IsSame(MasterColumn? column, string before, string? after) => before == after
        || (before.Contains('\n') && before.ReplaceLineEndings("\n").Trim() == after?.ReplaceLineEndings("\n").Trim())
        || (column?.IsNumber == true && NumberOf(before) is { } number && number == NumberOf(after));

    /// <summary>A cell as a number, where it is one.</summary>
    protected static decimal? NumberOf(string? text) =>
        decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) ? number : null;
}
