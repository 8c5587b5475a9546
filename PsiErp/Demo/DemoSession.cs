using Microsoft.EntityFrameworkCore;
using PsiErp.Accounts;
using PsiErp.Data;
using PsiErp.Files;
using PsiErp.Hosting;
using PsiErp.Import;
using PsiErp.Sessions;

namespace PsiErp.Demo;

/// <summary>
/// The plan that a newcomer finds: made up, but with the rhythm of a real one, and with something to mend in it.
/// </summary>
public sealed class DemoSession(
    PsiDb db, PlanningSessions sessions, PlanImport import, Settings settings, TimeProvider clock, ILogger<DemoSession> log)
{
    /// <summary>Days before and after today that the demo covers.</summary>
    private const int DaysBefore = 14, DaysAfter = 76;

    /// <summary>Creates the demo as the leader while there is no session at all.</summary>
    public async Task EnsureAsync(CancellationToken ct)
    {
        if (await db.Sessions.AnyAsync(ct)) return;
        if (await db.Users.OrderBy(user => user.CreatedAt).FirstOrDefaultAsync(user => user.IsAdmin, ct) is not { } admin) return;

        var actor = new Actor(admin.Id, admin.Username, admin.IsAdmin);
        var demo = await sessions.CreateAsync("デモ計画 / Demo plan", "Made-up data: 40 SKUs, 3 warehouses, 3 channels, 90 days", actor, ct);
        using var file = new MemoryStream();
        await WideCsvWriter.WriteAsync(file, Lines(settings.DateOf(clock.GetUtcNow()).AddDays(-DaysBefore)).ToAsyncEnumerable(), ct);
        file.Position = 0;
        await import.ImportAsync(demo.Id, new UploadedFile("demo.csv", file), ImportMode.Merge, ReadingOptions.None, actor, ct);
        await sessions.MakeLeaderAsync(demo.Id, actor, ct);
        log.LogInformation("Loaded the demo session '{Title}'", demo.Title);
    }

    private static IEnumerable<WidePlanLine> Lines(DateOnly start)
    {
        var number = 0;
        foreach (var sku in DemoCatalog.Skus)
        {
            foreach (var place in DemoCatalog.Places)
            {
                foreach (var line in new DemoSeries(sku, place, number++).Lines(start, DaysBefore + DaysAfter)) yield return line;
            }
        }
    }
}
