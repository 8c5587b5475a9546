namespace PsiErp.Live;

/// <summary>What is announced of a planning session.</summary>
public enum NewsKind
{
    /// <summary>Its title, its leader, its as-of date, or anything else that is not one of the others.</summary>
    Session,

    /// <summary>A change set.</summary>
    Change,

    /// <summary>Imported data, taken over or back.</summary>
    Import,

    /// <summary>A stock move.</summary>
    Move,
}

/// <summary>What a write changed of a planning session, for the screens that show it.</summary>
/// <param name="Kind">What.</param>
/// <param name="ChangeId">The change set.</param>
/// <param name="SeriesNos">The numbers of the series whose plan changed; null for any of them.</param>
public sealed record SessionNews(NewsKind Kind, Guid? ChangeId = null, IReadOnlyList<int>? SeriesNos = null)
{
    /// <summary>Most series that are named; with more, any may have changed.</summary>
    public const int MaxSeries = 200;

    /// <summary>Something about a session itself.</summary>
    public static readonly SessionNews OfSession = new(NewsKind.Session);

    /// <summary>Imported data.</summary>
    public static readonly SessionNews OfImport = new(NewsKind.Import);

    /// <summary>A change set.</summary>
    /// <param name="changeId">Its id.</param>
    /// <param name="seriesNos">The series whose plan it changed.</param>
    /// <param name="kind"><see cref="NewsKind.Move"/> when there are stock moves in it.</param>
    public static SessionNews OfChange(Guid changeId, IReadOnlyCollection<int> seriesNos, NewsKind kind = NewsKind.Change) =>
        new(kind, changeId, seriesNos.Count > MaxSeries ? null : [.. seriesNos]);
}
