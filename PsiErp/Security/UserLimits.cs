using System.Globalization;
using System.Security.Claims;
using System.Threading.RateLimiting;
using PsiErp.Web;

namespace PsiErp.Security;

/// <summary>
/// How many long things one user has under way at a time on this machine. Further ones wait, and beyond a few are 429 with
/// <c>Retry-After</c>: one person's programs must not take what the others work with.
/// </summary>
internal static class UserLimits
{
    /// <summary>The policy of answers that may be long, and whose reader may be slow.</summary>
    public const string Answers = "answers";

    /// <summary>The policy of uploads and exports.</summary>
    public const string Jobs = "jobs";

    /// <summary>The policy of streams of events, which last as long as somebody looks: none waits for another to end.</summary>
    public const string Streams = "streams";

    /// <summary>Seconds after which a refused client may try again.</summary>
    private const int RetryAfter = 5;

    /// <summary>Registers the policies.</summary>
    public static void AddUserLimits(this IServiceCollection services) => services.AddRateLimiter(limits =>
    {
        limits.AddPolicy(Answers, context => OfUser(context, Answers, atOnce: 8, waiting: 64));
        limits.AddPolicy(Jobs, context => OfUser(context, Jobs, atOnce: 2, waiting: 8));
        limits.AddPolicy(Streams, context => OfUser(context, Streams, atOnce: 30, waiting: 0));
        limits.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        limits.OnRejected = async (rejected, _) =>
        {
            rejected.HttpContext.Response.Headers.RetryAfter = RetryAfter.ToString(CultureInfo.InvariantCulture);
            if (!Problems.IsJsonRoute(rejected.HttpContext.Request.Path)) return;
            await TypedResults.Problem(
                "You have too many long requests under way; wait until one of them ends.",
                statusCode: StatusCodes.Status429TooManyRequests).ExecuteAsync(rejected.HttpContext);
        };
    });

    private static RateLimitPartition<(string Policy, string User)> OfUser(HttpContext context, string policy, int atOnce, int waiting) =>
        RateLimitPartition.GetConcurrencyLimiter(
            (policy, context.User.FindFirstValue(ClaimTypes.NameIdentifier) ?? ""),
            _ => new ConcurrencyLimiterOptions { PermitLimit = atOnce, QueueLimit = waiting });
}
