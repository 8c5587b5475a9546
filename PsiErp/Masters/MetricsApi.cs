using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using PsiErp.Accounts;
using PsiErp.Web;

namespace PsiErp.Masters;

/// <summary>JSON routes of metrics.</summary>
internal static class MetricsApi
{
    private const string Route = "/{name}";

    /// <summary>Maps <c>/api/psi-metrics</c>.</summary>
    public static void MapMetrics(this RouteGroupBuilder group)
    {
        group.MapGet("/", ListAsync).WithSummary("The rows of the PSI grid, in their order")
            .Produces<MetricBody[]>().ProducesProblem(422);
        group.MapPost("/", CreateAsync).WithSummary("Add a metric")
            .Produces<MetricBody>(201).ProducesProblem(409).ProducesProblem(422);
        group.MapGet(Route, FindAsync).WithSummary("One metric").Produces<MetricBody>().ProducesProblem(404);
        group.MapPut(Route, ChangeAsync).WithSummary("Change the members sent")
            .WithDescription(MasterAnswers.Names)
            .Produces<MetricBody>().ProducesProblem(404).ProducesProblem(409).ProducesProblem(412).ProducesProblem(422);
        group.MapDelete(Route, DeleteAsync).WithSummary("Delete a metric")
            .Produces(204).ProducesProblem(404).ProducesProblem(412);
    }

    private static async Task<IResult> ListAsync(
        [Description("Part of a text; case and width make no difference")] string? search, [AsParameters] PageQuery paging,
        Metrics metrics, HttpResponse response, CancellationToken ct) =>
        MasterAnswers.List(await metrics.ListAsync(search, ct), paging, response);

    private static async Task<IResult> CreateAsync(
        MetricBody body, Metrics metrics, Caller by, HttpResponse response, CancellationToken ct) =>
        MasterAnswers.Created(await metrics.CreateAsync(body, by, ct), metrics.AddressOf, metrics.Noun, response);

    private static async Task<IResult> FindAsync(
        [FromRoute(Name = "name")] NameInPath name,
        Metrics metrics, HttpResponse response, CancellationToken ct) =>
        MasterAnswers.Found(
            await metrics.FindAsync([name.Text], ct), metrics.Noun, response);

    private static async Task<IResult> ChangeAsync(
        [FromRoute(Name = "name")] NameInPath name,
        ChangedMetric body, Metrics metrics,
        SeenVersion seen, Caller by, HttpResponse response, CancellationToken ct) =>
        MasterAnswers.Changed(
            await metrics.ChangeAsync([name.Text], body.ApplyTo, seen, by, ct), metrics.Noun, response);

    private static async Task<IResult> DeleteAsync(
        [FromRoute(Name = "name")] NameInPath name,
        Metrics metrics, SeenVersion seen, Caller by, HttpResponse response, CancellationToken ct) =>
        MasterAnswers.Deleted(
            await metrics.DeleteAsync([name.Text], seen, by, ct), metrics.Noun, response);
}
