using Microsoft.EntityFrameworkCore;
using PsiErp.Data;
using PsiErp.Files;

namespace PsiErp.Import;

/// <summary>The series of a session during an import: finds their numbers and gives numbers to new ones.</summary>
/// <remarks>Memory grows with the series of the session, not with the rows of the file.</remarks>
internal sealed class ImportedSeries
{
    private readonly List<Entry> _all;
    private readonly PlanFileReader? _file;

    /// <summary>By the keys as they are written; those of the file are added as they are met.</summary>
    private readonly Dictionary<SeriesKey, Entry> _written;

    /// <summary>By what makes keys one, however they are written.</summary>
    private readonly Dictionary<SeriesKey, Entry> _same = [];
    private readonly bool _hasName, _hasCategory1, _hasCategory2, _hasCategory3, _hasFwRank, _hasSsRank;
    private Entry? _last;
    private SeriesKey _lastKey;
    private int _nextNo;

    private ImportedSeries(List<Entry> entries, PlanFileReader? file)
    {
        (_all, _file) = (entries, file);
        _written = entries.ToDictionary(entry => entry.Key);
        _nextNo = entries.Count == 0 ? 1 : entries.Max(entry => entry.SeriesNo) + 1;
        if (file is not null)
            foreach (var entry in entries)
                _same.TryAdd(Identity(entry.Key), entry);
        (_hasName, _hasFwRank, _hasSsRank) = (Has(PlanColumns.SkuName), Has(PlanColumns.FwRank), Has(PlanColumns.SsRank));
        (_hasCategory1, _hasCategory2, _hasCategory3) = (Has(PlanColumns.Category1), Has(PlanColumns.Category2),
            Has(PlanColumns.Category3));
    }

    /// <summary>All series, known before and new.</summary>
    public IReadOnlyCollection<Entry> All => _all;

    /// <summary>Those that the file has rows of.</summary>
    public IReadOnlyList<Entry> Touched => [.. _all.Where(entry => entry.IsTouched)];

    /// <summary>Loads what the session has.</summary>
    /// <param name="db">The database.</param>
    /// <param name="sessionId">The session.</param>
    /// <param name="file">
    /// The file whose rows come, which leaves alone what it has no column for; null when they come from another database, with
    /// every column and with keys that are what they are.
    /// </param>
    /// <param name="ct">Cancels.</param>
    public static async Task<ImportedSeries> LoadAsync(PsiDb db, Guid sessionId, PlanFileReader? file, CancellationToken ct)
    {
        return new ImportedSeries(await EntriesAsync(db.Series.Where(series => series.SessionId == sessionId), ct), file);
    }

    /// <summary>Some series as they are.</summary>
    public static Task<List<Entry>> EntriesAsync(IQueryable<Series> known, CancellationToken ct) => known.AsNoTracking()
            .Select(series => new Entry(new SeriesKey(series.SkuCode, series.WarehouseName, series.Channel), series.SeriesNo, null)
            {
                Attributes = new SeriesAttributes(
                    series.SkuName, series.Category1, series.Category2, series.Category3, series.FwRank, series.SsRank),
            })
            .ToListAsync(ct);

    /// <summary>The series of a row, which takes over the row's names, categories and ranks.</summary>
    public Entry Of(in PlanFileRow row)
    {
        var entry = Find(new SeriesKey(row.SkuCode, row.WarehouseName, row.Channel), row.Line);
        entry.IsTouched = true;
        var old = entry.Attributes;
        var attributes = new SeriesAttributes(
            _hasName ? row.SkuName : old.SkuName,
            _hasCategory1 ? row.Category1 : old.Category1,
            _hasCategory2 ? row.Category2 : old.Category2,
            _hasCategory3 ? row.Category3 : old.Category3,
            _hasFwRank ? row.FwRank : old.FwRank,
            _hasSsRank ? row.SsRank : old.SsRank);
        if (!attributes.Equals(old)) entry.Attributes = attributes;
        return entry;
    }

    /// <summary>Takes the series of a file over that was read before: what it has columns for holds, the rest is the session's.</summary>
    /// <param name="images">The series as the file leaves them.</param>
    /// <param name="touched">The numbers of those that the file has rows of.</param>
    /// <param name="columns">The columns of the file.</param>
    public void TakeOver(IEnumerable<SeriesImage> images, IReadOnlySet<int> touched, IReadOnlyCollection<string> columns)
    {
        foreach (var image in images.Where(image => touched.Contains(image.SeriesNo)))
        {
            var key = new SeriesKey(image.SkuCode, image.WarehouseName, image.Channel);
            if (!_written.TryGetValue(key, out var entry))
                _written.Add(key, entry = Add(new Entry(key, image.SeriesNo, 1)));
            entry.IsTouched = true;
            var old = entry.Attributes;
            entry.Attributes = new SeriesAttributes(
                Value(PlanColumns.SkuName, image.SkuName, old.SkuName),
                Value(PlanColumns.Category1, image.Category1, old.Category1),
                Value(PlanColumns.Category2, image.Category2, old.Category2),
                Value(PlanColumns.Category3, image.Category3, old.Category3),
                Value(PlanColumns.FwRank, image.FwRank, old.FwRank),
                Value(PlanColumns.SsRank, image.SsRank, old.SsRank));
        }

        string? Value(string column, string? ofFile, string? ofSession) => columns.Contains(column) ? ofFile : ofSession;
    }

    private bool Has(string column) => _file?.Has(column) ?? true;

    private static SeriesKey Identity(in SeriesKey key) =>
        new(KeyText.Identity(key.SkuCode), KeyText.Identity(key.WarehouseName), KeyText.Identity(key.Channel));

    /// <summary>Extracts are sorted by series nearly always, so the last one found is tried first.</summary>
    private Entry Find(in SeriesKey key, long line)
    {
        if (_last is not null && _lastKey == key) return _last;
        if (!_written.TryGetValue(key, out var entry))
        {
            entry = FindSame(key, line);
            _written.Add(key, entry);
        }
        _lastKey = key;
        return _last = entry;
    }

    private Entry FindSame(in SeriesKey key, long line)
    {
        if (_file is null) return Add(key, line);
        var identity = Identity(key);
        if (!_same.TryGetValue(identity, out var entry)) _same.Add(identity, entry = Add(key, line));
        return entry;
    }

    private Entry Add(in SeriesKey key, long line) => Add(new Entry(key, _nextNo++, line));

    private Entry Add(Entry entry)
    {
        _all.Add(entry);
        return entry;
    }

    /// <summary>A series.</summary>
    internal sealed class Entry(SeriesKey key, int seriesNo, long? firstLine)
    {
        public SeriesKey Key { get; } = key;
        public int SeriesNo { get; } = seriesNo;

        /// <summary>The line that brings the series into the session; null when it was there.</summary>
        public long? FirstLine { get; } = firstLine;

        /// <summary>Whether the file brings the series into the session.</summary>
        public bool IsNew => FirstLine is not null;

        /// <summary>What describes it; of several rows the last one holds.</summary>
        public SeriesAttributes Attributes { get; set; }

        /// <summary>Whether the file has rows of it.</summary>
        public bool IsTouched { get; set; }
    }
}

/// <summary>What describes a series.</summary>
internal readonly record struct SeriesAttributes(
    string? SkuName, string? Category1, string? Category2, string? Category3, string? FwRank, string? SsRank);
