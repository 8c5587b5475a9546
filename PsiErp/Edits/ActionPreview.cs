using PsiErp.Data;
using PsiErp.Planning;

namespace PsiErp.Edits;

/// <summary>What lists show of a series, or of many added up.</summary>
/// <param name="Production">Units in.</param>
/// <param name="Sales">Units out.</param>
/// <param name="Closing">Stock after the last day.</param>
/// <param name="Urgency">How soon it should be looked at; see <see cref="FirstAlert.Urgency"/>.</param>
public readonly record struct ListedFigures(decimal Production, decimal Sales, decimal Closing, int Urgency);

/// <summary>Figures over the series that an action is about.</summary>
public sealed class ActionFigures
{
    public decimal Production { get; private set; }
    public decimal Sales { get; private set; }
    public decimal Closing { get; private set; }
    public int StockOuts { get; private set; }
    public int Shortages { get; private set; }
    public int Overs { get; private set; }

    internal void Add(ListedFigures series)
    {
        Production += series.Production;
        Sales += series.Sales;
        Closing += series.Closing;
        if (series.Urgency < FirstAlert.UrgencyFrom(Alert.Shortage)) StockOuts++;
        else if (series.Urgency < FirstAlert.UrgencyFrom(Alert.Over)) Shortages++;
        else if (series.Urgency < FirstAlert.NotUrgent) Overs++;
    }
}

/// <summary>A value that an action would change.</summary>
public sealed record ActionCell(SeriesKey Series, DateOnly Date, EditField Field, decimal? Before, decimal? After);

/// <summary>What an action would do.</summary>
public sealed class ActionPreview
{
    /// <summary>Cells that are told.</summary>
    public const int MaxTold = 200;

    private readonly List<ActionCell> _told = [];

    /// <summary>Series that are meant.</summary>
    public int Series { get; private set; }

    /// <summary>Those of them that change.</summary>
    public int ChangedSeries { get; private set; }

    /// <summary>Values that change.</summary>
    public int Cells { get; private set; }

    /// <summary>Figures over the series that are meant, as they are.</summary>
    public ActionFigures Before { get; } = new();

    /// <summary>As they would be.</summary>
    public ActionFigures After { get; } = new();

    /// <summary>The first values that change; null is the imported value.</summary>
    public IReadOnlyList<ActionCell> Told => _told;

    internal void Add(ListedFigures before, ChangedSeries? changed)
    {
        Series++;
        Before.Add(before);
        var after = changed?.Summary;
        After.Add(after is null ? before : new ListedFigures(after.TotalProduction, after.TotalSales, after.Closing, after.Urgency));
        if (changed is null) return;
        ChangedSeries++;
        Cells += changed.Cells.Count;
        _told.AddRange(changed.Cells.Take(MaxTold - _told.Count)
            .Select(cell => new ActionCell(changed.Series.Key, cell.Date, cell.Field, cell.Before, cell.After)));
    }
}
