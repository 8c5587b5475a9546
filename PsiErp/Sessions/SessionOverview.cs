using PsiErp.Data;

namespace PsiErp.Sessions;

/// <summary>A planning session as lists show it.</summary>
/// <param name="Session">The session, with the users who made and last changed it.</param>
/// <param name="FirstDate">First and last day of its data; null while it is empty.</param>
/// <param name="LastDate"><inheritdoc cref="FirstDate"/></param>
/// <param name="Series">Number of series.</param>
/// <param name="StockOuts">Series that run out within the horizon.</param>
/// <param name="Shortages">Series that go under safety stock, but do not run out.</param>
public sealed record SessionOverview(
    PlanningSession Session, DateOnly? FirstDate, DateOnly? LastDate, int Series, int StockOuts, int Shortages);

/// <summary>What to change of a session; members that are not set stay as they are.</summary>
public sealed record SessionChange
{
    public string? Title { get; init; }

    /// <summary>Whether <see cref="Description"/> is meant, since null means "none".</summary>
    public bool ChangesDescription { get; init; }

    public string? Description { get; init; }
    public bool? IsLeader { get; init; }

    /// <summary>Whether <see cref="AsOf"/> is meant, since null means "none".</summary>
    public bool ChangesAsOf { get; init; }

    /// <summary>The day up to which stock figures are counted facts.</summary>
    public DateOnly? AsOf { get; init; }
}
