using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using PsiErp.Accounts;
using PsiErp.Planning;
using PsiErp.Web;

namespace PsiErp.Masters;

/// <summary>Master data that is known by its names as a sheet: the members that it has on the wire are its cells.</summary>
internal sealed class NamedSheet<TRow, TValue>(string kind, IReadOnlyList<MasterColumn> columns, NamedMasters<TRow, TValue> masters)
    : MasterSheet(kind, columns)
    where TRow : class
    where TValue : class
{
    /// <inheritdoc/>
    public override bool TakesOthers => false;

    /// <inheritdoc/>
    public override bool KnowsChanges => false;

    /// <inheritdoc/>
    public override bool IsSortable(MasterColumn column) => true;

    /// <inheritdoc/>
    public override async Task<int> CountAsync(string? search, CancellationToken ct) => (await masters.ListAsync(search, ct)).Count;

    /// <inheritdoc/>
    public override async Task<IReadOnlyList<MasterRow>> ListAsync(MasterQuery query, CancellationToken ct)
    {
        var rows = (await masters.ListAsync(query.Search, ct)).Select(RowOf);
        if (query.Sort is { } sort && Column(sort) is { } column)
        {
            var by = Comparer<MasterRow>.Create((one, other) => Compare(column, one[sort], other[sort]));
            rows = query.IsDescending ? rows.OrderDescending(by) : rows.Order(by);
        }
        return [.. rows.Skip(query.Skip).Take(query.Take ?? int.MaxValue)];
    }

    /// <inheritdoc/>
    public override async IAsyncEnumerable<MasterRow> ReadAsync(MasterQuery query, [EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var row in await ListAsync(query, ct)) yield return row;
    }

    /// <inheritdoc/>
    public override async Task<MasterRow?> FindAsync(IReadOnlyList<string> key, CancellationToken ct) =>
        IsKey(key) && await masters.FindAsync(key, ct) is { } found ? RowOf(found) : null;

    /// <inheritdoc/>
    public override async Task<SheetOutcome> CreateAsync(IReadOnlyDictionary<string, string> cells, Caller by, CancellationToken ct)
    {
        var problems = Check(null, cells).Concat(SameKeys(cells)).ToList();
        return problems.Count > 0 ? new SheetOutcome.Invalid(problems)
            : OutcomeOf(await masters.CreateAsync(Apply(null, cells), by, ct), cells);
    }

    /// <inheritdoc/>
    public override async Task<SheetOutcome> ChangeAsync(
        IReadOnlyList<string> key, IReadOnlyDictionary<string, string> cells, SeenVersion seen, Caller by, CancellationToken ct)
    {
        if (await FindAsync(key, ct) is not { } before) return new SheetOutcome.NotFound();
        var problems = Check(before, cells).Concat(SameKeys(cells)).ToList();
        return problems.Count > 0 ? new SheetOutcome.Invalid(problems)
            : OutcomeOf(await masters.ChangeAsync(key, value => Apply(value, cells), seen, by, ct), cells);
    }

    /// <inheritdoc/>
    public override async Task<SheetOutcome> DeleteAsync(IReadOnlyList<string> key, SeenVersion seen, Caller by, CancellationToken ct) =>
        IsKey(key)
            ? OutcomeOf(await masters.DeleteAsync(key, seen, by, ct), new Dictionary<string, string>())
            : new SheetOutcome.NotFound();

    /// <inheritdoc/>
    internal override async Task PutAsync(
        IAsyncEnumerable<IReadOnlyList<MasterLine>> lines, MasterImportReport report, Caller by, CancellationToken ct)
    {
        await foreach (var line in lines.SelectMany(some => some).WithCancellation(ct))
        {
            var before = await FindAsync(line.Key, ct);
            var outcome = before is null
                ? await CreateAsync(line.Cells, by, ct)
                : await ChangeAsync(line.Key, line.Cells, SeenVersion.Any, by, ct);
            if (outcome is SheetOutcome.Done { Row: var after }) report.Add(new MasterChange(line.Line, before, after));
            else if (outcome is SheetOutcome.Invalid invalid) report.Add(line.Line, invalid.Problems);
        }
    }

    private bool IsKey(IReadOnlyList<string> key) => key.Count == Columns.Count(column => column.IsKey);

    /// <summary>Keys that are names of the same kind, both ends of a lane, can't be the same.</summary>
    private IEnumerable<MasterProblem> SameKeys(IReadOnlyDictionary<string, string> cells)
    {
        var ends = Columns.Where(column => column is { IsKey: true, Suggests: not null }).Select(column => column.Name).ToList();
        if (ends is not [var from, var to]) yield break;
        var name = MasterErrors.Tidy(cells.GetValueOrDefault(from));
        if (name.Length > 0 && name == MasterErrors.Tidy(cells.GetValueOrDefault(to))) yield return new(to, MasterProblemKind.Same, name);
    }

    private TValue Apply(TValue? before, IReadOnlyDictionary<string, string> cells)
    {
        var members = before is null ? [] : JsonSerializer.SerializeToNode(before, Json.Options)!.AsObject();
        foreach (var column in Columns.Where(column => cells.ContainsKey(column.Name)))
        {
            column.Read(cells[column.Name], out var value);
            members[column.Name] = value.ToNode();
        }
        return members.Deserialize<TValue>(Json.Options)!;
    }

    private MasterRow RowOf(TValue value)
    {
        var members = JsonSerializer.SerializeToElement(value, Json.Options);
        var row = MasterRow.Of(masters.KeyOf(value), () => RecordTag.Of(value), members);
        var cells = row.Cells.ToDictionary(cell => cell.Key, cell => Column(cell.Key)?.IsNumber == true ? Plain(cell.Value) : cell.Value);
        return row with { Cells = cells };
    }

    private static string Plain(string text) => NumberOf(text) is { } number
        ? Quantity.Normalize(number).ToString(CultureInfo.InvariantCulture) : text;

    private static int Compare(MasterColumn column, string one, string other)
    {
        if (!column.IsNumber) return StringComparer.CurrentCulture.Compare(one, other);
        // What is not known comes first
        return (NumberOf(one) ?? -1).CompareTo(NumberOf(other) ?? -1);
    }

    private SheetOutcome OutcomeOf(MasterOutcome<TValue> outcome, IReadOnlyDictionary<string, string> cells) => outcome switch
    {
        MasterOutcome<TValue>.Done done => new SheetOutcome.Done(RowOf(done.Value)),
        MasterOutcome<TValue>.Stale stale => new SheetOutcome.Stale(RowOf(stale.Current)),
        MasterOutcome<TValue>.Taken => new SheetOutcome.Invalid([TakenIn(cells)]),
        // Cells are checked before, all but whether others of their names are there
        MasterOutcome<TValue>.Invalid invalid => new SheetOutcome.Invalid([.. invalid.Errors.Keys.Select(
            column => new MasterProblem(column, MasterProblemKind.Unknown, cells.GetValueOrDefault(column)?.Trim() ?? ""))]),
        _ => new SheetOutcome.NotFound(),
    };

    private MasterProblem TakenIn(IReadOnlyDictionary<string, string> cells)
    {
        var keys = Columns.Where(column => column.IsKey).Select(column => column.Name).ToList();
        return new(keys[0], MasterProblemKind.Taken, string.Join(" · ", keys.Select(key => cells.GetValueOrDefault(key)?.Trim())));
    }
}
