using PsiErp.Edits;
using PsiErp.Plan;
using PsiErp.Planning;

namespace PsiErp.Pages.Sessions;

/// <summary>An entry that can't be taken.</summary>
/// <param name="Index">Which one.</param>
/// <param name="Reason">The name of the text that says why.</param>
internal readonly record struct RefusedEntry(int Index, string Reason);

/// <summary>A cell that does not hold what the planner saw.</summary>
/// <param name="Index">The entry's.</param>
/// <param name="Theirs">What it holds.</param>
/// <param name="Mine">What was to go into it; null for the imported value.</param>
/// <param name="Who">Who changed it, where that is known.</param>
/// <param name="At">When.</param>
internal sealed record ContestedEntry(int Index, decimal? Theirs, decimal? Mine, string? Who, DateTimeOffset? At);

/// <summary>Reads what a planner entered into cells, be they days, weeks or months, as edits of days.</summary>
/// <param name="sku">The SKU of the page.</param>
/// <param name="change">The entries.</param>
/// <param name="editable">The fields whose rows may be edited.</param>
/// <param name="decimals">Decimals of the product, to which what is worked out is rounded; null when it does not say.</param>
internal sealed class GridEntries(string sku, GridChange change, IReadOnlyCollection<EditField> editable, int? decimals)
{
    private readonly GridEntry[] _entries = [.. change.Entries!.OfType<GridEntry>()];
    private readonly Dictionary<PlanEdit, int> _indexes = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<int, decimal?> _values = [];

    /// <summary>What is to be applied.</summary>
    public List<PlanEdit> Edits { get; } = [];

    /// <summary>Entries that can't be read; nothing is to be applied when there are any.</summary>
    public List<RefusedEntry> Refused { get; } = [];

    /// <summary>Weeks and months that do not hold what was seen.</summary>
    public List<ContestedEntry> Contested { get; } = [];

    /// <summary>Reads entries of days.</summary>
    public void ReadDays()
    {
        foreach (var (index, entry) in _entries.Index())
            if (TryRead(index, out var value)) Add(index, entry, entry.Date, value, entry.SeenValue());
    }

    /// <summary>Reads entries of weeks or months, and spreads each over the days that the column shows.</summary>
    /// <param name="plan">The plan that the page is of.</param>
    /// <param name="window">What it shows of it.</param>
    /// <param name="isWorking">Whether somebody works on a day.</param>
    public void ReadBuckets(SkuPlan plan, PsiWindow window, Func<DateOnly, bool> isWorking)
    {
        var series = plan.Series.ToDictionary(one => one.Series.Key, one => one.Days);
        foreach (var (index, entry) in _entries.Index())
        {
            if (!TryRead(index, out var value)) continue;
            var days = Array.FindAll(series.GetValueOrDefault(entry.SeriesOf(sku), []), day => day.Date >= window.From
                && day.Date <= window.To && Buckets.StartOf(day.Date, window.Bucket) == entry.Date);
            if (days.Length == 0) Refused.Add(new RefusedEntry(index, "Cell.NoDays"));
            else Spread(index, entry, value, days, isWorking);
        }
    }

    /// <summary>Which entries the conflicts of edits are of.</summary>
    public IReadOnlyList<ContestedEntry> Of(IReadOnlyList<EditConflict> conflicts) =>
    [
        .. from conflict in conflicts
           let index = _indexes[conflict.Edit]
           group conflict by index into cell
           let first = cell.First()
           select new ContestedEntry(cell.Key, first.Current, _values[cell.Key], first.ChangedBy, first.ChangedAt),
    ];

    private bool TryRead(int index, out decimal? value)
    {
        var entry = _entries[index];
        var reason = change.Way != EntryWay.Typed
            ? CellInput.ReadPasted(entry.Entry, out value)
            : CellInput.Read(entry.Entry, entry.SeenValue(), out value, decimals);
        _values[index] = value;
        if (!editable.Contains(entry.Field)) reason = "Cell.NotEditable";
        if (reason is not null) Refused.Add(new RefusedEntry(index, reason));
        return reason is null;
    }

    private void Spread(int index, GridEntry entry, decimal? value, ProjectedDay[] days, Func<DateOnly, bool> isWorking)
    {
        var had = Array.ConvertAll(days, day => day[entry.Field]);
        var isLevel = entry.Field == EditField.SafetyStock;
        var shown = isLevel ? had[^1] : had.Sum();
        if (shown != entry.SeenValue())
        {
            Contested.Add(new ContestedEntry(index, shown, value, null, null));
            return;
        }
        var numbers = Array.ConvertAll(had, number => number ?? 0);
        var shares = value is not { } total || isLevel
            ? null
            : Planning.Spread.Over(total, numbers, Array.ConvertAll(days, day => isWorking(day.Date)), DecimalsOf(total, numbers));
        for (var i = 0; i < days.Length; i++) Add(index, entry, days[i].Date, shares?[i] ?? value, had[i]);
    }

    /// <summary>Those of the product; where it does not say, whole units stay whole. No share is coarser than the total.</summary>
    private int DecimalsOf(decimal total, decimal[] had) => decimals is { } known
        ? Math.Max(known, (int)Quantity.Normalize(total).Scale)
        : had.Append(total).Max(number => (int)Quantity.Normalize(number).Scale);

    private void Add(int index, GridEntry entry, DateOnly date, decimal? value, decimal? seen)
    {
        var edit = new PlanEdit(entry.SeriesOf(sku), date)
        {
            [entry.Field] = new FieldEdit(value, new SeenValue(seen)),
            ImportedValueIsNoEdit = true,
        };
        Edits.Add(edit);
        _indexes[edit] = index;
    }
}
