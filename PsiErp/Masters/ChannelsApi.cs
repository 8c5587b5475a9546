using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using PsiErp.Accounts;
using PsiErp.Web;

namespace PsiErp.Masters;

/// <summary>JSON routes of channels.</summary>
internal static class ChannelsApi
{
    private const string Route = "/{channel}";

    /// <summary>Maps <c>/api/channels</c>.</summary>
    public static void MapChannels(this RouteGroupBuilder group)
    {
        group.MapGet("/", ListAsync).WithSummary("Channels by name")
            .Produces<ChannelBody[]>().ProducesProblem(422);
        group.MapPost("/", CreateAsync).WithSummary("Add a channel")
            .Produces<ChannelBody>(201).ProducesProblem(409).ProducesProblem(422);
        group.MapGet(Route, FindAsync).WithSummary("One channel").Produces<ChannelBody>().ProducesProblem(404);
        group.MapPut(Route, ChangeAsync).WithSummary("Change the members sent")
            .WithDescription(MasterAnswers.Names + " A new name is taken over by warehouses.")
            .Produces<ChannelBody>().ProducesProblem(404).ProducesProblem(409).ProducesProblem(412).ProducesProblem(422);
        group.MapDelete(Route, DeleteAsync).WithSummary("Delete a channel")
            .Produces(204).ProducesProblem(404).ProducesProblem(412);
    }

    private static async Task<IResult> ListAsync(
        [Description("Part of a text; case and width make no difference")] string? search, [AsParameters] PageQuery paging,
        Channels channels, HttpResponse response, CancellationToken ct) =>
        MasterAnswers.List(await channels.ListAsync(search, ct), paging, response);

    private static async Task<IResult> CreateAsync(
        ChannelBody body, Channels channels, Caller by, HttpResponse response, CancellationToken ct) =>
        MasterAnswers.Created(await channels.CreateAsync(body, by, ct), channels.AddressOf, channels.Noun, response);

    private static async Task<IResult> FindAsync(
        [FromRoute(Name = "channel")] NameInPath channel,
        Channels channels, HttpResponse response, CancellationToken ct) =>
        MasterAnswers.Found(
            await channels.FindAsync([channel.Text], ct), channels.Noun, response);

    private static async Task<IResult> ChangeAsync(
        [FromRoute(Name = "channel")] NameInPath channel,
        ChangedChannel body, Channels channels,
        SeenVersion seen, Caller by, HttpResponse response, CancellationToken ct) =>
        MasterAnswers.Changed(
            await channels.ChangeAsync([channel.Text], body.ApplyTo, seen, by, ct), channels.Noun, response);

    private static async Task<IResult> DeleteAsync(
        [FromRoute(Name = "channel")] NameInPath channel,
        Channels channels, SeenVersion seen, Caller by, HttpResponse response, CancellationToken ct) =>
        MasterAnswers.Deleted(
            await channels.DeleteAsync([channel.Text], seen, by, ct), channels.Noun, response);
}
