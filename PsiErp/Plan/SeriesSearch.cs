using Microsoft.EntityFrameworkCore;
using PsiErp.Data;
using PsiErp.Masters;

namespace PsiErp.Plan;

/// <summary>Finds the series that have a text once, for all that is asked of them.</summary>
public sealed class SeriesSearch(SeriesList list, SeriesBlocks blocks, SessionMemory memory, MasterMemory masters)
{
    /// <summary>Of more series, the text is asked for with everything else: so many numbers would cost more than it.</summary>
    private const int MaxFound = 10_000;

    /// <summary>The numbers of the series that have each word of a text; null where they are many.</summary>
    public async Task<IReadOnlyList<int>?> FindAsync(PlanningSession session, string text, CancellationToken ct)
    {
        var searched = new SeriesSelection { Text = text };
        return await memory.RecallAsync(session, searched, typeof(SeriesSearch), SearchAsync, ct, numbers => numbers?.Length ?? 0);

        async Task<int[]?> SearchAsync()
        {
            var found = await blocks.RecallAsync(
                session, (searched, await masters.StampAsync(ct)), 2, list.Find(session.Id, searched), NumbersAsync, ct);
            int[] numbers = [.. found.Values.SelectMany(block => block)];
            return numbers.Length <= MaxFound ? numbers : null;
        }

        async Task<Dictionary<int, int[]>> NumbersAsync(IQueryable<Series> series) =>
            (await series.Select(one => one.SeriesNo).ToListAsync(ct)).GroupBy(number => number / SeriesSum.BlockSize)
                .ToDictionary(block => block.Key, block => block.ToArray());
    }
}
