using Microsoft.Extensions.Caching.Memory;
using PsiErp.Data;
using PsiErp.Hosting;

namespace PsiErp.Plan;

/// <summary>
/// Keeps answers about a session that are dear to find, until it changes. Whoever changes a session notes when, in the
/// transaction of the change: by that, the rules of its summaries and today's date every machine knows whether what it keeps
/// still holds.
/// </summary>
public sealed class SessionMemory(Settings settings, TimeProvider clock) : IDisposable
{
    private const int MaxAnswers = 2_000;

    /// <summary>Numbers that take the room of an answer.</summary>
    private const int NumbersOfAnAnswer = 1_000;

    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(10);

    private readonly MemoryCache _answers = new(new MemoryCacheOptions { SizeLimit = MaxAnswers });

    /// <summary>The answer to a question about a session, found once.</summary>
    /// <param name="session">The session, as read before the answer is found.</param>
    /// <param name="question">Equal to what was asked before if the answer is the same.</param>
    /// <param name="find">Finds the answer.</param>
    /// <param name="numbers">How many numbers an answer holds, where they may be many.</param>
    public async Task<T> RecallAsync<T>(PlanningSession session, object question, Func<Task<T>> find, Func<T, int>? numbers = null)
    {
        var key = (session.Id, session.UpdatedAt, session.SummaryRules, session.LevelsAt, settings.DateOf(clock.GetUtcNow()), question);
        if (_answers.TryGetValue(key, out var known)) return (T)known!;
        var answer = await find();
        var size = 1 + (numbers?.Invoke(answer) ?? 0) / NumbersOfAnAnswer;
        _answers.Set(key, answer, new MemoryCacheEntryOptions { Size = size, SlidingExpiration = Kept });
        return answer;
    }

    /// <summary>The answer to a question about some series of a session, found once.</summary>
    /// <remarks>Where warehouses stand and what products are is master data, of whose changes a session knows nothing.</remarks>
    public Task<T> RecallAsync<T>(
        PlanningSession session, SeriesSelection which, object? detail, Func<Task<T>> find, Func<T, int>? numbers = null) =>
        !which.AsksMasterData ? RecallAsync(session, (typeof(T), which, detail), find, numbers) : find();

    /// <inheritdoc/>
    public void Dispose() => _answers.Dispose();
}
