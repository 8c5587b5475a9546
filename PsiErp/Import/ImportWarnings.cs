using System.Globalization;
using PsiErp.Files;

namespace PsiErp.Import;

/// <summary>Looks at what an import has brought for what its sender may not have meant.</summary>
internal static class ImportWarnings
{
    /// <summary>More of a kind tell nothing new.</summary>
    private const int MaxOfAKind = 20;

    /// <summary>Days between which a year lies and nothing else are not of one plan.</summary>
    private const int FarDays = 366;

    /// <summary>All there is to say, kind by kind, at most twenty of each.</summary>
    /// <param name="reader">The file, read to its end.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="series">The session's series with those that the file brought.</param>
    /// <param name="repeated">How many rows a later one replaced.</param>
    public static IReadOnlyList<ImportWarning> Of(PlanFileReader reader, PlanFileRows rows, ImportedSeries series, long repeated) =>
    [
        .. Number(reader),
        .. reader.Columns.Where(column => column.Likely is not null).Take(MaxOfAKind)
            .Select(column => new ImportWarning(ImportWarningKind.LikelyColumn, reader.HeaderLine, column.Header, column.Likely!)),
        .. reader.MendedCells > 0 ? [new ImportWarning(ImportWarningKind.Mended, null, reader.MendedCells)] : Array.Empty<ImportWarning>(),
        .. repeated > 0 ? [new ImportWarning(ImportWarningKind.RepeatedKey, null, repeated)] : Array.Empty<ImportWarning>(),
        .. rows.BlankKeys > 0 ? [new ImportWarning(ImportWarningKind.BlankKeys, rows.BlankKeysLine, rows.BlankKeys)]
            : Array.Empty<ImportWarning>(),
        .. Keys(series).GroupBy(warning => warning.Kind).SelectMany(kind => kind.Take(MaxOfAKind)),
        .. FarDates(rows.Dates).Take(MaxOfAKind),
    ];

    private static IEnumerable<ImportWarning> Number(PlanFileReader reader)
    {
        if (reader.AmbiguousNumber is not { } found) yield break;
        var (line, number) = found;
        var (byPoint, byComma) = (ReadBy(number, '.'), ReadBy(number, ','));
        yield return new(ImportWarningKind.AmbiguousDecimal, line, number, byPoint, byComma);
    }

    private static string ReadBy(string number, char mark)
    {
        _ = QuantityText.Read(System.Text.Encoding.UTF8.GetBytes(number), mark, isGrouped: true, out var quantity);
        return quantity?.ToString(CultureInfo.InvariantCulture) ?? "";
    }

    private static IEnumerable<ImportWarning> Keys(ImportedSeries series)
    {
        if (!series.All.Any(entry => entry.IsNew)) return [];
        return
        [
            .. OfColumn(PlanColumns.SkuCode, series, entry => entry.Key.SkuCode),
            .. OfColumn(PlanColumns.WarehouseName, series, entry => entry.Key.WarehouseName),
            .. OfColumn(PlanColumns.Channel, series, entry => entry.Key.Channel),
        ];
    }

    /// <summary>Those of the session come first, so that what is new is set against what was there.</summary>
    private static IEnumerable<ImportWarning> OfColumn(
        string column, ImportedSeries series, Func<ImportedSeries.Entry, string> keyOf)
    {
        var (met, looks, numbers) = (new HashSet<string>(), new Dictionary<string, string>(), new Dictionary<string, string>());
        foreach (var entry in series.All.OrderBy(entry => entry.IsNew))
        {
            var key = keyOf(entry);
            if (key.Length == 0 || !met.Add(key)) continue;
            var alike = Other(looks, KeyText.Look(key), key);
            var sameNumber = Other(numbers, KeyText.WithoutZeros(key), key);
            if (!entry.IsNew) continue;
            if (alike is not null) yield return new(ImportWarningKind.LookAlikeKey, entry.FirstLine, column, key, alike);
            else if (sameNumber is not null) yield return new(ImportWarningKind.LostZeros, entry.FirstLine, column, key, sameNumber);
            if (KeyText.IsTotal(key)) yield return new(ImportWarningKind.TotalRow, entry.FirstLine, column, key);
        }
    }

    /// <summary>Notes a key under what it may be taken for, and answers what was there under that before.</summary>
    private static string? Other(Dictionary<string, string> known, string form, string key) =>
        known.TryAdd(form, key) ? null : known[form];

    /// <summary>The fewer days beside the widest gap, if one is a year wide.</summary>
    private static IEnumerable<ImportWarning> FarDates(IReadOnlyList<DateOnly> dates)
    {
        var (widest, after) = (FarDays, 0);
        for (var i = 1; i < dates.Count; i++)
            if (dates[i].DayNumber - dates[i - 1].DayNumber is var gap && gap > widest)
                (widest, after) = (gap, i);
        if (after == 0) return [];
        var far = after <= dates.Count - after ? dates.Take(after) : dates.Skip(after);
        return far.Select(date => new ImportWarning(ImportWarningKind.FarDates, null, date.ToString("O", CultureInfo.InvariantCulture)));
    }
}
