using System.Globalization;
using PsiErp.Accounts;
using PsiErp.Data;
using PsiErp.Edits;
using PsiErp.Files;
using PsiErp.Hosting;
using PsiErp.Plan;
using PsiErp.Planning;
using PsiErp.Sessions;

namespace PsiErp.Pages.Sessions;

/// <summary>What can be done to selected cells of the grid.</summary>
/// <param name="Others">The sessions that can be copied from.</param>
public sealed record GridActionForm(IReadOnlyList<PlanningSession> Others);

/// <summary>Reads what planners want done to selected cells, shows what it would do, and does it.</summary>
public sealed class GridActions(
    PlanActions actions, PlanningSessions sessions, WorkingDays workingDays, KnownProducts products, GridMetrics metrics, Settings settings,
    TimeProvider clock)
{
    /// <summary>Most rows that are selected at once.</summary>
    public const int MaxRows = 1000;

    private const int OthersShown = 100;

    /// <summary>The form.</summary>
    public async Task<GridActionForm> FormAsync(Guid sessionId, CancellationToken ct) =>
        new([.. (await sessions.ListAsync(null, ct)).Where(other => other.Id != sessionId).Take(OthersShown)]);

    /// <summary>Reads what is wanted.</summary>
    /// <returns>The order, or the name of the text that says what is wrong.</returns>
    public async Task<(PlanActionOrder? Order, string? Problem)> ReadAsync(
        Guid sessionId, string sku, (Bucket Bucket, DateOnly? From, DateOnly? To) columns, GridAction wanted, CancellationToken ct)
    {
        var isFilling = wanted.Kind is PlanActionKind.FillToSafety or PlanActionKind.FillToStandard;
        var editable = MetricRow.Of(await metrics.ListAsync(ct), mainOnly: false, isCounted: false)
            .Select(row => row.Field).OfType<EditField>().ToHashSet();
        var rows = RowsOf(sku, columns, wanted, isFilling).Where(row => editable.Contains(row.Field)
            // A level has no total, and does not go from one day to another
            && (row.Field != EditField.SafetyStock || wanted.Kind is not (PlanActionKind.Shift or PlanActionKind.Spread))).ToList();
        if (rows.Count == 0) return (null, "GridAction.NoRows");
        if (Number(wanted, out var number) is { } problem) return (null, problem);
        if (!int.TryParse(wanted.Weeks ?? "4", CultureInfo.InvariantCulture, out var weeks) || weeks is < 1 or > PlanAction.MaxWeeks)
            return (null, "GridAction.WeeksRange");
        if (wanted.Kind == PlanActionKind.CopyFrom
            && (wanted.Other is not { } other || other == sessionId || !await sessions.ExistsAsync(other, ct)))
            return (null, "Action.OtherMissing");

        var isWorking = await workingDays.OfUsualCalendarAsync(ct);
        var product = (await products.OfAsync([sku], ct)).GetValueOrDefault(sku);
        var action = new PlanAction(wanted.Kind, rows[0].From, rows[0].To)
        {
            Percent = wanted.Kind == PlanActionKind.Scale ? number : 100,
            Days = wanted.Kind == PlanActionKind.Shift ? (int)number : 0,
            Quantity = wanted.Kind is PlanActionKind.Add or PlanActionKind.Set or PlanActionKind.Spread ? number : 0,
            Weeks = weeks,
            Bucket = columns.Bucket,
            IsWorking = isWorking,
            Decimals = product?.Decimals,
            Terms = isFilling
                ? new ProductionTerms(
                    settings.DateOf(clock.GetUtcNow()), isWorking, product?.LeadTimeDays ?? 0, product?.MinimumOrder ?? 0,
                    product?.LotMultiple ?? 1)
                : null,
        };
        return (new PlanActionOrder(action, null)
        {
            Keys = [.. rows.Select(row => row.Series).Distinct()],
            Rows = rows,
            FromSession = wanted.Kind == PlanActionKind.CopyFrom ? wanted.Other : null,
        }, null);
    }

    /// <summary>The plan of the SKU as it would be.</summary>
    public Task<TriedPlan?> TryAsync(Guid sessionId, PlanActionOrder order, SkuPlan plan, CancellationToken ct) =>
        actions.TryAsync(sessionId, order, plan, ct);

    /// <summary>Does it, as one change.</summary>
    internal async Task<GridOutcome> ApplyAsync(Guid sessionId, PlanActionOrder order, Actor actor, CancellationToken ct) =>
        await actions.ApplyAsync(sessionId, order, actor, ct) is { } change
            ? new GridOutcome.Applied(change.Cells, change.At, change.Cells > 0 ? change.Id : null)
            : new GridOutcome.Gone();

    private static IEnumerable<ActionRow> RowsOf(
        string sku, (Bucket Bucket, DateOnly? From, DateOnly? To) columns, GridAction wanted, bool isFilling)
    {
        // A week at the edge of what is shown has the days that it shows
        var (first, last) = (DateText.Clamp(columns.From) ?? DateOnly.MinValue, DateText.Clamp(columns.To) ?? DateOnly.MaxValue);
        var rows = wanted.Rows!.OfType<GridActionRow>().Select(row => new ActionRow(
            new SeriesKey(sku, row.Warehouse ?? "", row.Channel ?? ""), isFilling ? EditField.InboundQty : row.Field,
            Later(DateText.Clamp(row.From)!.Value, first), Earlier(Buckets.EndOf(DateText.Clamp(row.To)!.Value, columns.Bucket), last)));
        // A selection of several rows of a series is filled once
        return isFilling ? rows.Distinct() : rows;
    }

    private static DateOnly Later(DateOnly one, DateOnly other) => one > other ? one : other;

    private static DateOnly Earlier(DateOnly one, DateOnly other) => one < other ? one : other;

    private static string? Number(GridAction wanted, out decimal number)
    {
        number = 0;
        if (wanted.Kind is not (PlanActionKind.Scale or PlanActionKind.Shift or PlanActionKind.Add or PlanActionKind.Set
            or PlanActionKind.Spread)) return null;
        var sign = wanted.Number?.Trim() is ['-' or '−' or '－' or '▲' or '△', ..] ? -1 : 1;
        var text = wanted.Number?.Trim().TrimStart('-', '−', '－', '▲', '△', '+', '＋').TrimEnd('%', '％');
        if (CellInput.ReadPasted(text, out var read) is { } unreadable) return unreadable;
        if (read is not { } value) return "Action.Unreadable";
        number = sign * value;
        return wanted.Kind switch
        {
            PlanActionKind.Scale when number is < 0 or > PlanAction.MaxPercent => "Action.PercentRange",
            PlanActionKind.Shift when number != Math.Truncate(number) || Math.Abs(number) is 0 or > PlanAction.MaxShift =>
                "Action.ShiftRange",
            PlanActionKind.Set or PlanActionKind.Spread when number < 0 => "Cell.Negative",
            _ => null,
        };
    }
}
