using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using PsiErp.Data;
using PsiErp.Hosting;
using PsiErp.Planning;

namespace PsiErp.Plan;

/// <summary>Finds series by what they call for, by what somebody has put off, and by what an import brought.</summary>
public sealed class AlertedSeries(PsiDb db, Settings settings, TimeProvider clock)
{
    /// <summary>Urgencies divided by this are the same for the same alert; see <see cref="FirstAlert.UrgencyFrom"/>.</summary>
    private static readonly int Rank = FirstAlert.UrgencyFrom(Alert.Shortage);

    private static readonly int OverFrom = FirstAlert.UrgencyFrom(Alert.Over);

    /// <summary>The day that lead times are counted from, and that what is put off is compared with.</summary>
    public DateOnly Today => settings.DateOf(clock.GetUtcNow());

    /// <summary>Whether anything of a session is put off today.</summary>
    public Task<bool> HasPutOffAsync(Guid sessionId, CancellationToken ct)
    {
        var today = Today;
        return db.Snoozes.AnyAsync(snooze => snooze.SessionId == sessionId && snooze.Until > today, ct);
    }

    /// <summary>Whether any series of a session can call for something graver than before the last import.</summary>
    public Task<bool> CanBeNewAsync(Guid sessionId, CancellationToken ct) => LastImport(sessionId).AnyAsync(ct);

    /// <summary>Keeps the series that a selection asks for by their alerts.</summary>
    public IQueryable<Series> Of(IQueryable<Series> series, Guid sessionId, SeriesSelection which)
    {
        if (which.IsNew) series = New(series, sessionId);
        if (which.Snoozed == Snoozed.Only)
        {
            var snoozed = PutOff(sessionId).Select(pair => pair.Series.SeriesNo);
            series = series.Where(s => snoozed.Contains(s.SeriesNo));
        }
        var isHiding = which.Snoozed == Snoozed.Hide;
        if (which.Sized.IsEmpty) return isHiding ? WithoutGravest(series, sessionId) : series;
        return series.Where(which.Sized.Each
            .Select(alert => Rule(sessionId, alert, which, isHiding)).Aggregate(AlertRules.Either));
    }

    /// <summary>Series that call for something graver than before the last import, among those that it touched.</summary>
    private IQueryable<Series> New(IQueryable<Series> series, Guid sessionId)
    {
        var version = LastImport(sessionId);
        var images = db.SeriesImages.Where(image => image.SessionId == sessionId && version.Contains(image.Version));
        return series.Where(s => s.Summary.Urgency < FirstAlert.NotUrgent
            && images.Any(image => image.SeriesNo == s.SeriesNo)
            && !images.Any(image => image.SeriesNo == s.SeriesNo && image.IsBefore
                && image.Summary.Urgency / Rank <= s.Summary.Urgency / Rank));
    }

    /// <summary>The version that the last import made; none after the first, before which nothing could have been less grave.</summary>
    private IQueryable<int> LastImport(Guid sessionId) => db.BaseVersions.Where(import => import.SessionId == sessionId
            && db.Sessions.IgnoreQueryFilters().Any(session => session.Id == sessionId && session.Version == import.Version)
            && db.BaseVersions.Any(before => before.SessionId == sessionId && before.Version == import.Before && before.Rows > 0))
        .Select(import => import.Version);

    private Expression<Func<Series, bool>> Rule(Guid sessionId, SeriesAlert alert, SeriesSelection which, bool isHiding)
    {
        var rule = AlertRules.Of(alert, which.MoreThanDays, which.MoreThanUnits);
        if (alert == SeriesAlert.Potential) rule = AlertRules.Both(rule, WithinLeadTime());
        if (!isHiding || alert is SeriesAlert.Edited or SeriesAlert.None) return rule;
        var stored = alert == SeriesAlert.Potential ? SeriesAlert.StockOut : alert;
        var snoozed = PutOff(sessionId).Where(pair => pair.Snooze.Alert == stored).Select(pair => pair.Series.SeriesNo);
        return AlertRules.Both(rule, s => !snoozed.Contains(s.SeriesNo));
    }

    /// <summary>Of series that run out, those that do so before what is ordered today arrives.</summary>
    private Expression<Func<Series, bool>> WithinLeadTime()
    {
        var today = Today.DayNumber;
        var products = db.Products;
        // The longest lead time bounds the walk along the index of urgencies
        return s => s.Summary.Urgency <= today + products.Max(product => product.LeadTimeDays)
            && products.Any(product => product.SkuCode == s.SkuCode && s.Summary.Urgency <= today + product.LeadTimeDays);
    }

    private IQueryable<Series> WithoutGravest(IQueryable<Series> series, Guid sessionId)
    {
        var snoozed = PutOff(sessionId)
            .Where(pair => pair.Snooze.Alert == (pair.Series.Summary.Urgency < Rank ? SeriesAlert.StockOut
                : pair.Series.Summary.Urgency < OverFrom ? SeriesAlert.Shortage : SeriesAlert.Over)
                && pair.Series.Summary.Urgency < FirstAlert.NotUrgent)
            .Select(pair => pair.Series.SeriesNo);
        return series.Where(s => !snoozed.Contains(s.SeriesNo));
    }

    /// <summary>What is put off today, with its series. Few, so that lists compare numbers rather than keys.</summary>
    private IQueryable<Pair> PutOff(Guid sessionId)
    {
        var today = Today;
        return db.Snoozes.Where(snooze => snooze.SessionId == sessionId && snooze.Until > today).Join(
            db.Series.Where(series => series.SessionId == sessionId),
            snooze => new { snooze.SkuCode, snooze.WarehouseName, snooze.Channel },
            series => new { series.SkuCode, series.WarehouseName, series.Channel },
            (snooze, series) => new Pair { Snooze = snooze, Series = series });
    }

    private sealed class Pair
    {
        public required AlertSnooze Snooze { get; init; }
        public required Series Series { get; init; }
    }
}
