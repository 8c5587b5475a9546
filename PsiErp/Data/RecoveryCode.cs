namespace PsiErp.Data;

/// <summary>A code that stands in for the second factor once; it is deleted when it is used.</summary>
public sealed class RecoveryCode
{
    public required Guid UserId { get; init; }

    /// <summary>SHA-256 of the user's id and the code; the code itself is known to its owner only.</summary>
    public required byte[] CodeHash { get; init; }
}
