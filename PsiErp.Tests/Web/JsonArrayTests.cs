using System.Text.Json;
using Microsoft.AspNetCore.Http;
using PsiErp.Web;

namespace PsiErp.Tests.Web;

/// <summary>Long answers, such as the days of every series of a session.</summary>
public sealed class JsonArrayTests
{
    [Fact]
    public async Task Array_OfVeryMany_IsSentWhileItIsRead()
    {
        const int Many = 200_000;
        var sent = new MemoryStream();
        var context = new DefaultHttpContext { Response = { Body = sent } };
        var waiting = 0L;
        async IAsyncEnumerable<int> Elements()
        {
            for (var i = 0; i < Many; i++)
            {
                waiting = Math.Max(waiting, context.Response.BodyWriter.UnflushedBytes);
                yield return i;
            }
            await Task.CompletedTask;
        }

        await new JsonArray<int>(Elements(), (json, number) => json.WriteNumberValue(number)).ExecuteAsync(context);
        await context.Response.CompleteAsync();

        Assert.Equal(Enumerable.Range(0, Many), JsonSerializer.Deserialize<int[]>(sent.ToArray())!);
        Assert.InRange(waiting, 1, 256 * 1024);
    }
}
