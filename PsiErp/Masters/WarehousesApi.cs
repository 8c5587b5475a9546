using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using PsiErp.Accounts;
using PsiErp.Web;

namespace PsiErp.Masters;

/// <summary>JSON routes of warehouses.</summary>
internal static class WarehousesApi
{
    private const string Route = "/{warehouse_name}";

    /// <summary>Maps <c>/api/warehouses</c>.</summary>
    public static void MapWarehouses(this RouteGroupBuilder group)
    {
        group.MapGet("/", ListAsync).WithSummary("Warehouses by name")
            .Produces<WarehouseBody[]>().ProducesProblem(422);
        group.MapPost("/", CreateAsync).WithSummary("Add a warehouse")
            .Produces<WarehouseBody>(201).ProducesProblem(409).ProducesProblem(422);
        group.MapGet(Route, FindAsync).WithSummary("One warehouse").Produces<WarehouseBody>().ProducesProblem(404);
        group.MapPut(Route, ChangeAsync).WithSummary("Change the members sent")
            .WithDescription(MasterAnswers.Names + " A new name is taken over by lanes.")
            .Produces<WarehouseBody>().ProducesProblem(404).ProducesProblem(409).ProducesProblem(412).ProducesProblem(422);
        group.MapDelete(Route, DeleteAsync).WithSummary("Delete a warehouse")
            .Produces(204).ProducesProblem(404).ProducesProblem(412);
    }

    private static async Task<IResult> ListAsync(
        [Description("Part of a text; case and width make no difference")] string? search, [AsParameters] PageQuery paging,
        Warehouses warehouses, HttpResponse response, CancellationToken ct) =>
        MasterAnswers.List(await warehouses.ListAsync(search, ct), paging, response);

    private static async Task<IResult> CreateAsync(
        WarehouseBody body, Warehouses warehouses, Caller by, HttpResponse response, CancellationToken ct) =>
        MasterAnswers.Created(await warehouses.CreateAsync(body, by, ct), warehouses.AddressOf, warehouses.Noun, response);

    private static async Task<IResult> FindAsync(
        [FromRoute(Name = "warehouse_name")] NameInPath warehouseName,
        Warehouses warehouses, HttpResponse response, CancellationToken ct) =>
        MasterAnswers.Found(
            await warehouses.FindAsync([warehouseName.Text], ct), warehouses.Noun, response);

    private static async Task<IResult> ChangeAsync(
        [FromRoute(Name = "warehouse_name")] NameInPath warehouseName,
        ChangedWarehouse body, Warehouses warehouses,
        SeenVersion seen, Caller by, HttpResponse response, CancellationToken ct) =>
        MasterAnswers.Changed(
            await warehouses.ChangeAsync([warehouseName.Text], body.ApplyTo, seen, by, ct), warehouses.Noun, response);

    private static async Task<IResult> DeleteAsync(
        [FromRoute(Name = "warehouse_name")] NameInPath warehouseName,
        Warehouses warehouses, SeenVersion seen, Caller by, HttpResponse response, CancellationToken ct) =>
        MasterAnswers.Deleted(
            await warehouses.DeleteAsync([warehouseName.Text], seen, by, ct), warehouses.Noun, response);
}
