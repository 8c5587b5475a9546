using PsiErp.Accounts;
using PsiErp.Data;
using PsiErp.Data.Providers;
using PsiErp.Plan;

namespace PsiErp.Prototype;

/// <summary>What the tables of one import share: both databases, and what those before them found.</summary>
internal sealed class Takeover
{
    public required PrototypeDatabase Old { get; init; }
    public required PsiDb Db { get; init; }
    public required IDatabase Database { get; init; }
    public required PlanReader Plans { get; init; }
    public required AuditLog Audit { get; init; }

    /// <summary>The values that PsiErp can't hold.</summary>
    public PrototypeProblems Problems { get; } = new();

    /// <summary>The names of the users that were taken over.</summary>
    public Dictionary<Guid, string> Users { get; } = [];

    /// <summary>The sessions that were taken over.</summary>
    public List<Guid> Sessions { get; } = [];

    /// <summary>The channels that were taken over.</summary>
    public HashSet<string> Channels { get; } = [];

    /// <summary>The changes that the log tells of, by session, time and user.</summary>
    public Dictionary<(Guid Session, DateTimeOffset At, Guid? User), ChangeSet> Changes { get; } = [];

    /// <summary>The change that a line of the log is a part of: what one call changed has one time.</summary>
    public ChangeSet ChangeOf(Guid session, DateTimeOffset at, Guid? user, string? name, string sku)
    {
        if (!Changes.TryGetValue((session, at, user), out var change))
        {
            Changes[(session, at, user)] = change = new ChangeSet
            {
                SessionId = session,
                At = at,
                UserId = user,
                Username = name?[..Math.Min(name.Length, ChangeSet.MaxUsername)],
                Kind = ChangeKind.Edit,
                SkuCode = sku,
            };
        }
        if (change.SkuCode != sku) change.SkuCode = null;
        change.Cells++;
        return change;
    }

    /// <summary>The user that a column names; null when it names nobody, or somebody who isn't there any more.</summary>
    public Guid? UserOf(PrototypeRow row, string column, TableReport report)
    {
        if (row.Raw(column) is not { } text) return null;
        if (Guid.TryParse(text, out var id) && Users.ContainsKey(id)) return id;
        // Older prototypes wrote names
        if (Users.FirstOrDefault(user => user.Value == text) is { Value: not null } named) return named.Key;
        report.Note(1, $"{column} names nobody who is there (left blank)");
        return null;
    }
}
