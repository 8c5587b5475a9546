using PsiErp.Data;

namespace PsiErp.Plan;

/// <summary>Finds the series that have a text once, for all that is asked of them.</summary>
public sealed class SeriesSearch(SeriesBlocks blocks, SessionMemory memory)
{
    /// <summary>Of more series, the text is asked for with everything else: so many numbers would cost more than it.</summary>
    private const int MaxFound = 10_000;

    /// <summary>The numbers of the series that have each word of a text; null where they are many.</summary>
    public async Task<IReadOnlyList<int>?> FindAsync(PlanningSession session, string text, CancellationToken ct)
    {
        var searched = new SeriesSelection { Text = text };
        return await memory.RecallAsync(session, searched, typeof(SeriesSearch), SearchAsync, ct, numbers => numbers?.Count ?? 0);

        async Task<IReadOnlyList<int>?> SearchAsync() =>
            await blocks.NumbersAsync(session, searched, ct) is { Count: <= MaxFound } numbers ? numbers : null;
    }
}
