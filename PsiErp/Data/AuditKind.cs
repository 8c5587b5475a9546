namespace PsiErp.Data;

/// <summary>What can happen to an account or to master data. Stored and sent as text, in snake_case; never rename one.</summary>
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
}
