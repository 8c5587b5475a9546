using Microsoft.AspNetCore.Mvc;
using PsiErp.Accounts;
using PsiErp.Masters;
using PsiErp.Web;

namespace PsiErp.Import;

/// <summary>JSON routes of saved ways to read files.</summary>
internal static class ImportProfilesApi
{
    private const string Noun = "import profile";

    /// <summary>Maps <c>/api/import-profiles</c>.</summary>
    public static void MapImportProfiles(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/import-profiles").WithTags("Imports").RequireAuthorization().ProducesProblem(401);
        group.MapGet("/", ListAsync).WithSummary("Saved ways to read files, by name").Produces<ImportProfileBody[]>();
        group.MapGet("/{name}", FindAsync).WithSummary("One way to read files").Produces<ImportProfileBody>().ProducesProblem(404);
        group.MapPut("/{name}", SetAsync).WithSummary("Save a way to read files").Produces<ImportProfileBody>().ProducesProblem(422);
        group.MapDelete("/{name}", DeleteAsync).WithSummary("Forget a way to read files").Produces(204).ProducesProblem(404);
    }

    private static async Task<IResult> ListAsync(ImportProfiles profiles, CancellationToken ct) =>
        TypedResults.Ok(await profiles.ListAsync(ct));

    private static async Task<IResult> FindAsync(
        [FromRoute(Name = "name")] NameInPath name, ImportProfiles profiles, CancellationToken ct) =>
        await profiles.FindAsync(name.Text, ct) is { } found ? TypedResults.Ok(found) : Problems.NotFound(Noun);

    private static async Task<IResult> SetAsync(
        [FromRoute(Name = "name")] NameInPath name, SavedProfile profile, ImportProfiles profiles, Caller by, CancellationToken ct) =>
        Answer(await profiles.SetAsync(name.Text, profile, by, ct), TypedResults.Ok);

    private static async Task<IResult> DeleteAsync(
        [FromRoute(Name = "name")] NameInPath name, ImportProfiles profiles, Caller by, CancellationToken ct) =>
        Answer(await profiles.DeleteAsync(name.Text, by, ct), _ => TypedResults.NoContent());

    private static IResult Answer(MasterOutcome<ImportProfileBody> outcome, Func<ImportProfileBody, IResult> done) => outcome switch
    {
        MasterOutcome<ImportProfileBody>.Done(var profile) => done(profile),
        MasterOutcome<ImportProfileBody>.Invalid(var errors) => Problems.Invalid(errors),
        _ => Problems.NotFound(Noun),
    };
}
