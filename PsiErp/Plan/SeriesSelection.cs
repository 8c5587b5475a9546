using PsiErp.Data;
using PsiErp.Planning;

namespace PsiErp.Plan;

/// <summary>What becomes of series whose alert somebody has put off.</summary>
public enum Snoozed
{
    /// <summary>They are listed like all others.</summary>
    Show,

    /// <summary>They are left out until the day that they were put off to.</summary>
    Hide,

    /// <summary>They alone are listed.</summary>
    Only,
}

/// <summary>Some alerts, each once; equal to others that are the same.</summary>
public readonly record struct SeriesAlerts
{
    private readonly int _bits;

    private SeriesAlerts(int bits) => _bits = bits;

    /// <summary>Whether there is none.</summary>
    public bool IsEmpty => _bits == 0;

    /// <summary>Each of them, the gravest first.</summary>
    public IEnumerable<SeriesAlert> Each
    {
        get
        {
            var bits = _bits;
            return Enum.GetValues<SeriesAlert>().Where(alert => (bits & (1 << (int)alert)) != 0);
        }
    }

    /// <summary>Those that are named.</summary>
    public static SeriesAlerts Of(IEnumerable<SeriesAlert> alerts) =>
        new(alerts.Aggregate(0, (bits, alert) => bits | (1 << (int)alert)));
}

/// <summary>
/// Which series of a session are meant. Texts are found as a part of what the series has, in any case; after a <c>=</c> they
/// are the whole of it, as it is written.
/// </summary>
public sealed record SeriesSelection
{
    /// <summary>Every series.</summary>
    public static SeriesSelection All { get; } = new();

    /// <summary>Parts of the three keys.</summary>
    public SeriesFilter Keys { get; init; } = new();

    /// <summary>Words, each of which is in a key, the name or a category.</summary>
    public string? Text { get; init; }

    /// <summary>The numbers of the series that <see cref="Text"/> is in, where they are known; equal to none but itself.</summary>
    public IReadOnlyList<int>? Found { get; init; }

    public string? Category1 { get; init; }
    public string? Category2 { get; init; }
    public string? Category3 { get; init; }
    public string? FwRank { get; init; }
    public string? SsRank { get; init; }

    /// <summary>Where the warehouse stands, by the master data of warehouses.</summary>
    public string? Region { get; init; }

    /// <summary>Of these any one; none means every series.</summary>
    public SeriesAlerts Alerts { get; init; }

    /// <summary>The first stock-out is before this day.</summary>
    public DateOnly? StockOutBefore { get; init; }

    /// <summary>The alert holds on more than so many days; of surplus orders, there are more than so many.</summary>
    public int? MoreThanDays { get; init; }

    /// <summary>The alert is larger than so many units at its worst.</summary>
    public decimal? MoreThanUnits { get; init; }

    /// <summary>Whether the series calls for something graver than before the last import.</summary>
    public bool IsNew { get; init; }

    /// <summary>What becomes of series whose alert is put off.</summary>
    public Snoozed Snoozed { get; init; }

    /// <summary>The alerts that sizes are asked of: those that are named, or else whatever is gravest.</summary>
    public SeriesAlerts Sized =>
        Alerts.IsEmpty && (MoreThanDays ?? MoreThanUnits) is not null
            ? SeriesAlerts.Of([SeriesAlert.StockOut, SeriesAlert.Shortage, SeriesAlert.Over])
            : Alerts;

    /// <summary>The only alert that is asked for, if nothing else is.</summary>
    public SeriesAlert? OnlyAlert => Alerts.Each.ToList() is [var alert] && this == All with { Alerts = Alerts } ? alert : null;

    /// <summary>Whether master data decides which series are meant, too.</summary>
    public bool AsksMasterData => Alerts.Each.Contains(SeriesAlert.Potential)
        || new[] { Text, Category1, Category2, Category3, Region, Keys.Channel }.Any(text => !string.IsNullOrEmpty(text));

    /// <summary>The same without what is asked of the stock: what key figures are counted over.</summary>
    public SeriesSelection Whole => this with
    {
        Alerts = default,
        StockOutBefore = null,
        MoreThanDays = null,
        MoreThanUnits = null,
        IsNew = false,
    };
}
