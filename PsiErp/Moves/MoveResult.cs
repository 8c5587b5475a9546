using PsiErp.Data;

namespace PsiErp.Moves;

/// <summary>A move leaves its donor with less than it should have.</summary>
/// <param name="Donor">The series that it leaves.</param>
/// <param name="Date">The first day on which that is so.</param>
/// <param name="Closing">Stock after that day.</param>
/// <param name="Safety">The level not to go under; null where stock is under zero.</param>
public sealed record MoveWarning(SeriesKey Donor, DateOnly Date, decimal Closing, decimal? Safety)
{
    /// <summary>Whether stock is under zero, rather than under safety stock.</summary>
    public bool IsStockOut => Safety is null;
}

/// <summary>How adding, changing or removing a move ended. Anything but <see cref="Done"/> changed nothing.</summary>
public abstract record MoveResult
{
    private MoveResult()
    {
    }

    /// <summary>It is done.</summary>
    /// <param name="Move">The move as it is, or was.</param>
    /// <param name="Warnings">What it does to its donor.</param>
    /// <param name="ChangeId">The change set that it is; null where there was nothing to change.</param>
    public sealed record Done(StockMove Move, IReadOnlyList<MoveWarning> Warnings, Guid? ChangeId) : MoveResult;

    /// <summary>Values are wrong.</summary>
    /// <param name="Flaws">By field.</param>
    public sealed record Invalid(IReadOnlyList<(string Field, MoveFlaw Flaw)> Flaws) : MoveResult;

    /// <summary>There is a channel transfer of that key.</summary>
    public sealed record Taken : MoveResult;

    /// <summary>There is no such move.</summary>
    public sealed record NotFound : MoveResult;

    /// <summary>There is no such session.</summary>
    public sealed record NoSuchSession : MoveResult;
}
