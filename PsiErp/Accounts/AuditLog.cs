using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PsiErp.Data;
using PsiErp.Data.Providers;

namespace PsiErp.Accounts;

/// <summary>Which audit rows are meant; members that are null do not narrow.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Name">Part of the name of who did it or whom it was done to, in any case.</param>
/// <param name="Address">What the client's address begins with.</param>
public sealed record AuditFilter(AuditKind? Kind = null, string? Name = null, string? Address = null);

/// <summary>
/// What happens to accounts, planning sessions and master data, on record: a row in the database, in the transaction of the deed
/// where it has one, and a structured log line. Neither holds secrets, and the line, which goes to whoever collects logs, nobody's name
/// or address. Rows are never deleted by PsiErp.
/// </summary>
public sealed class AuditLog(PsiDb db, TimeProvider time, ILogger<AuditLog> log)
{
    private const int MaxSubject = 300;

    private static readonly BulkColumn[] ChangeColumns =
    [
        new("at", BulkType.Time), new("kind", BulkType.Text), new("actor", BulkType.Text), new("subject", BulkType.Text),
        new("address", BulkType.Text), new("before", BulkType.Text), new("after", BulkType.Text),
    ];

    private static readonly JsonSerializerOptions FactsJson = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Puts something that a signed-in person did on record; it is stored with the next save.</summary>
    public void Add(AuditKind kind, string? subject, Caller by, AuditDetail? detail = null) =>
        Add(kind, by.Username, subject, by.Origin, detail);

    /// <summary>Puts something that was done to a planning session on record; it is stored with the next save.</summary>
    /// <param name="kind">What was done.</param>
    /// <param name="session">To which session, with the title that it has now.</param>
    /// <param name="by">Who did it.</param>
    /// <param name="facts">Counts and names that belong to it.</param>
    public void Add(AuditKind kind, PlanningSession session, Actor by, IReadOnlyDictionary<AuditFact, object> facts) =>
        Add(kind, by.Username, session.Title, by.Origin, session: session.Id,
            facts: facts.Count == 0
                ? null
                : JsonSerializer.Serialize(facts.ToDictionary(fact => SnakeName.Of(fact.Key), fact => fact.Value), FactsJson));

    /// <summary>Puts something on record; it is stored with the next save.</summary>
    /// <param name="kind">What happened.</param>
    /// <param name="actor">Who did it; null when that is not known.</param>
    /// <param name="subject">
    /// Whose account it was done to. Null when nobody has the name that was typed: people type passwords there.
    /// </param>
    /// <param name="origin">Where from.</param>
    /// <param name="detail">What else there is to say.</param>
    /// <param name="session">The planning session that it was done to.</param>
    /// <param name="facts">Counts and names that belong to it, as a JSON object.</param>
    public void Add(
        AuditKind kind, string? actor, string? subject, ClientOrigin? origin, AuditDetail? detail = null, Guid? session = null,
        string? facts = null)
    {
        var entry = new AuditEntry
        {
            At = time.GetUtcNow(),
            Kind = kind,
            Actor = Clean(actor),
            Subject = Clean(subject),
            Address = origin?.Address,
            Detail = detail,
            SessionId = session,
            Facts = facts,
        };
        db.AuditLog.Add(entry);
        log.Log(
            kind is AuditKind.LockedOut ? LogLevel.Warning : LogLevel.Information,
            "Audit event {Kind}, {Detail}", SnakeName.Of(kind), detail is { } more ? SnakeName.Of(more) : "-");
    }

    /// <summary>Puts a change of master data on record; it is stored with the next save.</summary>
    public void AddChange(AuditEntry change)
    {
        db.AuditLog.Add(change);
        log.LogInformation("Master data event {Kind}", SnakeName.Of(change.Kind));
    }

    /// <summary>A change of master data that is not on record yet.</summary>
    /// <param name="kind">What happened.</param>
    /// <param name="subject">Table and key.</param>
    /// <param name="by">Who does it.</param>
    /// <param name="before">What it was, as JSON.</param>
    /// <param name="after">What it is, as JSON.</param>
    public AuditEntry ChangeOf(AuditKind kind, string subject, Caller by, string? before, string? after) => new()
    {
        At = time.GetUtcNow(),
        Kind = kind,
        Actor = Clean(by.Username),
        Subject = Cut(Clean(subject)!),
        Address = by.Origin?.Address,
        Before = before,
        After = after,
    };

    /// <summary>Puts many changes of master data on record, in the current transaction and with one log line for all.</summary>
    public async Task LoadChangesAsync(IDatabase database, IReadOnlyList<AuditEntry> changes, CancellationToken ct)
    {
        if (changes.Count == 0) return;
        await using var writer = await database.BulkWriteAsync(db, "audit_log", ChangeColumns, ct);
        foreach (var change in changes)
        {
            writer.StartRow();
            writer.Write(change.At);
            writer.Write(SnakeName.Of(change.Kind));
            writer.Write(change.Actor);
            writer.Write(change.Subject);
            writer.Write(change.Address);
            writer.Write(change.Before);
            writer.Write(change.After);
        }
        await writer.CompleteAsync(ct);
        log.LogInformation("Master data events: {Count}", changes.Count);
    }

    /// <summary>The rows, newest first.</summary>
    public IQueryable<AuditEntry> Find(AuditFilter filter)
    {
        var entries = db.AuditLog.AsNoTracking();
        if (filter.Kind is { } kind) entries = entries.Where(entry => entry.Kind == kind);
        if (filter.Name?.Trim().ToLowerInvariant() is { Length: > 0 } name)
            entries = entries.Where(entry => entry.Actor!.ToLower().Contains(name) || entry.Subject!.ToLower().Contains(name));
        if (filter.Address?.Trim() is { Length: > 0 } address)
            entries = entries.Where(entry => entry.Address!.StartsWith(address));
        return entries.OrderByDescending(entry => entry.Id);
    }

    /// <summary>All of them, some at a time, so that no connection to the database waits for whoever reads them.</summary>
    public async IAsyncEnumerable<AuditEntry> ReadAsync(AuditFilter filter, [EnumeratorCancellation] CancellationToken ct)
    {
        const int AtATime = 5_000;
        var before = long.MaxValue;
        while (await Find(filter).Where(entry => entry.Id < before).Take(AtATime).ToListAsync(ct) is [.., var oldest] entries)
        {
            foreach (var entry in entries) yield return entry;
            before = oldest.Id;
        }
    }

    /// <summary>As much of a long name as is stored.</summary>
    public static string Cut(string subject)
    {
        if (subject.Length <= MaxSubject) return subject;
        // Half a surrogate pair can't be stored
        return subject[..(char.IsHighSurrogate(subject[MaxSubject - 1]) ? MaxSubject - 1 : MaxSubject)];
    }

    /// <summary>
    /// A text that stays on its line and means what it looks like, whatever was typed: control, format and separator
    /// characters are replaced.
    /// </summary>
    public static string? Clean(string? text)
    {
        if (text is null || !HasHarmful(text)) return text;
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes()) clean.Append(IsHarmless(rune) ? rune.ToString() : "\ufffd");
        return clean.ToString();
    }

    private static bool HasHarmful(string text)
    {
        foreach (var rune in text.EnumerateRunes())
            // Half a surrogate pair is told as the replacement character, too
            if (!IsHarmless(rune) || rune == Rune.ReplacementChar) return true;
        return false;
    }

    private static bool IsHarmless(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse);
}
