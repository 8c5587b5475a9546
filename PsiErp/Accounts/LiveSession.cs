namespace PsiErp.Accounts;

/// <summary>A sign-in that is good at the moment.</summary>
/// <param name="Actor">Who signed in.</param>
/// <param name="ExpiresAt">When it ends unless it is used before.</param>
/// <param name="IsExtended">Whether this use moved its end, so that the client's cookie should follow.</param>
public sealed record LiveSession(Actor Actor, DateTimeOffset ExpiresAt, bool IsExtended);
