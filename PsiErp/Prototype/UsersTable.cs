using PsiErp.Accounts;
using PsiErp.Data;

namespace PsiErp.Prototype;

/// <summary><c>users</c>: who may sign in. Password hashes are taken as they are.</summary>
internal sealed class UsersTable() : PrototypeTable(
    "users",
    ["username"],
    new SourceColumn("id", "uuid", IsRequired: true),
    new SourceColumn("username", IsRequired: true),
    new SourceColumn("password_hash", IsRequired: true),
    new SourceColumn("is_active", "boolean", Otherwise: "true"),
    new SourceColumn("is_admin", "boolean", Otherwise: "false"),
    new SourceColumn("created_at", "timestamptz", Otherwise: "now()"))
{
    private const int MaxHash = 512;
    private const int MaxNamed = 10;

    /// <inheritdoc/>
    public override async Task TakeAsync(Takeover takeover, TableReport report, CancellationToken ct)
    {
        var users = new List<User>();
        await foreach (var row in RowsAsync(takeover, report, "ORDER BY old.username", null, ct))
        {
            if (Read(row, takeover.Users) is not { } user) continue;
            takeover.Users[user.Id] = user.Username;
            takeover.Audit.Add(AuditKind.UserCreated, user.Username, Caller.CommandLine, user.IsAdmin ? AuditDetail.Admin : null);
            users.Add(user);
        }
        takeover.Db.Users.AddRange(users);
        await takeover.Db.SaveChangesAsync(ct);
        report.Taken = users.Count;
        takeover.Db.ChangeTracker.Clear();
        NoteUnread(takeover.Old, report);
        NoteWhoCannotSignIn(users, report);
    }

    private static User? Read(PrototypeRow row, Dictionary<Guid, string> others)
    {
        var (name, hash) = (row.Raw("username") ?? "", row.Raw("password_hash") ?? "");
        foreach (var error in CredentialRules.CheckForSignIn(name, "any")) row.Refuse(error.Message);
        if (hash.Length > MaxHash) row.Refuse($"password_hash has more than {MaxHash} characters; give them a new password");
        if (others.ContainsValue(name)) row.Refuse("another user has the same name; rename one of the two");
        if (row.IsFlawed) return null;
        return new User
        {
            Id = row.Id("id"),
            Username = name,
            PasswordHash = hash,
            IsActive = row.Flag("is_active"),
            IsAdmin = row.Flag("is_admin"),
            CreatedAt = row.Time("created_at"),
        };
    }

    private static void NoteWhoCannotSignIn(List<User> users, TableReport report)
    {
        var locked = users.Where(user => !PasswordHash.IsReadable(user.PasswordHash)).Select(user => user.Username).ToList();
        var names = string.Join(", ", locked.Take(MaxNamed)) + (locked.Count > MaxNamed ? ", …" : "");
        report.Note(locked.Count, $"password hashes that PsiErp can't read (run 'PsiErp reset-password NAME' for {names})");
        if (!users.Exists(user => user is { IsActive: true, IsAdmin: true }))
            report.Note("nobody may manage users; run 'PsiErp create-user NAME --admin'");
    }
}
