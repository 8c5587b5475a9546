namespace PsiErp.Planning;

/// <summary>What lists show of a series over its whole horizon, so that they need not roll it forward.</summary>
public sealed record SeriesSummary
{
    /// <summary>
    /// The rules that summaries are made by; one more with every change of what a figure means, so that those that are stored
    /// are made anew.
    /// </summary>
    public const int Rules = 3;

    /// <summary>First and last day of the series; null without days.</summary>
    public DateOnly? FirstDate { get; init; }

    /// <inheritdoc cref="FirstDate"/>
    public DateOnly? LastDate { get; init; }

    /// <summary>Days that the series has a row for, imported or edited.</summary>
    public int Days { get; init; }

    /// <summary>Opening stock of the first day.</summary>
    public decimal Opening { get; init; }

    public decimal TotalProduction { get; init; }
    public decimal TotalSales { get; init; }

    /// <summary>Closing stock of the last day.</summary>
    public decimal Closing { get; init; }

    /// <summary>
    /// Lowest closing stock of the days after the as-of date, and the first day it is met on; the last day's where there is none.
    /// </summary>
    public decimal LowestStock { get; init; }

    /// <inheritdoc cref="LowestStock"/>
    public DateOnly? LowestDate { get; init; }

    /// <summary>First day with closing stock under 0, and how many there are.</summary>
    public DateOnly? StockOutDate { get; init; }

    /// <inheritdoc cref="StockOutDate"/>
    public int StockOutDays { get; init; }

    /// <summary>First day with closing stock under safety stock, how many there are, and by how much at most: safety − closing.</summary>
    public DateOnly? ShortageDate { get; init; }

    /// <inheritdoc cref="ShortageDate"/>
    public int ShortageDays { get; init; }

    /// <inheritdoc cref="ShortageDate"/>
    public decimal ShortageQuantity { get; init; }

    /// <summary>
    /// First day with closing stock over 1.5 × standard, how many there are, and by how much at most: closing − 1.5 × standard.
    /// </summary>
    public DateOnly? OverDate { get; init; }

    /// <inheritdoc cref="OverDate"/>
    public int OverDays { get; init; }

    /// <inheritdoc cref="OverDate"/>
    public decimal OverQuantity { get; init; }

    /// <summary>
    /// First day whose opening stock was counted, and is not what the plan says; by how much the count is more (+) or less (−).
    /// </summary>
    public DateOnly? CountDiffersDate { get; init; }

    /// <inheritdoc cref="CountDiffersDate"/>
    public decimal CountDifference { get; init; }

    /// <summary>Production that isn't needed; see <see cref="Planning.SurplusOrders"/>.</summary>
    public DateOnly? SurplusDate { get; init; }

    /// <inheritdoc cref="SurplusDate"/>
    public int SurplusOrders { get; init; }

    /// <inheritdoc cref="SurplusDate"/>
    public decimal SurplusQuantity { get; init; }

    /// <summary>What is missing of its data.</summary>
    public DataGaps Gaps { get; init; }

    /// <summary>How soon somebody should look at the series; see <see cref="FirstAlert.Urgency"/>.</summary>
    public int Urgency { get; init; } = FirstAlert.NotUrgent;

    /// <summary>Its days in short, as <see cref="PlanLine"/> writes them; null without days.</summary>
    public byte[]? Line { get; init; }

    /// <summary>
    /// Days of supply of the first closing stock after the as-of date, and whether it outlasts the horizon.
    /// </summary>
    public decimal DaysOfSupply { get; init; }

    /// <inheritdoc cref="DaysOfSupply"/>
    public bool DaysOfSupplyBeyond { get; init; }

    /// <summary>The summary of a projected series.</summary>
    /// <param name="days">All its days, ascending.</param>
    public static SeriesSummary Of(ReadOnlySpan<ProjectedDay> days)
    {
        if (days.IsEmpty) return new SeriesSummary();
        var planned = 0;
        while (planned < days.Length - 1 && days[planned].IsFact) planned++;
        var summary = new Figures(days[planned]);
        foreach (ref readonly var day in days) summary.Add(day);
        return summary.ToSummary(days, days[planned..]);
    }

    /// <summary>The running figures while the days go by.</summary>
    private ref struct Figures(ProjectedDay firstPlanned)
    {
        private decimal _production, _sales, _lowest = firstPlanned.Closing, _missing, _excess, _difference;
        private DateOnly _lowestDate = firstPlanned.Date;
        private DateOnly? _stockOut, _shortage, _over, _countDiffers;
        private int _daysOut, _daysShort, _daysOver;
        private bool _isSold, _hasLevel;

        public void Add(in ProjectedDay day)
        {
            _production += day.Production;
            _sales += day.Sales;
            _isSold |= day.Sales != 0;
            _hasLevel |= day.Safety > 0 || day.Standard > 0;
            if (day.IsFact) return;
            var closing = day.Closing;
            if (closing < _lowest) (_lowest, _lowestDate) = (closing, day.Date);
            if (closing < 0) (_stockOut, _daysOut) = (_stockOut ?? day.Date, _daysOut + 1);
            if (closing < day.Safety)
            {
                (_shortage, _daysShort) = (_shortage ?? day.Date, _daysShort + 1);
                _missing = Math.Max(_missing, day.Safety.Value - closing);
            }
            if (day.Alert == Alert.Over)
            {
                (_over, _daysOver) = (_over ?? day.Date, _daysOver + 1);
                _excess = Math.Max(_excess, Math.Round(closing - 1.5m * day.Standard!.Value, Quantity.Decimals));
            }
            if (_countDiffers is null && day.CountDiffers)
                (_countDiffers, _difference) = (day.Date, day.Anchor!.Value - day.Opening);
        }

        public readonly SeriesSummary ToSummary(ReadOnlySpan<ProjectedDay> days, ReadOnlySpan<ProjectedDay> planned)
        {
            var supply = Planning.DaysOfSupply.OfFirst(planned);
            var surplus = Planning.SurplusOrders.Of(days);
            return new SeriesSummary
            {
                FirstDate = days[0].Date,
                LastDate = days[^1].Date,
                Days = days.Length,
                Opening = days[0].Opening,
                TotalProduction = _production,
                TotalSales = _sales,
                Closing = days[^1].Closing,
                LowestStock = _lowest,
                LowestDate = _lowestDate,
                StockOutDate = _stockOut,
                StockOutDays = _daysOut,
                ShortageDate = _shortage,
                ShortageDays = _daysShort,
                ShortageQuantity = _missing,
                OverDate = _over,
                OverDays = _daysOver,
                OverQuantity = _excess,
                CountDiffersDate = _countDiffers,
                CountDifference = _difference,
                SurplusDate = surplus.First,
                SurplusOrders = surplus.Orders,
                SurplusQuantity = surplus.Quantity,
                Gaps = (_isSold ? 0 : DataGaps.NoSales) | (_hasLevel ? 0 : DataGaps.NoLevels),
                Urgency = FirstAlert.Of(_stockOut, _shortage, _over).Urgency,
                Line = PlanLine.Of(days),
                DaysOfSupply = supply.Days,
                DaysOfSupplyBeyond = supply.Beyond,
            };
        }
    }
}
