using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace PsiErp.Tests.Masters;

/// <summary>Calendars by JSON and from files that other programs write.</summary>
public abstract class CalendarsTests(PsiApp app)
{
    private const string Holidays = """
        BEGIN:VCALENDAR
        VERSION:2.0
        PRODID:-//test//EN
        BEGIN:VEVENT
        UID:1
        DTSTART;VALUE=DATE:20260101
        DTEND;VALUE=DATE:20260104
        SUMMARY:年末年始
        TRANSP:TRANSPARENT
        END:VEVENT
        BEGIN:VEVENT
        UID:2
        DTSTART;VALUE=DATE:20261123
        SUMMARY:勤労感謝の日
        END:VEVENT
        BEGIN:VEVENT
        UID:3
        DTSTART:20261224T150000
        DTEND:20261224T180000
        SUMMARY:Half a day
        END:VEVENT
        BEGIN:VEVENT
        UID:4
        DTSTART;VALUE=DATE:20260704
        RRULE:FREQ=YEARLY;COUNT=2
        SUMMARY:Yearly
        END:VEVENT
        BEGIN:VEVENT
        UID:5
        DTSTART;VALUE=DATE:20260801
        STATUS:CANCELLED
        SUMMARY:Not any more
        END:VEVENT
        END:VCALENDAR

        """;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Put_Json_MakesItThenChangesTheMembersSent()
    {
        using var client = await app.SignedInClient();
        var path = $"/api/calendars/{Uri.EscapeDataString($"東京/{Guid.NewGuid():N}")}";
        using var made = await client.PutAsJsonAsync(path, new
        {
            non_working_dates = new[] { "2026-12-31", "2026-01-01", "2026-12-31" },
            titles = new Dictionary<string, string> { ["2026-01-01"] = "元日" },
        }, Ct);
        var calendar = await made.Json(HttpStatusCode.OK);
        Assert.Equal("""["sunday","saturday"]""", calendar["non_working_weekdays"]!.ToJsonString());
        Assert.Equal("""["2026-01-01","2026-12-31"]""", calendar["non_working_dates"]!.ToJsonString());
        Assert.Equal("元日", (string?)calendar["titles"]!["2026-01-01"]);

        using var changed = await client.PutAsJsonAsync(path, new { non_working_weekdays = new[] { "friday" } }, Ct);

        var now = await changed.Json(HttpStatusCode.OK);
        Assert.Equal("""["friday"]""", now["non_working_weekdays"]!.ToJsonString());
        Assert.Equal(calendar["non_working_dates"]!.ToJsonString(), now["non_working_dates"]!.ToJsonString());
        Assert.Equal(now.ToJsonString(), (await client.GetJson($"{path[4..]}/")).ToJsonString());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Put_ICalendar_ItsDaysAreTheNonWorkingDates(bool isForm)
    {
        using var client = await app.SignedInClient();
        var path = $"/api/calendars/{Guid.NewGuid():N}";
        var file = new StringContent(Holidays, Encoding.UTF8, "text/calendar");
        using var body = isForm ? new MultipartFormDataContent { { file, "file", "holidays.ics" } } : (HttpContent)file;

        using var answer = await client.PutAsync(path, body, Ct);

        var calendar = await answer.Json(HttpStatusCode.OK);
        Assert.Equal(
            ["2026-01-01", "2026-01-02", "2026-01-03", "2026-07-04", "2026-11-23", "2026-12-24", "2027-07-04"],
            ((JsonArray)calendar["non_working_dates"]!).Select(date => (string?)date));
        Assert.Equal("勤労感謝の日", (string?)calendar["titles"]!["2026-11-23"]);
        Assert.Equal("""["sunday","saturday"]""", calendar["non_working_weekdays"]!.ToJsonString());
    }

    [Fact]
    public async Task Put_ICalendarThatRepeatsWithoutEnd_IsReadForSomeYears()
    {
        using var client = await app.SignedInClient();
        const string Endless = """
            BEGIN:VCALENDAR
            VERSION:2.0
            BEGIN:VEVENT
            UID:1
            DTSTART;VALUE=DATE:20200101
            RRULE:FREQ=DAILY
            END:VEVENT
            END:VCALENDAR
            """;
        using var answer = await client.PutAsync(
            $"/api/calendars/{Guid.NewGuid():N}", new StringContent(Endless, Encoding.UTF8, "text/calendar"), Ct);
        var dates = (JsonArray)(await answer.Json(HttpStatusCode.OK))["non_working_dates"]!;
        Assert.InRange(dates.Count, 1000, 10_000);
    }

    [Theory]
    [InlineData("application/json", """{"non_working_dates":["2026-02-30"]}""", HttpStatusCode.BadRequest)]
    [InlineData("application/json", """{"non_working_weekdays":["someday"]}""", HttpStatusCode.BadRequest)]
    [InlineData("application/json", """{"non_working_weekdays":[1]}""", HttpStatusCode.BadRequest)]
    [InlineData("application/json", """{"non_working_dates":["1800-01-01"]}""", HttpStatusCode.UnprocessableEntity)]
    [InlineData("text/calendar", "no calendar", HttpStatusCode.UnprocessableEntity)]
    [InlineData("text/calendar", "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:2026\nEND:VEVENT\nEND:VCALENDAR",
        HttpStatusCode.UnprocessableEntity)]
    [InlineData("text/plain", "x", HttpStatusCode.UnsupportedMediaType)]
    public async Task Put_WhatIsNoCalendar_IsRefused(string type, string body, HttpStatusCode status)
    {
        using var client = await app.SignedInClient();
        var path = $"/api/calendars/{Guid.NewGuid():N}";
        using var answer = await client.PutAsync(path, new StringContent(body, Encoding.UTF8, type), Ct);
        await answer.Problem(status);
        await client.GetJson(path, HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Put_OfAVersionThatIsNoLongerThere_Is412_AndDeleteGoes()
    {
        using var client = await app.SignedInClient();
        var path = $"/api/calendars/{Guid.NewGuid():N}";
        using var nothing = await client.PutAsJsonAsync(path, new { }, Ct);
        await nothing.Problem(HttpStatusCode.UnprocessableEntity);
        using var made = await client.PutAsJsonAsync(path, new { non_working_weekdays = new[] { "sunday" } }, Ct);
        using var changed = await client.PutAsJsonAsync(path, new { non_working_dates = new[] { "2026-05-01" } }, Ct);
        await changed.Json(HttpStatusCode.OK);

        using var late = new HttpRequestMessage(HttpMethod.Put, path) { Content = JsonContent.Create(new { }) };
        late.Headers.IfMatch.Add(made.Headers.ETag!);
        using var refused = await client.SendAsync(late, Ct);

        Assert.Equal("""["2026-05-01"]""",
            (await refused.Json(HttpStatusCode.PreconditionFailed))["current"]!["non_working_dates"]!.ToJsonString());
        using var deleted = await client.DeleteAsync(path, Ct);
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        await client.GetJson(path, HttpStatusCode.NotFound);
    }

    public sealed class OnSqlite(SqliteApp app) : CalendarsTests(app);

    public sealed class OnPostgres(PostgresApp app) : CalendarsTests(app);
}
