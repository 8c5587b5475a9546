using Microsoft.EntityFrameworkCore;
using PsiErp.Data;

namespace PsiErp.Plan;

/// <summary>What series are of: their SKUs, warehouses and channels.</summary>
public sealed class SeriesKeys(SeriesBlocks blocks)
{
    /// <summary>The room that a key takes in memory, in numbers.</summary>
    private const int Numbers = 6;

    /// <summary>The keys of some series.</summary>
    public Task<SeriesValues<SeriesKey>> OfAsync(PlanningSession session, IReadOnlyList<int> seriesNos, CancellationToken ct)
    {
        return blocks.EachAsync(session, seriesNos, null, Numbers, ReadAsync, ct);

        async IAsyncEnumerable<(int SeriesNo, SeriesKey Key)> ReadAsync(IQueryable<Series> series)
        {
            // Thousands of series have the same few places
            var texts = new Dictionary<string, string>();
            var rows = series.Select(one => new { one.SeriesNo, one.SkuCode, one.WarehouseName, one.Channel });
            await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(ct))
                yield return (row.SeriesNo, new SeriesKey(Once(row.SkuCode), Once(row.WarehouseName), Once(row.Channel)));

            string Once(string text)
            {
                if (texts.TryGetValue(text, out var known)) return known;
                texts.Add(text, text);
                return text;
            }
        }
    }

    /// <summary>Of how many SKUs the series are that are meant.</summary>
    public async Task<int> CountSkusAsync(PlanningSession session, SeriesSelection which, CancellationToken ct)
    {
        var numbers = await blocks.NumbersAsync(session, which, ct);
        var keys = await OfAsync(session, numbers, ct);
        // One that has come or gone since has no keys yet, or no longer
        return numbers.Select(number => keys[number].SkuCode).OfType<string>().Distinct(StringComparer.Ordinal).Count();
    }
}
