using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using PsiErp.Accounts;
using PsiErp.Web;

namespace PsiErp.Masters;

/// <summary>JSON routes of lanes.</summary>
internal static class LanesApi
{
    private const string Route = "/{from_warehouse}/{to_warehouse}";

    /// <summary>Maps <c>/api/lanes</c>.</summary>
    public static void MapLanes(this RouteGroupBuilder group)
    {
        group.MapGet("/", ListAsync).WithSummary("The ways between warehouses")
            .Produces<LaneBody[]>().ProducesProblem(422);
        group.MapPost("/", CreateAsync).WithSummary("Add a lane")
            .Produces<LaneBody>(201).ProducesProblem(409).ProducesProblem(422);
        group.MapGet(Route, FindAsync).WithSummary("One lane").Produces<LaneBody>().ProducesProblem(404);
        group.MapPut(Route, ChangeAsync).WithSummary("Change the members sent")
            .WithDescription(MasterAnswers.Names + " The key may change.")
            .Produces<LaneBody>().ProducesProblem(404).ProducesProblem(409).ProducesProblem(412).ProducesProblem(422);
        group.MapPut("/", SetAsync).WithSummary("Change the lane that the body names")
            .WithDescription("All its members are set. If-Match names the version that is meant, by its ETag.")
            .Produces<LaneBody>().ProducesProblem(404).ProducesProblem(412).ProducesProblem(422);
        group.MapDelete("/", DeleteNamedAsync).WithSummary("Delete the lane that the query names")
            .Produces(204).ProducesProblem(404).ProducesProblem(412);
        group.MapDelete(Route, DeleteAsync).WithSummary("Delete a lane")
            .Produces(204).ProducesProblem(404).ProducesProblem(412);
    }

    private static async Task<IResult> ListAsync(
        [Description("Part of a text; case and width make no difference")] string? search, [AsParameters] PageQuery paging,
        Lanes lanes, HttpResponse response, CancellationToken ct) =>
        MasterAnswers.List(await lanes.ListAsync(search, ct), paging, response);

    private static async Task<IResult> CreateAsync(
        LaneBody body, Lanes lanes, Caller by, HttpResponse response, CancellationToken ct) =>
        MasterAnswers.Created(await lanes.CreateAsync(body, by, ct), lanes.AddressOf, lanes.Noun, response);

    private static async Task<IResult> FindAsync(
        [FromRoute(Name = "from_warehouse")] NameInPath fromWarehouse,
        [FromRoute(Name = "to_warehouse")] NameInPath toWarehouse,
        Lanes lanes, HttpResponse response, CancellationToken ct) =>
        MasterAnswers.Found(
            await lanes.FindAsync([fromWarehouse.Text, toWarehouse.Text], ct), lanes.Noun, response);

    private static async Task<IResult> ChangeAsync(
        [FromRoute(Name = "from_warehouse")] NameInPath fromWarehouse,
        [FromRoute(Name = "to_warehouse")] NameInPath toWarehouse,
        ChangedLane body, Lanes lanes,
        SeenVersion seen, Caller by, HttpResponse response, CancellationToken ct) =>
        MasterAnswers.Changed(
            await lanes.ChangeAsync([fromWarehouse.Text, toWarehouse.Text], body.ApplyTo, seen, by, ct), lanes.Noun, response);

    private static async Task<IResult> DeleteAsync(
        [FromRoute(Name = "from_warehouse")] NameInPath fromWarehouse,
        [FromRoute(Name = "to_warehouse")] NameInPath toWarehouse,
        Lanes lanes, SeenVersion seen, Caller by, HttpResponse response, CancellationToken ct) =>
        MasterAnswers.Deleted(
            await lanes.DeleteAsync([fromWarehouse.Text, toWarehouse.Text], seen, by, ct), lanes.Noun, response);

    private static async Task<IResult> SetAsync(
        LaneBody body, Lanes lanes, SeenVersion seen, Caller by, HttpResponse response, CancellationToken ct) =>
        MasterAnswers.Changed(await lanes.ChangeAsync(lanes.KeyOf(body), _ => body, seen, by, ct), lanes.Noun, response);

    private static async Task<IResult> DeleteNamedAsync(
        [FromQuery(Name = "from_warehouse"), Description("Where it begins")] string? fromWarehouse,
        [FromQuery(Name = "to_warehouse"), Description("Where it ends")] string? toWarehouse,
        Lanes lanes, SeenVersion seen, Caller by, HttpResponse response, CancellationToken ct) =>
        MasterAnswers.Deleted(
            await lanes.DeleteAsync([fromWarehouse ?? "", toWarehouse ?? ""], seen, by, ct), lanes.Noun, response);
}
