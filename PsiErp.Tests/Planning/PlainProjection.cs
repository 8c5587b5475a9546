using PsiErp.Planning;

namespace PsiErp.Tests.Planning;

/// <summary>The projection as one would do it on paper: find the count, then walk from it to both sides.</summary>
internal static class PlainProjection
{
    public static IEnumerable<(DateOnly Date, decimal Opening, decimal Closing)> Of(BaseDay[] days, DayEdit[] edits)
    {
        var imported = days.ToDictionary(day => day.Date);
        var edited = edits.ToDictionary(edit => edit.Date);
        DateOnly[] dates = [.. imported.Keys.Union(edited.Keys).Order()];
        decimal[] net = [.. dates.Select(date => Flow(date, EditField.InboundQty) - Flow(date, EditField.OutboundQty))];
        var opening = new decimal[dates.Length];

        var hook = Array.FindIndex(dates, date => imported.GetValueOrDefault(date).Opening is not null);
        if (hook >= 0)
        {
            opening[hook] = imported[dates[hook]].Opening!.Value;
        }
        else
        {
            hook = Array.FindIndex(dates, date => imported.GetValueOrDefault(date).Reported is not null);
            if (hook >= 0) opening[hook] = imported[dates[hook]].Reported!.Value - net[hook];
            hook = Math.Max(hook, 0);
        }
        for (var i = hook - 1; i >= 0; i--) opening[i] = opening[i + 1] - net[i];
        for (var i = hook + 1; i < dates.Length; i++) opening[i] = opening[i - 1] + net[i - 1];
        return dates.Select((date, i) => (date, opening[i], opening[i] + net[i]));

        decimal Flow(DateOnly date, EditField field) =>
            edited.GetValueOrDefault(date)[field] ?? imported.GetValueOrDefault(date)[field] ?? 0;
    }
}
