using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using PsiErp.Web;

namespace PsiErp.Masters;

/// <summary>What all routes of master data answer alike.</summary>
internal static class MasterAnswers
{
    /// <summary>What the description says of all changes of what is known by its names.</summary>
    public const string Names =
        "Names in the path are percent-encoded. If-Match names the version that is meant, by its ETag.";

    /// <summary>200 with a record and its tag; 404 where there is none.</summary>
    public static IResult Found<T>(T? value, string noun, HttpResponse response) where T : class =>
        value is null ? Problems.NotFound(noun) : Ok(value, response);

    /// <summary>200 with a changed record, or why not.</summary>
    public static IResult Changed<T>(MasterOutcome<T> outcome, string noun, HttpResponse response) =>
        outcome is MasterOutcome<T>.Done done ? Ok(done.Value, response) : Refuse(outcome, noun, response);

    /// <summary>201 with a new record, or why not.</summary>
    public static IResult Created<T>(MasterOutcome<T> outcome, Func<T, string> address, string noun, HttpResponse response)
    {
        if (outcome is not MasterOutcome<T>.Done { Value: var value }) return Refuse(outcome, noun, response);
        response.Headers.ETag = RecordTag.Of(value);
        return TypedResults.Created(address(value), value);
    }

    /// <summary>204, or why it is still there.</summary>
    public static IResult Deleted<T>(MasterOutcome<T> outcome, string noun, HttpResponse response) =>
        outcome is MasterOutcome<T>.Done ? TypedResults.NoContent() : Refuse(outcome, noun, response);

    /// <summary>The part of a list that is asked for, with the whole count in <c>X-Total-Count</c>.</summary>
    public static IResult List<T>(IReadOnlyList<T> all, PageQuery paging, HttpResponse response)
    {
        var query = new QueryText();
        var page = query.Page(paging.Limit, paging.Offset, fallback: null);
        if (query.Errors.Count > 0) return Problems.Invalid(query.Errors);
        return Rows(all.Skip(page.Offset).Take(page.Limit ?? int.MaxValue).ToAsyncEnumerable(), all.Count, response, value => value);
    }

    /// <summary>Rows as they are read, with the whole count in <c>X-Total-Count</c>.</summary>
    public static IResult Rows<TRow, TBody>(
        IAsyncEnumerable<TRow> rows, int count, HttpResponse response, Func<TRow, TBody> toBody)
    {
        response.Headers["X-Total-Count"] = $"{count}";
        return new JsonArray<TRow>(rows, (json, row) => JsonSerializer.Serialize(json, toBody(row), Json.Options));
    }

    private static Ok<T> Ok<T>(T value, HttpResponse response)
    {
        response.Headers.ETag = RecordTag.Of(value);
        return TypedResults.Ok(value);
    }

    private static ProblemHttpResult Refuse<T>(MasterOutcome<T> refused, string noun, HttpResponse response)
    {
        if (refused is not MasterOutcome<T>.Stale { Current: var current }) return Refuse(refused, noun);
        response.Headers.ETag = RecordTag.Of(current);
        return TypedResults.Problem(
            "Someone else changed it since you looked; nothing was changed. What it is now is in current.",
            statusCode: StatusCodes.Status412PreconditionFailed,
            extensions: new Dictionary<string, object?> { ["current"] = current });
    }

    private static ProblemHttpResult Refuse<T>(MasterOutcome<T> refused, string noun) => refused switch
    {
        MasterOutcome<T>.NotFound => Problems.NotFound(noun),
        MasterOutcome<T>.Taken taken => Problems.Conflict(taken.Message),
        MasterOutcome<T>.Invalid invalid => Problems.Invalid(invalid.Errors),
        _ => throw new ArgumentOutOfRangeException(nameof(refused), refused, null),
    };
}
