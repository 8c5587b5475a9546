using PsiErp.Data;
using PsiErp.Files;
using PsiErp.Planning;

namespace PsiErp.Pages.Sessions;

/// <summary>The part of the horizon that the grid shows.</summary>
public sealed record PsiWindow(Bucket Bucket, DateOnly From, DateOnly To)
{
    private const int DaysShown = 62;
    private const int DaysBeforeToday = 4;

    /// <summary>What was asked for, or what is useful: in days some two months around today, else everything.</summary>
    /// <remarks>What is asked for outside the years in which plans are begins and ends with them.</remarks>
    public static PsiWindow Of(Bucket bucket, DateOnly? from, DateOnly? to, DateOnly first, DateOnly last, DateOnly today)
    {
        (from, to) = (DateText.Clamp(from), DateText.Clamp(to));
        if (bucket != Bucket.Day || last.DayNumber - first.DayNumber < DaysShown)
            return new PsiWindow(bucket, from ?? first, to ?? last);

        var start = today > first && today <= last ? today.AddDays(-DaysBeforeToday) : first;
        start = from ?? (start < first ? first : start);
        var end = start.AddDays(DaysShown - 1);
        return new PsiWindow(bucket, start, to ?? (end > last ? last : end));
    }

    /// <summary>What a page shows of the series of a SKU.</summary>
    public static PsiWindow Of(IReadOnlyList<Series> series, Bucket bucket, DateOnly? from, DateOnly? to, DateOnly today)
    {
        var (first, last) = HorizonOf(series);
        return Of(bucket, from, to, first, last, today);
    }

    /// <summary>The first and the last day of some series.</summary>
    public static (DateOnly First, DateOnly Last) HorizonOf(IReadOnlyList<Series> series) =>
        (series.Min(one => one.Summary.FirstDate) ?? default, series.Max(one => one.Summary.LastDate) ?? default);

    /// <summary>The days of the window, gathered into its buckets.</summary>
    public ProjectedDay[] Gather(ProjectedDay[] days)
    {
        var start = Array.FindIndex(days, day => day.Date >= From);
        var end = Array.FindLastIndex(days, day => day.Date <= To);
        return start < 0 || end < start ? [] : Buckets.Gather(new ArraySegment<ProjectedDay>(days, start, end - start + 1), Bucket);
    }

    /// <summary>The edits of the window; of a week or month one that has whatever was edited on its days.</summary>
    public IEnumerable<DayEdit> GatherEdits(IEnumerable<DayEdit> edits)
    {
        var within = edits.Where(edit => edit.Date >= From && edit.Date <= To);
        if (Bucket == Bucket.Day) return within;
        return within.GroupBy(edit => Buckets.StartOf(edit.Date, Bucket)).Select(bucket => new DayEdit(
            bucket.Key,
            bucket.Select(edit => edit.Production).FirstOrDefault(value => value is not null),
            bucket.Select(edit => edit.Sales).FirstOrDefault(value => value is not null),
            bucket.Select(edit => edit.Safety).FirstOrDefault(value => value is not null)));
    }
}
