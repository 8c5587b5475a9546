using PsiErp.Data;

namespace PsiErp.Tests.Data;

/// <summary>An answer is kept for as long as what it depends on stays the same.</summary>
public sealed class AnswerMemoryTests
{
    [Fact]
    public async Task Answer_OfTheSameState_IsFoundOnce()
    {
        using var memory = new AnswerMemory();

        Assert.Equal((1, 1), (await memory.RecallAsync("how many", 7, Find(1)), await memory.RecallAsync("how many", 7, Find(2))));
        Assert.Equal(3, await memory.RecallAsync("how large", 7, Find(3)));
    }

    [Fact]
    public async Task Answer_OfAnotherState_TakesThePlaceOfTheOneBefore()
    {
        using var memory = new AnswerMemory();
        await memory.RecallAsync("how many", 7, Find(1));

        Assert.Equal(2, await memory.RecallAsync("how many", 8, Find(2)));
        Assert.Equal(3, await memory.RecallAsync("how many", 7, Find(3)));
    }

    [Fact]
    public async Task Answers_OfAnyNumberOfStates_LeaveRoomForOthers()
    {
        using var memory = new AnswerMemory();
        for (var state = 0; state < 100; state++) await memory.RecallAsync("large", state, Find(state), _ => 1_000_000);

        await memory.RecallAsync("small", 0, Find(1));

        Assert.Equal(1, await memory.RecallAsync("small", 0, Find(2)));
    }

    private static Func<Task<int>> Find(int answer) => () => Task.FromResult(answer);
}
