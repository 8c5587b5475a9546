using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using PsiErp.Accounts;
using PsiErp.Data;
using PsiErp.Hosting;
using PsiErp.Security;
using PsiErp.Web;

namespace PsiErp.Masters;

/// <summary>JSON routes of master data.</summary>
public static class MastersApi
{
    private const string Noun = "record";
    private const string Tags = "Master data";

    /// <summary>Registers the use cases.</summary>
    public static IServiceCollection AddMasters(this IServiceCollection services) => services
        .AddSingleton<AnswerMemory>().AddScoped<MasterMemory>().AddScoped<MasterWrite>().AddSingleton<LevelQueue>().AddScoped<Products>()
        .AddScoped<MasterRecords>().AddScoped<RecordLoad>().AddScoped<Warehouses>().AddScoped<Channels>().AddScoped<Metrics>()
        .AddScoped<RankParameters>().AddScoped<Lanes>().AddScoped<WorkCalendars>().AddScoped<ReallocationPolicies>()
        .AddScoped<MasterSheets>().AddScoped<MasterUses>().AddScoped<UnknownNames>().AddSingleton<MasterExport>().AddScoped<MasterImport>();

    /// <summary>Maps all routes of master data.</summary>
    public static void MapMasters(this IEndpointRouteBuilder routes, Settings settings)
    {
        var masters = routes.MapMasterGroup("/api/masters/{type}");
        masters.MapRecords();
        masters.MapFiles(settings);
        routes.MapMasterGroup("/api/warehouses").MapWarehouses();
        routes.MapMasterGroup("/api/channels").MapChannels();
        routes.MapMasterGroup("/api/psi-metrics").MapMetrics();
        routes.MapMasterGroup("/api/category-rank-parameters").MapRankParameters();
        routes.MapMasterGroup("/api/lanes").MapLanes();
        routes.MapMasterGroup("/api/calendars").MapCalendars();
        routes.MapMasterGroup("/api/reallocation-policy").MapPolicy();
    }

    private static RouteGroupBuilder MapMasterGroup(this IEndpointRouteBuilder routes, string path) =>
        routes.MapGroup(path).WithTags(Tags).RequireAuthorization();

    private static void MapRecords(this RouteGroupBuilder records)
    {
        const string Types = "type is products, customers or suppliers. ";
        const string Data = Types + "data is an object with any members, at most 64 KiB. For a product code is the SKU; name, unit, "
            + "decimals, lead_time_days, minimum_order, lot_multiple, safety_stock_days, standard_stock_days, shelf_life_days, supplier, "
            + "unit_cost and category_1 to category_3 are known too.";
        records.MapGet("/", ListAsync).WithSummary("Products, customers or suppliers, newest first").WithDescription(Types
                + $"sort: for products {string.Join(", ", MasterOrder.Columns(MasterTypes.Products))}; for customers and suppliers "
                + $"{string.Join(", ", MasterOrder.Columns(MasterTypes.Customers))}. Blanks come last.")
            .RequireRateLimiting(UserLimits.Answers)
            .Produces<MasterBody[]>().ProducesProblem(404).ProducesProblem(422).ProducesProblem(429);
        records.MapPost("/", CreateAsync).WithSummary("Add a record").WithDescription(Data)
            .Produces<MasterBody>(201).ProducesProblem(404).ProducesProblem(422);
        records.MapGet("/{id:guid}", FindAsync).WithSummary("One record").WithDescription(Types)
            .Produces<MasterBody>().ProducesProblem(404);
        records.MapPut("/{id:guid}", ChangeAsync).WithSummary("Give a record other data")
            .WithDescription(Data + " If-Match names the version that is meant, by its ETag.")
            .Produces<MasterBody>().ProducesProblem(404).ProducesProblem(412).ProducesProblem(422);
        records.MapDelete("/{id:guid}", DeleteAsync).WithSummary("Delete a record").WithDescription(Types)
            .Produces(204).ProducesProblem(404).ProducesProblem(412);
    }

    private static async Task<IResult> ListAsync(
        string type, [Description("Part of a value inside data; case and width make no difference")] string? search,
        [Description("The member; a leading - turns the order round")] string? sort,
        [AsParameters] PageQuery paging, MasterRecords records, HttpResponse response, CancellationToken ct)
    {
        if (!MasterTypes.All.Contains(type)) return NoSuchType();
        var query = new QueryText();
        var isDescending = sort is ['-', ..];
        var column = query.WordOrNone("sort", isDescending ? sort![1..] : sort, [.. MasterOrder.Columns(type)]);
        var page = query.Page(paging.Limit, paging.Offset, fallback: null);
        if (query.Errors.Count > 0) return Problems.Invalid(query.Errors);

        var found = records.Find(type, search, new MasterOrder(column, isDescending));
        var count = await records.CountAsync(type, search, ct);
        var shown = found.Skip(page.Offset).Take(page.Limit ?? int.MaxValue);
        return MasterAnswers.Rows(records.ReadAsync(shown, ct), count, response, MasterBody.Of);
    }

    private static async Task<IResult> CreateAsync(
        string type, MasterDataBody body, MasterRecords records, Caller by, HttpResponse response, CancellationToken ct) =>
        !MasterTypes.All.Contains(type) ? NoSuchType() : MasterAnswers.Created(
            await records.CreateAsync(type, body.Data, by, ct), record => $"/api/masters/{type}/{record.Id}", Noun, response);

    private static async Task<IResult> FindAsync(
        string type, Guid id, MasterRecords records, HttpResponse response, CancellationToken ct) =>
        !MasterTypes.All.Contains(type) ? NoSuchType() : MasterAnswers.Found(
            await records.FindAsync(type, id, ct) is { } record ? MasterBody.Of(record) : null, Noun, response);

    private static async Task<IResult> ChangeAsync(
        string type, Guid id, MasterDataBody body, MasterRecords records, SeenVersion seen, Caller by, HttpResponse response,
        CancellationToken ct) =>
        !MasterTypes.All.Contains(type) ? NoSuchType() : MasterAnswers.Changed(
            await records.ChangeAsync(type, id, _ => body.Data, seen, by, ct), Noun, response);

    private static async Task<IResult> DeleteAsync(
        string type, Guid id, MasterRecords records, SeenVersion seen, Caller by, HttpResponse response, CancellationToken ct) =>
        !MasterTypes.All.Contains(type) ? NoSuchType() : MasterAnswers.Deleted(
            await records.DeleteAsync(type, id, seen, by, ct), Noun, response);

    private static ProblemHttpResult NoSuchType() =>
        Problems.NotFound($"type of master data; there are {string.Join(", ", MasterTypes.All)}");
}

/// <summary>What is to be known of a product, customer or supplier.</summary>
/// <param name="Data">An object with any members.</param>
[RequestBody]
public sealed record MasterDataBody([property: Required] JsonElement? Data);
