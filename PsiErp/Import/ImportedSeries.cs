using Microsoft.EntityFrameworkCore;
using PsiErp.Data;
using PsiErp.Files;
using PsiErp.Planning;

namespace PsiErp.Import;

/// <summary>The series of a session during an import: finds their numbers and gives numbers to new ones.</summary>
/// <remarks>Memory grows with the series of the session, not with the rows of the file.</remarks>
internal sealed class ImportedSeries
{
    private readonly Dictionary<Key, Entry> _entries;
    private Entry? _last;
    private int _nextNo;

    private ImportedSeries(Dictionary<Key, Entry> entries)
    {
        _entries = entries;
        _nextNo = entries.Count == 0 ? 1 : entries.Values.Max(entry => entry.SeriesNo) + 1;
    }

    /// <summary>All series, known before and new.</summary>
    public IReadOnlyCollection<Entry> All => _entries.Values;

    /// <summary>Loads what the session has.</summary>
    public static async Task<ImportedSeries> LoadAsync(PsiDb db, Guid sessionId, CancellationToken ct)
    {
        var entries = await db.Series.AsNoTracking().Where(series => series.SessionId == sessionId)
            .Select(series => new Entry(new Key(series.SkuCode, series.WarehouseName, series.Channel), series.SeriesNo, false)
            {
                Attributes = new Attributes(
                    series.SkuName, series.Category1, series.Category2, series.Category3, series.FwRank, series.SsRank),
            })
            .ToDictionaryAsync(entry => entry.Key, ct);
        return new ImportedSeries(entries);
    }

    /// <summary>The series of a row, which takes over the row's names, categories and ranks.</summary>
    public Entry Of(in PlanFileRow row)
    {
        var entry = Find(new Key(row.SkuCode, row.WarehouseName, row.Channel));
        entry.IsTouched = true;
        // The name is an optional column: a file without it takes no name away
        var name = row.SkuName ?? entry.Attributes.SkuName;
        var attributes = new Attributes(name, row.Category1, row.Category2, row.Category3, row.FwRank, row.SsRank);
        if (!attributes.Equals(entry.Attributes)) entry.Attributes = attributes;
        return entry;
    }

    /// <summary>Extracts are sorted by series nearly always, so the last one found is tried first.</summary>
    private Entry Find(Key key)
    {
        if (_last is not null && _last.Key == key) return _last;
        if (!_entries.TryGetValue(key, out var entry))
        {
            entry = new Entry(key, _nextNo++, isNew: true);
            _entries.Add(key, entry);
        }
        return _last = entry;
    }

    /// <summary>What names a series.</summary>
    internal readonly record struct Key(string SkuCode, string WarehouseName, string Channel);

    /// <summary>What describes a series; of several rows the last one holds.</summary>
    internal readonly record struct Attributes(
        string? SkuName, string? Category1, string? Category2, string? Category3, string? FwRank, string? SsRank);

    /// <summary>A series.</summary>
    internal sealed class Entry(Key key, int seriesNo, bool isNew)
    {
        public Key Key { get; } = key;
        public int SeriesNo { get; } = seriesNo;

        /// <summary>Whether the file brings the series into the session.</summary>
        public bool IsNew { get; } = isNew;

        public Attributes Attributes { get; set; }

        /// <summary>Whether the file has rows of it.</summary>
        public bool IsTouched { get; set; }

        /// <summary>The latest day that the file has brought so far.</summary>
        public DateOnly LatestDate { get; set; } = DateOnly.MinValue;

        /// <summary>Whether the file has had a stretch of its rows.</summary>
        public bool HasBegun { get; set; }

        /// <summary>The summary, if the file alone says what it is.</summary>
        public SeriesSummary? Summary { get; set; }
    }
}
