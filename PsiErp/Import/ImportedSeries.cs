using Microsoft.EntityFrameworkCore;
using PsiErp.Data;
using PsiErp.Files;

namespace PsiErp.Import;

/// <summary>The series of a session during an import: finds their numbers and gives numbers to new ones.</summary>
/// <remarks>Memory grows with the series of the session, not with the rows of the file.</remarks>
internal sealed class ImportedSeries
{
    private readonly Dictionary<SeriesKey, Entry> _entries;
    private Entry? _last;
    private int _nextNo;

    private ImportedSeries(Dictionary<SeriesKey, Entry> entries)
    {
        _entries = entries;
        _nextNo = entries.Count == 0 ? 1 : entries.Values.Max(entry => entry.SeriesNo) + 1;
    }

    /// <summary>All series, known before and new.</summary>
    public IReadOnlyCollection<Entry> All => _entries.Values;

    /// <summary>Those that the file has rows of.</summary>
    public IReadOnlyList<Entry> Touched => [.. _entries.Values.Where(entry => entry.IsTouched)];

    /// <summary>Loads what the session has.</summary>
    public static async Task<ImportedSeries> LoadAsync(PsiDb db, Guid sessionId, CancellationToken ct)
    {
        var entries = await db.Series.AsNoTracking().Where(series => series.SessionId == sessionId)
            .Select(series => new Entry(new SeriesKey(series.SkuCode, series.WarehouseName, series.Channel), series.SeriesNo, false)
            {
                Attributes = new SeriesAttributes(
                    series.SkuName, series.Category1, series.Category2, series.Category3, series.FwRank, series.SsRank),
            })
            .ToDictionaryAsync(entry => entry.Key, ct);
        return new ImportedSeries(entries);
    }

    /// <summary>The series of a row, which takes over the row's names, categories and ranks.</summary>
    public Entry Of(in PlanFileRow row)
    {
        var entry = Find(new SeriesKey(row.SkuCode, row.WarehouseName, row.Channel));
        entry.IsTouched = true;
        // The name is an optional column: a file without it takes no name away
        var name = row.SkuName ?? entry.Attributes.SkuName;
        var attributes = new SeriesAttributes(name, row.Category1, row.Category2, row.Category3, row.FwRank, row.SsRank);
        if (!attributes.Equals(entry.Attributes)) entry.Attributes = attributes;
        return entry;
    }

    /// <summary>Extracts are sorted by series nearly always, so the last one found is tried first.</summary>
    private Entry Find(SeriesKey key)
    {
        if (_last is not null && _last.Key == key) return _last;
        if (!_entries.TryGetValue(key, out var entry))
        {
            entry = new Entry(key, _nextNo++, isNew: true);
            _entries.Add(key, entry);
        }
        return _last = entry;
    }

    /// <summary>A series.</summary>
    internal sealed class Entry(SeriesKey key, int seriesNo, bool isNew)
    {
        public SeriesKey Key { get; } = key;
        public int SeriesNo { get; } = seriesNo;

        /// <summary>Whether the file brings the series into the session.</summary>
        public bool IsNew { get; } = isNew;

        /// <summary>What describes it; of several rows the last one holds.</summary>
        public SeriesAttributes Attributes { get; set; }

        /// <summary>Whether the file has rows of it.</summary>
        public bool IsTouched { get; set; }
    }
}

/// <summary>What describes a series.</summary>
internal readonly record struct SeriesAttributes(
    string? SkuName, string? Category1, string? Category2, string? Category3, string? FwRank, string? SsRank);
