using Microsoft.Extensions.Caching.Memory;

namespace PsiErp.Data;

/// <summary>Keeps answers of the database that are dear to find, as long as somebody asks for them.</summary>
public sealed class AnswerMemory : IDisposable
{
    private const int MaxAnswers = 6_000;

    /// <summary>Numbers that take the room of an answer.</summary>
    private const int NumbersOfAnAnswer = 1_000;

    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(10);

    private readonly MemoryCache _answers = new(new MemoryCacheOptions { SizeLimit = MaxAnswers });

    /// <summary>The answer to a question, found once.</summary>
    /// <param name="question">Equal to what was asked before if the same is asked.</param>
    /// <param name="state">
    /// Equal to what it was before if the answer is the same: it names what that depends on. Of another one the answer is forgotten.
    /// </param>
    /// <param name="find">Finds the answer.</param>
    /// <param name="numbers">How many numbers an answer holds, where they may be many.</param>
    public async Task<T> RecallAsync<T>(object question, object state, Func<Task<T>> find, Func<T, int>? numbers = null)
    {
        if (_answers.TryGetValue(question, out Known<T>? known) && known!.State.Equals(state)) return known.Answer;
        var answer = await find();
        var size = 1 + (numbers?.Invoke(answer) ?? 0) / NumbersOfAnAnswer;
        _answers.Set(
            question, new Known<T>(state, answer), new MemoryCacheEntryOptions { Size = size, SlidingExpiration = Kept });
        return answer;
    }

    /// <inheritdoc/>
    public void Dispose() => _answers.Dispose();

    private sealed record Known<T>(object State, T Answer);
}
