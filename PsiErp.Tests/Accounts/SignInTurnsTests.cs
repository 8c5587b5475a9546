using PsiErp.Accounts;

namespace PsiErp.Tests.Accounts;

/// <summary>Who gets in, and who comes first, while a flood of sign-ins is under way.</summary>
public sealed class SignInTurnsTests : IDisposable
{
    private readonly TaskCompletionSource _flood = new();
    private readonly SignInTurns _turns = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Flood_OfStrangers_IsRefusedBeyondAFew_ButKnownOnesFindAPlace()
    {
        var strangers = Enumerable.Range(0, 400).Select(number => Enter($"stranger {number}", isKnown: false)).ToList();
        Assert.Equal(336, strangers.Count(turn => turn.IsCompleted));
        Assert.All(strangers.Where(turn => turn.IsCompleted), turn => Assert.IsType<SignInOutcome.Busy>(turn.Result));

        var planner = Enter("planner", isKnown: true);
        _flood.SetResult();

        Assert.IsType<SignInOutcome.TooLate>(await planner);
        Assert.Equal(64, (await Task.WhenAll(strangers)).Count(outcome => outcome is SignInOutcome.TooLate));
    }

    [Fact]
    public async Task Gate_KnownOnes_ComeBeforeStrangersWhoWaitAlready()
    {
        var gate = new PriorityGate(places: 1);
        var inside = await gate.EnterAsync(first: false, Ct);
        var strangers = Enumerable.Range(0, 3).Select(_ => gate.EnterAsync(first: false, Ct)).ToList();
        var planner = gate.EnterAsync(first: true, Ct);

        inside.Dispose();
        inside = await planner;
        Assert.All(strangers, turn => Assert.False(turn.IsCompleted));

        foreach (var turn in strangers)
        {
            inside.Dispose();
            inside = await turn;
        }
    }

    [Fact]
    public async Task GivingUp_MakesRoomForOthers()
    {
        using var patience = new CancellationTokenSource();
        var waiting = Enumerable.Range(0, 64).Select(number => Enter($"stranger {number}", isKnown: false, patience.Token)).ToList();
        Assert.IsType<SignInOutcome.Busy>(await Enter("late", isKnown: false));

        await patience.CancelAsync();
        _flood.SetResult();
        var done = await Task.WhenAll(waiting.Select(async turn => await turn.ContinueWith(one => one.IsCanceled, TaskScheduler.Default)));

        Assert.Contains(true, done);
        Assert.IsType<SignInOutcome.TooLate>(await Enter("later", isKnown: false));
    }

    /// <inheritdoc/>
    public void Dispose() => _turns.Dispose();

    private Task<SignInOutcome?> Enter(string username, bool isKnown, CancellationToken? ct = null) => _turns.InTurnAsync(
        "192.0.2.1", username, isKnown,
        async () =>
        {
            await _flood.Task;
            return new SignInOutcome.TooLate();
        },
        ct ?? Ct);
}
