using Microsoft.EntityFrameworkCore;
using PsiErp.Data;
using PsiErp.Data.Providers;
using PsiErp.Sessions;

namespace PsiErp.Import;

/// <summary>
/// The versions of base data that go: previews that nobody took over, imports that failed, and what lies further back than the
/// last three.
/// </summary>
public sealed class OldVersions(PsiDb db, IDatabase database, SessionWrite write, TimeProvider clock)
{
    /// <summary>How far back, and forward again, one can go.</summary>
    private const int Steps = 2;

    /// <summary>Removes what is over.</summary>
    public async Task RemoveAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var sessions = await db.BaseVersions.Where(version => version.ExpiresAt <= now).Select(version => version.SessionId)
            .Union(db.BaseVersions.Where(version => version.HasRows).GroupBy(version => version.SessionId)
                .Where(versions => versions.Count() > Steps + 1).Select(versions => versions.Key))
            .ToListAsync(ct);
        foreach (var session in sessions)
        {
            var going = await write.RunAsync(
                session, actor: null, (locked, time) => ForgetAsync(locked, time, ct), ct, evenIfDeleted: true);
            foreach (var version in going ?? []) await RemoveAsync(version, ct);
        }
    }

    /// <summary>Decides what goes, while nobody can go back to it.</summary>
    private async Task<SessionWriteResult<List<BaseVersion>>> ForgetAsync(PlanningSession session, DateTimeOffset now, CancellationToken ct)
    {
        var versions = await db.BaseVersions.Where(version => version.SessionId == session.Id && version.HasRows).ToListAsync(ct);
        var kept = Kept(versions.ToDictionary(version => version.Version), session.Version);
        var going = versions.Where(version => version.ExpiresAt is { } until ? until <= now : !kept.Contains(version.Version)).ToList();
        foreach (var version in going) version.IsKept = false;
        return SessionWrite.Keep(going);
    }

    private static HashSet<int> Kept(Dictionary<int, BaseVersion> versions, int current)
    {
        var kept = new HashSet<int> { current };
        var back = versions.GetValueOrDefault(current);
        for (var step = 0; step < Steps && back?.Before is { } before; step++)
        {
            kept.Add(before);
            back = versions.GetValueOrDefault(before);
        }
        var from = current;
        for (var step = 0; step < Steps; step++)
        {
            var forward = versions.Values.Where(version => version.Before == from && version.Status == BaseVersionStatus.Undone)
                .MaxBy(version => version.Version);
            if (forward is null) break;
            kept.Add(from = forward.Version);
        }
        return kept;
    }

    private async Task RemoveAsync(BaseVersion version, CancellationToken ct)
    {
        await RemoveRowsAsync(version, ct);
        var row = db.BaseVersions.Where(one => one.Id == version.Id);
        if (version.ExpiresAt is null) await row.ExecuteUpdateAsync(set => set.SetProperty(one => one.HasRows, false), ct);
        else await row.ExecuteDeleteAsync(ct);
    }

    private async Task RemoveRowsAsync(BaseVersion version, CancellationToken ct)
    {
        await using var portions = await database.BeginLongWriteAsync(db, ct);
        var rows = db.Base.Where(row => row.SessionId == version.SessionId && row.Version == version.Version);
        if (portions.SeriesAtATime is { } step)
        {
            while (await rows.MinAsync(row => (int?)row.SeriesNo, ct) is { } first)
            {
                await rows.Where(row => row.SeriesNo < first + step).ExecuteDeleteAsync(ct);
                await portions.LetOthersInAsync(ct);
            }
        }
        await rows.ExecuteDeleteAsync(ct);
        await db.SeriesImages.Where(image => image.SessionId == version.SessionId && image.Version == version.Version)
            .ExecuteDeleteAsync(ct);
        await portions.CompleteAsync(ct);
    }
}
