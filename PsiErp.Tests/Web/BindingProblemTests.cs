using System.Net;

namespace PsiErp.Tests.Web;

/// <summary>Queries and bodies that can't be read are explained in a client's words.</summary>
public sealed class BindingProblemTests(SqliteApp app)
{
    [Theory]
    [InlineData("/api/psi/daily?session_id=december", "session_id", "'december' is not a UUID.")]
    [InlineData("/api/psi-edits?session_id=", "session_id", "'' is not a UUID.")]
    [InlineData("/api/psi-edits/00000000-0000-0000-0000-000000000000/export?bom=sure", "bom", "'sure' is not true or false.")]
    [InlineData("/api/psi-edits/00000000-0000-0000-0000-000000000000/export?include_audit=1%0A2", "include_audit",
        "'1\n2' is not true or false.")]
    public async Task Query_OfAnotherKind_Is422ThatNamesTheParameter(string path, string parameter, string message)
    {
        using var client = await app.SignedInClient();

        var problem = await client.GetJson(path, HttpStatusCode.UnprocessableEntity);

        Assert.Equal(message, (string?)problem["detail"]);
        Assert.Equal(message, (string?)problem["errors"]![parameter]![0]);
    }

    [Fact]
    public async Task Query_LacksWhatIsNeeded_Is422ThatNamesTheParameter()
    {
        using var client = await app.SignedInClient();
        using var form = new MultipartFormDataContent { { new StringContent("date,production,sales\n"), "file", "plan.csv" } };

        using var answer = await client.PostAsync("/api/psi/upload", form, TestContext.Current.CancellationToken);

        Assert.Equal("Send session_id in the query.", await answer.Problem(HttpStatusCode.UnprocessableEntity));
    }

    [Fact]
    public async Task Body_ThereIsNone_Is400ThatAsksForIt()
    {
        using var client = await app.SignedInClient();

        using var answer = await client.PostAsync("/api/sessions", null, TestContext.Current.CancellationToken);

        Assert.Equal("The request has no body; send what it takes as JSON.", await answer.Problem(HttpStatusCode.BadRequest));
    }
}
