using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.WebUtilities;
using PsiErp.Plan;
using PsiErp.Planning;
using PsiErp.Web;

namespace PsiErp.Moves;

/// <summary>Which series are to be helped: those that are picked, or those that filters leave. All of their SKUs may give.</summary>
/// <param name="Query">The filters, as the address of the worklist has them.</param>
/// <param name="Numbers">The numbers of series that are picked; none for all that the filters leave.</param>
public sealed record ProposalScope(string Query, IReadOnlyList<int> Numbers)
{
    /// <summary>What the filters mean.</summary>
    [JsonIgnore]
    public SeriesSelection Selection
    {
        get
        {
            var values = QueryHelpers.ParseQuery(Query);
            return SeriesSelectionQuery.Of(name => values.TryGetValue(name, out var value) ? value.ToString() : null)
                .ToSelection(new QueryText());
        }
    }
}

/// <summary>What is to be proposed.</summary>
/// <param name="Mode">What is looked for.</param>
/// <param name="Method">By what moves are found.</param>
/// <param name="Aim">Up to which level production is proposed.</param>
/// <param name="From">The first day on which something may leave.</param>
/// <param name="To">The last day that is looked at.</param>
/// <param name="Scope">Which series are to be helped.</param>
public sealed record ProposalOrder(
    ProposalMode Mode, MoveMethod Method, ProductionAim Aim, DateOnly From, DateOnly To, ProposalScope Scope);

/// <summary>What the series of the SKUs that proposals are made for call for.</summary>
/// <param name="Series">How many there are.</param>
/// <param name="StockOuts">Series that run out.</param>
/// <param name="Shortages">Series that go under safety stock, but do not run out.</param>
/// <param name="StockOutDays">Days without stock of all of them.</param>
/// <param name="ShortageDays">Days under safety stock of all of them, those without stock among them.</param>
public sealed record ProposalFigures(int Series, int StockOuts, int Shortages, int StockOutDays, int ShortageDays)
{
    /// <summary>Of nothing.</summary>
    public static ProposalFigures None { get; } = new(0, 0, 0, 0, 0);

    /// <summary>Of the stock of some series.</summary>
    public static ProposalFigures Of(IEnumerable<StockPath> paths)
    {
        var sum = None;
        foreach (var path in paths)
        {
            var (alert, days) = (path.Alert().Alert, path.Days());
            sum += new ProposalFigures(1, alert == Alert.StockOut ? 1 : 0, alert == Alert.Shortage ? 1 : 0, days.StockOuts, days.Shortages);
        }
        return sum;
    }

    /// <summary>Both together.</summary>
    public static ProposalFigures operator +(ProposalFigures a, ProposalFigures b) => new(
        a.Series + b.Series, a.StockOuts + b.StockOuts, a.Shortages + b.Shortages, a.StockOutDays + b.StockOutDays,
        a.ShortageDays + b.ShortageDays);

    /// <summary>One without the other.</summary>
    public static ProposalFigures operator -(ProposalFigures a, ProposalFigures b) => new(
        a.Series - b.Series, a.StockOuts - b.StockOuts, a.Shortages - b.Shortages, a.StockOutDays - b.StockOutDays,
        a.ShortageDays - b.ShortageDays);
}

/// <summary>A series that stays short, and why.</summary>
public sealed record UnmetSeries(
    string SkuCode, string Warehouse, string Channel, Alert Alert, DateOnly Date, UnmetReason Reason, DateOnly? FirstPossible);

/// <summary>What a draft keeps of how it was found.</summary>
/// <param name="Order">What was asked for.</param>
/// <param name="FoundAt">When it was found.</param>
/// <param name="Before">What the series called for then.</param>
/// <param name="After">What they call for with the lines that are chosen.</param>
/// <param name="UnmetCount">How many series stay short.</param>
/// <param name="Unmet">The most urgent of them.</param>
public sealed record ProposalOutcome(
    ProposalOrder Order, DateTimeOffset FoundAt, ProposalFigures Before, ProposalFigures After, int UnmetCount,
    IReadOnlyList<UnmetSeries> Unmet)
{
    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    /// <summary>As it is stored.</summary>
    public string ToText() => JsonSerializer.Serialize(this, Form);

    /// <summary>What was stored.</summary>
    public static ProposalOutcome Of(string text) => JsonSerializer.Deserialize<ProposalOutcome>(text, Form)!;
}
