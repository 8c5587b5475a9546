using System.Net;
using System.Text.Json.Nodes;
using PsiErp.Tests.Pages;
using static PsiErp.Tests.Fixtures.Wire;
using static PsiErp.Tests.Import.UploadTests;

namespace PsiErp.Tests.Import;

/// <summary>Files and calls that are refused: what is wrong is named, and nothing changes.</summary>
public abstract class UploadRefusalTests(PsiApp app)
{
    [Fact]
    public async Task Upload_BadRows_NamesThemAllAndChangesNothing()
    {
        using var client = await app.SignedInClient();
        var session = await client.CreatePlan(Row("A", "2026-12-01", "1"));
        var before = await WholePlan(client, session);

        using var answer = await client.Upload(session, Sample("bad-four-problems.csv"), "replace-all");

        var problem = await answer.Json(HttpStatusCode.UnprocessableEntity);
        Assert.Equal(["6", "10", "18", "22"], problem["errors"]!.Column("line"));
        Assert.Equal(["\"date\"", "\"outbound_qty\"", "\"sku_code\"", "\"fw_rank\""], problem["errors"]!.Column("column"));
        Assert.Equal(4, Number(problem, "error_count"));
        Assert.Equal(
            "Line 6, column date: date '2026-02-30' is not a date of the calendar; write YYYY-MM-DD. "
            + "There are 3 more problems. Nothing was changed.", (string?)problem["detail"]);
        Assert.Equal(before, await WholePlan(client, session));
    }

    [Fact]
    public async Task Upload_MoreThanTwentyProblems_ListsTwentyAndCountsAll()
    {
        using var client = await app.SignedInClient();
        var rows = string.Concat(Enumerable.Range(0, 50).Select(_ => Row("A", "yesterday")));

        using var answer = await client.Upload(await client.CreateSession(), WideHeader + rows);

        var problem = await answer.Json(HttpStatusCode.UnprocessableEntity);
        Assert.Equal((20, 50), (((JsonArray)problem["errors"]!).Count, Number(problem, "error_count")));
    }

    [Theory]
    [InlineData("2026-12-01,1,2\nyesterday,1,2\n",
        "Line 3, column date: date 'yesterday' is not a date; write YYYY-MM-DD. Nothing was changed.")]
    [InlineData("yesterday,1,2\n2026-12-01,1,two\n",
        "Line 2, column date: date 'yesterday' is not a date; write YYYY-MM-DD. There is 1 more problem. Nothing was changed.")]
    [InlineData("2026-12-01,1,2,3\n",
        "Line 2: the row has 4 cells where the header has 3; put a text with separators in quotes. Nothing was changed.")]
    public async Task Upload_BadRows_DetailSaysWhereTheFirstIsAndHowManyFollow(string rows, string detail)
    {
        using var client = await app.SignedInClient();

        using var answer = await client.Upload(await client.CreateSession(), $"date,production,sales\n{rows}");

        Assert.Equal(detail, await answer.Problem(HttpStatusCode.UnprocessableEntity));
    }

    [Theory]
    [InlineData("bad-missing-columns.csv", HttpStatusCode.BadRequest)]
    [InlineData("", HttpStatusCode.BadRequest)]
    public async Task Upload_NoPlanFile_Is400(string sample, HttpStatusCode expected)
    {
        using var client = await app.SignedInClient();
        using var answer = await client.Upload(await client.CreateSession(), sample.Length == 0 ? [] : Sample(sample));
        await answer.Problem(expected);
    }

    [Fact]
    public async Task Upload_UnknownModeOrSessionOrField_SaysWhich()
    {
        using var client = await app.SignedInClient();
        var session = await client.CreateSession();
        using var mode = await client.Upload(session, Sample("daily.csv"), "append");
        Assert.Contains("replace-dates", await mode.Problem(HttpStatusCode.UnprocessableEntity), StringComparison.Ordinal);

        using var unknown = await client.Upload(Guid.NewGuid(), Sample("daily.csv"));
        await unknown.Problem(HttpStatusCode.NotFound);

        using var form = new MultipartFormDataContent { { new StringContent("x"), "other" } };
        using var field = await client.PostAsync($"/api/psi/{session}/upload", form);
        Assert.Contains("'file'", await field.Problem(HttpStatusCode.UnprocessableEntity), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Upload_LargerThanAllowed_Is413AndChangesNothing()
    {
        await using var small = app.With(("UPLOAD_MAX_BYTES", "4096"));
        using var client = await small.SignedInClient();
        var session = await client.CreateSession();

        foreach (var size in new[] { 5_000, 200_000 })
        {
            using var answer = await client.Upload(session, WideHeader.PadRight(size));
            await answer.Problem(HttpStatusCode.RequestEntityTooLarge);
        }
        Assert.Equal(0, Number(await client.GetJson($"/api/psi/{session}/summary"), "rows"));
    }

    public sealed class OnSqlite(SqliteApp app) : UploadRefusalTests(app);

    public sealed class OnPostgres(PostgresApp app) : UploadRefusalTests(app);
}
