using Microsoft.EntityFrameworkCore;
using PsiErp.Accounts;
using PsiErp.Data;
using PsiErp.Planning;

namespace PsiErp.Masters;

/// <summary>How surplus is moved to where stock is short.</summary>
/// <param name="TakeFromOtherMain">Whether the main channels of other warehouses may give.</param>
/// <param name="RoundingMode">How quantities become whole units: floor, round or ceil.</param>
/// <param name="AllowOverfill">Whether a receiver may end over its standard stock, because of whole units.</param>
/// <param name="FairShareMode">off, equalize_ratio_closing or equalize_ratio_start.</param>
/// <param name="DeficitBasis">Which stock is compared with standard: start or closing.</param>
/// <param name="UpdatedAt">When it was last changed; null when it never was.</param>
/// <param name="UpdatedBy">Who changed it last.</param>
public sealed record PolicyBody(
    bool TakeFromOtherMain, string RoundingMode, bool AllowOverfill, string FairShareMode, string DeficitBasis,
    DateTimeOffset? UpdatedAt, string? UpdatedBy)
{
    internal static PolicyBody Of(ReallocationPolicy policy) => new(
        policy.TakeFromOtherMain, SnakeName.Of(policy.RoundingMode), policy.AllowOverfill, SnakeName.Of(policy.FairShareMode),
        SnakeName.Of(policy.DeficitBasis), policy.UpdatedAt, policy.UpdatedBy);
}

/// <summary>Members of the policy to change; those left out stay.</summary>
public sealed record ChangedPolicy(
    bool? TakeFromOtherMain, string? RoundingMode, bool? AllowOverfill, string? FairShareMode, string? DeficitBasis);

/// <summary>The policy by which reallocations are proposed.</summary>
public sealed class ReallocationPolicies(PsiDb db, MasterWrite write, TimeProvider clock)
{
    /// <summary>The policy that holds.</summary>
    public async Task<PolicyBody> GetAsync(CancellationToken ct) =>
        PolicyBody.Of(await db.ReallocationPolicies.AsNoTracking().SingleOrDefaultAsync(ct) ?? new ReallocationPolicy());

    /// <summary>Changes it.</summary>
    public Task<MasterOutcome<PolicyBody>> ChangeAsync(ChangedPolicy change, SeenVersion seen, Caller by, CancellationToken ct) =>
        write.RunAsync<PolicyBody>(
            async () =>
            {
                if (Check(change) is { Count: > 0 } errors) return new MasterOutcome<PolicyBody>.Invalid(errors);
                var policy = await db.ReallocationPolicies.SingleOrDefaultAsync(ct);
                var before = PolicyBody.Of(policy ?? new ReallocationPolicy());
                if (!seen.Is(before)) return new MasterOutcome<PolicyBody>.Stale(before);
                if (policy is null) db.Add(policy = new ReallocationPolicy());
                Apply(policy, change);
                var now = clock.GetUtcNow();
                policy.UpdatedAt = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
                policy.UpdatedBy = by.Username;
                var after = PolicyBody.Of(policy);
                write.Note("reallocation-policy", "policy", before, after, by);
                return new MasterOutcome<PolicyBody>.Done(after);
            },
            ct);

    private static void Apply(ReallocationPolicy policy, ChangedPolicy change)
    {
        policy.TakeFromOtherMain = change.TakeFromOtherMain ?? policy.TakeFromOtherMain;
        policy.AllowOverfill = change.AllowOverfill ?? policy.AllowOverfill;
        if (change.RoundingMode is { } rounding) policy.RoundingMode = SnakeName.Parse<RoundingMode>(rounding);
        if (change.FairShareMode is { } share) policy.FairShareMode = SnakeName.Parse<FairShareMode>(share);
        if (change.DeficitBasis is { } basis) policy.DeficitBasis = SnakeName.Parse<DeficitBasis>(basis);
    }

    private static MasterErrors Check(ChangedPolicy change)
    {
        var errors = new MasterErrors();
        Word<RoundingMode>(errors, "rounding_mode", change.RoundingMode);
        Word<FairShareMode>(errors, "fair_share_mode", change.FairShareMode);
        Word<DeficitBasis>(errors, "deficit_basis", change.DeficitBasis);
        return errors;
    }

    private static void Word<T>(MasterErrors errors, string member, string? word) where T : struct, Enum
    {
        if (word is not null && !SnakeName.All<T>().Contains(word))
            errors[member] = [$"{member} is one of {string.Join(", ", SnakeName.All<T>())}."];
    }
}
