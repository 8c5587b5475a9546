using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using PsiErp.Accounts;
using PsiErp.Web;

namespace PsiErp.Masters;

/// <summary>JSON routes of rank parameters.</summary>
internal static class RankParametersApi
{
    private const string Route = "/{rank_type}/{category_1}/{category_2}";

    /// <summary>Maps <c>/api/category-rank-parameters</c>.</summary>
    public static void MapRankParameters(this RouteGroupBuilder group)
    {
        group.MapGet("/", ListAsync).WithSummary("The thresholds of ranks by category")
            .Produces<RankParameterBody[]>().ProducesProblem(422);
        group.MapPost("/", CreateAsync).WithSummary("Add a rank parameter")
            .Produces<RankParameterBody>(201).ProducesProblem(409).ProducesProblem(422);
        group.MapGet(Route, FindAsync).WithSummary("One rank parameter").Produces<RankParameterBody>().ProducesProblem(404);
        group.MapPut(Route, ChangeAsync).WithSummary("Change the members sent")
            .WithDescription(MasterAnswers.Names + " The key may change.")
            .Produces<RankParameterBody>().ProducesProblem(404).ProducesProblem(409).ProducesProblem(412).ProducesProblem(422);
        group.MapDelete(Route, DeleteAsync).WithSummary("Delete a rank parameter")
            .Produces(204).ProducesProblem(404).ProducesProblem(412);
    }

    private static async Task<IResult> ListAsync(
        [Description("Part of a text; case and width make no difference")] string? search, [AsParameters] PageQuery paging,
        RankParameters rankParameters, HttpResponse response, CancellationToken ct) =>
        MasterAnswers.List(await rankParameters.ListAsync(search, ct), paging, response);

    private static async Task<IResult> CreateAsync(
        RankParameterBody body, RankParameters rankParameters, Caller by, HttpResponse response, CancellationToken ct) =>
        MasterAnswers.Created(await rankParameters.CreateAsync(body, by, ct), rankParameters.AddressOf, rankParameters.Noun, response);

    private static async Task<IResult> FindAsync(
        [FromRoute(Name = "rank_type")] NameInPath rankType,
        [FromRoute(Name = "category_1")] NameInPath category1,
        [FromRoute(Name = "category_2")] NameInPath category2,
        RankParameters rankParameters, HttpResponse response, CancellationToken ct) =>
        MasterAnswers.Found(
            await rankParameters.FindAsync([rankType.Text, category1.Text, category2.Text], ct), rankParameters.Noun, response);

    private static async Task<IResult> ChangeAsync(
        [FromRoute(Name = "rank_type")] NameInPath rankType,
        [FromRoute(Name = "category_1")] NameInPath category1,
        [FromRoute(Name = "category_2")] NameInPath category2,
        ChangedRankParameter body, RankParameters rankParameters,
        SeenVersion seen, Caller by, HttpResponse response, CancellationToken ct) =>
        MasterAnswers.Changed(
            await rankParameters.ChangeAsync([rankType.Text, category1.Text, category2.Text], body.ApplyTo, seen, by, ct),
            rankParameters.Noun, response);

    private static async Task<IResult> DeleteAsync(
        [FromRoute(Name = "rank_type")] NameInPath rankType,
        [FromRoute(Name = "category_1")] NameInPath category1,
        [FromRoute(Name = "category_2")] NameInPath category2,
        RankParameters rankParameters, SeenVersion seen, Caller by, HttpResponse response, CancellationToken ct) =>
        MasterAnswers.Deleted(
            await rankParameters.DeleteAsync([rankType.Text, category1.Text, category2.Text], seen, by, ct), rankParameters.Noun, response);
}
