using System.ComponentModel;
using System.Net.Mime;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using PsiErp.Accounts;
using PsiErp.Web;

namespace PsiErp.Masters;

/// <summary>JSON routes of calendars.</summary>
internal static class CalendarsApi
{
    private const string Noun = "calendar";
    private const string ICalendar = "text/calendar";

    /// <summary>Maps <c>/api/calendars</c>.</summary>
    public static void MapCalendars(this RouteGroupBuilder group)
    {
        group.MapGet("/", ListAsync).WithSummary("Calendars by name")
            .WithDescription("A file has a row for each non-working date, and one for a calendar without any.")
            .Produces<CalendarBody[]>(200, MediaTypeNames.Application.Json, MediaTypeNames.Text.Csv, ListFile.Xlsx).ProducesProblem(422);
        group.MapGet("/{name}", FindAsync).WithSummary("One calendar").Produces<CalendarBody>().ProducesProblem(404);
        group.MapPut("/{name}", SetAsync).WithSummary("Make a calendar, or change the members sent")
            .WithDescription("Takes JSON, or an iCalendar file as text/calendar or as the multipart field 'file': all its days become "
                + "non-working dates. If-Match names the version that is meant, by its ETag.")
            .DisableAntiforgery()
            .WithMetadata(new RequestSizeLimitAttribute(CalendarFile.MaxBytes * 2))
            .Accepts<ChangedCalendar>("application/json", ICalendar, "multipart/form-data")
            .Produces<CalendarBody>().ProducesProblem(404).ProducesProblem(412).ProducesProblem(413).ProducesProblem(422);
        group.MapDelete("/{name}", DeleteAsync).WithSummary("Delete a calendar").Produces(204).ProducesProblem(404).ProducesProblem(412);
    }

    private static async Task<IResult> ListAsync(
        [Description("Part of a text; case and width make no difference")] string? search, [AsParameters] PageQuery paging,
        [WordValue("As what; a file holds all of them", "json", "csv", "xlsx")] string? format,
        WorkCalendars calendars, HttpResponse response, CancellationToken ct)
    {
        var query = new QueryText();
        var kind = query.Word("format", format, ListFile.Formats);
        if (query.Errors.Count > 0) return Problems.Invalid(query.Errors);
        var found = await calendars.ListAsync(search, ct);
        return kind == "json" ? MasterAnswers.List(found, paging, response)
            : await ListFile.OfAsync(kind, "calendars", "", found.SelectMany(CalendarRow.Of).ToAsyncEnumerable(), ct);
    }

    private static async Task<IResult> FindAsync(
        [FromRoute(Name = "name")] NameInPath name, WorkCalendars calendars, HttpResponse response, CancellationToken ct) =>
        MasterAnswers.Found(await calendars.FindAsync(name.Text, ct), Noun, response);

    private static async Task<IResult> SetAsync(
        [FromRoute(Name = "name")] NameInPath name, HttpRequest request, WorkCalendars calendars, SeenVersion seen, Caller by,
        TimeProvider clock, HttpResponse response, CancellationToken ct)
    {
        if (request.HasJsonContentType())
        {
            var json = await ReadJsonAsync(request, ct);
            return MasterAnswers.Changed(await calendars.SetAsync(name.Text, json, seen, by, ct), Noun, response);
        }
        if (await ReadFileAsync(request, ct) is not { } text)
            return Problems.Invalid("file", "Send the file as the multipart field 'file'.");
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        return CalendarFile.Read(text, today, out var problem) is { } change
            ? MasterAnswers.Changed(await calendars.SetAsync(name.Text, change, seen, by, ct), Noun, response)
            : Problems.Invalid("file", problem!);
    }

    private static async Task<IResult> DeleteAsync(
        [FromRoute(Name = "name")] NameInPath name, WorkCalendars calendars, SeenVersion seen, Caller by, HttpResponse response,
        CancellationToken ct) =>
        MasterAnswers.Deleted(await calendars.DeleteAsync(name.Text, seen, by, ct), Noun, response);

    private static async Task<ChangedCalendar> ReadJsonAsync(HttpRequest request, CancellationToken ct)
    {
        try
        {
            return await request.ReadFromJsonAsync<ChangedCalendar>(Json.Options, ct) ?? new ChangedCalendar(null, null, null);
        }
        catch (JsonException unreadable)
        {
            throw new BadHttpRequestException("The body is not the JSON that is expected.", StatusCodes.Status400BadRequest, unreadable);
        }
    }

    private static async Task<string?> ReadFileAsync(HttpRequest request, CancellationToken ct)
    {
        var body = request.HasFormContentType
            ? (await request.ReadFormAsync(ct)).Files.GetFile("file")?.OpenReadStream()
            : request.Body;
        if (body is null) return null;
        using var reader = new StreamReader(body, Encoding.UTF8);
        return await reader.ReadToEndAsync(ct);
    }
}
