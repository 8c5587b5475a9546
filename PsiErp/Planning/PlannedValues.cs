namespace PsiErp.Planning;

/// <summary>The overrides of a series while an action changes them.</summary>
internal sealed class PlannedValues
{
    private readonly Dictionary<DateOnly, BaseDay> _imported = [];
    private readonly Dictionary<DateOnly, DayEdit> _edits = [];
    private readonly Dictionary<DateOnly, DayEdit> _changed = [];

    public PlannedValues(ReadOnlySpan<BaseDay> imported, ReadOnlySpan<DayEdit> edits)
    {
        foreach (ref readonly var day in imported) _imported[day.Date] = day;
        foreach (ref readonly var edit in edits) _edits[edit.Date] = edit;
    }

    public IReadOnlyCollection<DayEdit> Changed => _changed.Values;

    /// <summary>Plans a value; at most what a cell may hold.</summary>
    public void Set(DateOnly date, EditField field, decimal value)
    {
        var edit = _changed.TryGetValue(date, out var changed) ? changed : _edits.GetValueOrDefault(date, new DayEdit(date));
        var (isThere, before) = (_imported.TryGetValue(date, out var day), day[field]);
        var planned = Quantity.Normalize(Math.Clamp(value, 0, Quantity.Max));
        // A day without a row has zeros, and needs none
        var isImported = isThere ? (before ?? (field == EditField.SafetyStock ? null : 0)) == planned : planned == 0;
        _changed[date] = edit.With(field, isImported ? null : planned);
    }
}
