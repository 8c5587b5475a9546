namespace PsiErp.Data;

/// <summary>
/// What can happen to an account, to a planning session or to master data. Stored and sent as text, in snake_case; never rename
/// one.
/// </summary>
public enum AuditKind
{
    SignedIn,
    SignInFailed,
    LockedOut,
    SignedOut,
    SignInEnded,
    PasswordChanged,
    PasswordReset,
    UserCreated,
    UserChanged,
    SecondFactorEnabled,
    SecondFactorDisabled,
    SecondFactorRemoved,
    RecoveryCodesRenewed,
    RecoveryCodeUsed,
    SessionDeleted,
    SessionRestored,
    SessionRemoved,
    SessionRenamed,
    AsOfChanged,
    LeaderAppointed,
    LeaderResigned,
    PlanImported,
    ImportUndone,
    ImportRedone,
    SkusRanked,
    AlertSnoozed,
    SnoozeEnded,
    MasterCreated,
    MasterChanged,
    MasterDeleted,
}

/// <summary>What else there is to say about it: no free text, so that no secret gets in. Stored and sent like the kind.</summary>
public enum AuditDetail
{
    UnknownName,
    WrongPassword,
    WrongPasswordWhileSignedIn,
    InactiveUser,
    ChangedMeanwhile,
    WrongCode,
    LimitPerAddressAndName,
    LimitPerAddress,
    LimitPerName,
    AllOthers,
    Active,
    Inactive,
    Admin,
    NoAdmin,
    ReadOnly,
    MayChange,
}

/// <summary>Counts and names that belong to what was done to a planning session. Stored and sent like the kind.</summary>
public enum AuditFact
{
    Mode,
    Rows,
    Inserted,
    Updated,
    Deleted,
    Before,
    Leader,
    File,
    AsOf,
    Sku,
    Warehouse,
    Channel,
    Alert,
    Until,
    Owner,
}
