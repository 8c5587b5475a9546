using PsiErp.Data;
using PsiErp.Planning;

namespace PsiErp.Plan;

/// <summary>The stock of two sessions, day by day, week by week or month by month.</summary>
/// <param name="Here">The one session.</param>
/// <param name="There">The other one.</param>
/// <param name="Bucket">How wide the columns of the chart are.</param>
/// <param name="Rows">By the first day of each.</param>
public sealed record CompareTotals(
    PlanningSession Here, PlanningSession There, Bucket Bucket, IReadOnlyList<(DateOnly Date, decimal Here, decimal There)> Rows)
{
    /// <summary>Puts two sessions beside each other; where one has no row, its stock is what it was.</summary>
    public static CompareTotals Of(
        PlanningSession here, PlanningSession there, IReadOnlyList<BucketTotal> mine, IReadOnlyList<BucketTotal> theirs)
    {
        var dates = mine.Concat(theirs).Select(total => total.Date).ToHashSet();
        var span = dates.Count == 0 ? 0 : dates.Max().DayNumber - dates.Min().DayNumber;
        var bucket = Buckets.OfChart(span);
        var (ours, others) = (mine.ToDictionary(total => total.Date), theirs.ToDictionary(total => total.Date));
        var rows = new SortedDictionary<DateOnly, (decimal Here, decimal There)>();
        var (stockHere, stockThere) = (0m, 0m);
        foreach (var date in dates.Order())
        {
            if (ours.TryGetValue(date, out var own)) stockHere = own.Closing;
            if (others.TryGetValue(date, out var other)) stockThere = other.Closing;
            rows[Buckets.StartOf(date, bucket)] = (stockHere, stockThere);
        }
        return new CompareTotals(here, there, bucket, [.. rows.Select(row => (row.Key, row.Value.Here, row.Value.There))]);
    }
}
