using PsiErp.Accounts;

namespace PsiErp.Masters;

/// <summary>JSON routes of the reallocation policy.</summary>
internal static class PolicyApi
{
    private const string Noun = "policy";

    /// <summary>Maps <c>/api/reallocation-policy</c>.</summary>
    public static void MapPolicy(this RouteGroupBuilder group)
    {
        group.MapGet("/", GetAsync).WithSummary("How surplus is moved to where stock is short").Produces<PolicyBody>();
        group.MapPut("/", ChangeAsync).WithSummary("Change the members sent; for admins").RequireAuthorization(AccessRules.Admins)
            .Produces<PolicyBody>().ProducesProblem(403).ProducesProblem(412).ProducesProblem(422);
    }

    private static async Task<IResult> GetAsync(ReallocationPolicies policies, HttpResponse response, CancellationToken ct) =>
        MasterAnswers.Found(await policies.GetAsync(ct), Noun, response);

    private static async Task<IResult> ChangeAsync(
        ChangedPolicy body, ReallocationPolicies policies, SeenVersion seen, Caller by, HttpResponse response, CancellationToken ct) =>
        MasterAnswers.Changed(await policies.ChangeAsync(body, seen, by, ct), Noun, response);
}
