namespace PsiErp.Data;

/// <summary>
/// The lines of some series of a session, added up: what figures over all of them are made of. The database forgets it with every
/// change of a row of the series, by triggers; <c>Sessions/SeriesSums.cs</c> makes it anew before the change is committed.
/// </summary>
public sealed class SeriesSum
{
    /// <summary>Series that are added up; of a session, those whose numbers divided by this are the same.</summary>
    public const int BlockSize = 256;

    public required Guid SessionId { get; init; }

    /// <summary>The number of its series, divided by <see cref="BlockSize"/>.</summary>
    public required int Block { get; init; }

    /// <summary>What <see cref="Planning.LineTotals.Write"/> makes of them; null when it is to be made anew.</summary>
    public byte[]? Days { get; set; }

    /// <summary>Tells what the series are now from what they were at any time before; null when <see cref="Days"/> is.</summary>
    public Guid? Stamp { get; set; }
}
