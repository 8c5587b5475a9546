using System.Globalization;
using System.Numerics;
using PsiErp.Data;
using PsiErp.Plan;
using PsiErp.Planning;

namespace PsiErp.Pages.Sessions;

/// <summary>A block of rows of the grid: a series, or a total.</summary>
public sealed class PsiGroup
{
    private readonly Dictionary<DateOnly, DayEdit> _edits;
    private readonly Dictionary<DateOnly, BaseDay> _base;
    private readonly Bucket _bucket;

    /// <summary>A total.</summary>
    public PsiGroup(string id, ProjectedDay[] days, PsiWindow window)
        : this(id, days, window, FirstAlert.Of(SeriesSummary.Of(days)), [], [])
    {
    }

    private PsiGroup(
        string id, ProjectedDay[] days, PsiWindow window, FirstAlert alert, IEnumerable<DayEdit> edits, IEnumerable<BaseDay> imported)
    {
        Id = id;
        Days = window.Gather(days);
        Alert = alert;
        _bucket = window.Bucket;
        _edits = window.GatherEdits(edits).ToDictionary(edit => edit.Date);
        _base = _edits.Count == 0 || _bucket != Bucket.Day ? [] : imported.ToDictionary(day => day.Date);
    }

    /// <summary>The element's id; stays the same while the plan changes.</summary>
    public string Id { get; }

    /// <summary>The series, or null for a total.</summary>
    public Series? Series { get; private init; }

    /// <summary>The warehouse that a total is of, or null for the total of everything.</summary>
    public string? Warehouse { get; init; }

    /// <summary>What is in the columns, ascending; columns may be missing.</summary>
    public ProjectedDay[] Days { get; }

    /// <summary>What there is to worry about.</summary>
    public FirstAlert Alert { get; }

    /// <summary>What was noted at its cells, by row.</summary>
    public ILookup<string, Comment> Comments { get; private init; } = Array.Empty<Comment>().ToLookup(one => one.Metric);

    /// <summary>What optional rows show, by row and column.</summary>
    public IReadOnlyDictionary<GridReference, Dictionary<DateOnly, decimal>> References { get; init; } =
        new Dictionary<GridReference, Dictionary<DateOnly, decimal>>();

    /// <summary>The figure of an optional row; null where there is none.</summary>
    public decimal? ReferenceOf(GridReference reference, DateOnly column) =>
        References.TryGetValue(reference, out var figures) && figures.TryGetValue(column, out var figure) ? figure : null;

    /// <summary>What was noted at a cell, in one line; null where nothing was.</summary>
    public string? NotedAt(IEnumerable<Comment> row, DateOnly column)
    {
        var noted = row.Where(one => one.ToDate >= column && Buckets.StartOf(one.FromDate, _bucket) <= column).ToList();
        return noted.Count == 0 ? null : string.Join(" · ", noted.Select(one => $"{one.Username}: {one.Text}"));
    }

    /// <summary>The last day on which an order comes in time; null where none is needed or no lead time is known.</summary>
    public DateOnly? OrderBy { get; private init; }

    /// <summary>Whether a column holds the last day to order.</summary>
    public bool IsOrderedIn(DateOnly column) => OrderBy is { } day && Buckets.StartOf(day, _bucket) == column;

    /// <summary>The rows of a series.</summary>
    public static PsiGroup Of(
        SeriesPlan plan, PsiWindow window, DateOnly? orderBy, IEnumerable<Comment> comments, IEnumerable<GridReference> references)
    {
        var alert = FirstAlert.Of(plan.Series.Summary);
        return new PsiGroup($"s{plan.Series.SeriesNo}", plan.Days, window, alert, plan.Edits, plan.Base)
        {
            Series = plan.Series,
            OrderBy = orderBy,
            Comments = comments.ToLookup(one => one.Metric),
            References = references.ToDictionary(reference => reference, reference => reference.FiguresOf(plan, window)),
        };
    }

    /// <summary>A short mark of everything that the group shows.</summary>
    public string Stamp()
    {
        var stamp = BitOperations.Crc32C((uint)(OrderBy?.DayNumber ?? 0), (ulong)Alert.Alert << 32 | (uint)Alert.Date.DayNumber);
        foreach (ref readonly var day in Days.AsSpan())
        {
            stamp = Add(Add(Add(stamp, day.Opening), day.Production), day.Sales);
            stamp = Add(Add(Add(stamp, day.Closing), day.Safety), day.Standard);
            stamp = Add(Add(Add(stamp, day.ChannelMove), day.Supply?.Days), day.Anchor);
            stamp = BitOperations.Crc32C(stamp, (ulong)(day.Worst?.Date.DayNumber ?? 0) << 8 | (uint)day.Alert);
        }
        foreach (var comment in Comments.SelectMany(row => row)) stamp = BitOperations.Crc32C(stamp, (uint)comment.Id.GetHashCode());
        foreach (var (date, figure) in References.Values.SelectMany(figures => figures))
            stamp = Add(BitOperations.Crc32C(stamp, (uint)date.DayNumber), figure);
        foreach (var (date, edit) in _edits)
        {
            stamp = BitOperations.Crc32C(stamp, (uint)date.DayNumber);
            foreach (var field in EditFields.All) stamp = Add(Add(stamp, edit[field]), _base.GetValueOrDefault(date)[field]);
        }
        return stamp.ToString("x", CultureInfo.InvariantCulture);
    }

    private static uint Add(uint stamp, decimal? value)
    {
        if (value is not { } known) return BitOperations.Crc32C(stamp, (byte)1);
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(known, bits);
        stamp = BitOperations.Crc32C(stamp, (ulong)(uint)bits[1] << 32 | (uint)bits[0]);
        return BitOperations.Crc32C(stamp, (ulong)(uint)bits[3] << 32 | (uint)bits[2]);
    }

    /// <summary>Whether a planner changed the value, and what was imported then; of a week or month, whether one of its days.</summary>
    public bool IsEdited(DateOnly date, EditField field, out decimal? imported)
    {
        imported = null;
        if (!_edits.TryGetValue(date, out var edit)) return false;

        imported = _base.GetValueOrDefault(date)[field];
        return edit[field] is not null;
    }
}
