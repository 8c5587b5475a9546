using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PsiErp.Accounts;
using PsiErp.Data;
using PsiErp.Edits;
using PsiErp.Files;
using PsiErp.Hosting;
using PsiErp.Import;
using PsiErp.Planning;
using PsiErp.Sessions;

namespace PsiErp.Demo;

/// <summary>
/// The plan that a newcomer finds: made up, but with the rhythm of a real one, and with something of every kind to mend in it.
/// </summary>
public sealed class DemoSession(
    PsiDb db, PlanningSessions sessions, DemoMasters masters, PlanImport import, PlanEdits edits, Comments comments, Settings settings,
    TimeProvider clock, ILogger<DemoSession> log)
{
    private const string Title = "デモ計画 / Demo plan";

    /// <summary>The file that its plan is loaded from, by which it is known, whatever people call it.</summary>
    private const string File = "psi-demo.csv";

    private DateOnly Today => settings.DateOf(clock.GetUtcNow());

    /// <summary>Creates the demo as the leader while there is no session at all.</summary>
    public async Task EnsureAsync(CancellationToken ct)
    {
        if (await db.Sessions.AnyAsync(ct)) return;
        if (await db.Users.OrderBy(user => user.CreatedAt).FirstOrDefaultAsync(user => user.IsAdmin, ct) is not { } admin) return;

        var actor = new Actor(admin.Id, admin.Username, admin.IsAdmin);
        var demo = await LoadAsync(Title, actor, ct);
        await sessions.MakeLeaderAsync(demo.Id, actor, ct);
    }

    /// <summary>Loads the demo of today into a new session. Masters that it needs are added where they are missing.</summary>
    /// <param name="actor">Who wants to see it.</param>
    /// <param name="ct">Cancels; the session may be there then, without all of its plan.</param>
    public Task<PlanningSession> LoadAsync(Actor actor, CancellationToken ct) =>
        LoadAsync(string.Create(CultureInfo.InvariantCulture, $"{Title} {Today:yyyy-MM-dd}"), actor, ct);

    /// <summary>The newest demo that is there, or null; a copy of one is none.</summary>
    public Task<PlanningSession?> FindAsync(CancellationToken ct) => db.Sessions.AsNoTracking()
        .Where(session => db.BaseVersions.Any(version => version.SessionId == session.Id && version.FileName == File))
        .OrderByDescending(session => session.CreatedAt).FirstOrDefaultAsync(ct);

    /// <summary>The extract of the newest demo that is there; of today's where there is none.</summary>
    public async Task<DemoExtract> ExtractAsync(CancellationToken ct) =>
        new(await FindAsync(ct) is { } demo ? settings.DateOf(demo.CreatedAt) : Today);

    private async Task<PlanningSession> LoadAsync(string title, Actor actor, CancellationToken ct)
    {
        await masters.AddAsync(new Caller(actor.Id, actor.Username, Guid.Empty, actor.Origin, IsRecent: false), ct);
        var demo = await sessions.CreateAsync(title, "作り話のデータです。/ Made-up data: 41 SKUs, 3 warehouses, 3 channels, 90 days.", actor, ct);
        var extract = new DemoExtract(Today);
        using var file = new MemoryStream();
        await WideCsvWriter.WriteAsync(file, extract.Today().ToAsyncEnumerable(), ct);
        file.Position = 0;
        var counted = ReadingOptions.None with { AsOf = new CountedUntil(extract.AsOf) };
        var result = await import.ImportAsync(demo.Id, new UploadedFile(File, file), ImportMode.Merge, counted, actor, ct);
        if (result is not ImportResult.Imported) throw new InvalidOperationException($"The demo does not load: {result}");
        await PlanAsync(demo.Id, actor, ct);
        log.LogInformation("Loaded the demo session '{Title}'", title);
        return (await sessions.FindAsync(demo.Id, ct))!;
    }

    /// <summary>What planners have done to it since: noted why, and pulled a delivery forward.</summary>
    private async Task PlanAsync(Guid demoId, Actor actor, CancellationToken ct)
    {
        var (sku, warehouse, channel, from, to) = DemoStory.Promotion;
        var promoted = new CommentedCells(
            new SeriesKey(sku, warehouse, channel), EditField.OutboundQty.WireName(), Today.AddDays(from), Today.AddDays(to));
        await comments.AddAsync(demoId, [promoted], "販促：ふだんの約2.6倍 / Promotion: about 2.6 times the usual sales", actor, ct);

        var pulled = new SeriesKey("GEN-100", "大阪DC", "online");
        await edits.ApplyAsync(
            demoId, [new PlanEdit(pulled, Today.AddDays(2)) { [EditField.InboundQty] = new FieldEdit(30) }], actor, ct,
            note: "前倒し入庫 / Pulled forward");
    }
}
