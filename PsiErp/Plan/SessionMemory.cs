using PsiErp.Data;
using PsiErp.Hosting;
using PsiErp.Masters;

namespace PsiErp.Plan;

/// <summary>
/// Keeps answers about a session that are dear to find, until it changes. Whoever changes a session notes when, in the
/// transaction of the change: by that, the rules of its summaries and today's date every machine knows whether what it keeps
/// still holds. Where master data decides the answer, too, its stamp tells the same.
/// </summary>
public sealed class SessionMemory(AnswerMemory answers, MasterMemory masters, Settings settings, TimeProvider clock)
{
    /// <summary>The answer to a question about a session, found once.</summary>
    /// <param name="session">The session, as read before the answer is found.</param>
    /// <param name="question">Equal to what was asked before if the same is asked.</param>
    /// <param name="find">Finds the answer.</param>
    /// <param name="numbers">How many numbers an answer holds, where they may be many.</param>
    public Task<T> RecallAsync<T>(PlanningSession session, object question, Func<Task<T>> find, Func<T, int>? numbers = null) =>
        RecallAsync(session, question, stamp: null, find, numbers);

    /// <summary>The answer to a question about some series of a session, found once.</summary>
    /// <inheritdoc cref="RecallAsync{T}(PlanningSession, object, Func{Task{T}}, Func{T, int}?)"/>
    /// <param name="which">Which series.</param>
    /// <param name="detail">What is asked of them.</param>
    /// <param name="ct">Cancels.</param>
    /// <param name="asksMasterData">Whether master data decides the answer even where it does not decide which series are meant.</param>
    public async Task<T> RecallAsync<T>(
        PlanningSession session, SeriesSelection which, object? detail, Func<Task<T>> find, CancellationToken ct,
        Func<T, int>? numbers = null, bool asksMasterData = false)
    {
        var stamp = asksMasterData || which.AsksMasterData ? await masters.StampAsync(ct) : null;
        return await RecallAsync(session, (typeof(T), which with { Found = null }, detail), stamp, find, numbers);
    }

    private Task<T> RecallAsync<T>(PlanningSession session, object question, string? stamp, Func<Task<T>> find, Func<T, int>? numbers)
    {
        var state = (session.UpdatedAt, session.SummaryRules, session.LevelsAt, settings.DateOf(clock.GetUtcNow()), stamp);
        return answers.RecallAsync((session.Id, question), state, find, numbers);
    }
}
