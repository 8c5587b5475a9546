using System.Text.Json;
using PsiErp.Edits;
using PsiErp.Web;

namespace PsiErp.Tests.Web;

public sealed class BodyListTests
{
    [Fact]
    public void Read_MoreThanItMayHold_RemembersOnlyThatItIsTooLong()
    {
        var list = JsonSerializer.Deserialize<EditList>("[" + string.Concat(Enumerable.Repeat("null,", 100_000)) + "null]", Json.Options)!;

        Assert.True(list.IsTooLong);
        Assert.Equal(10_001, list.Count);
        Assert.False(JsonSerializer.Deserialize<EditList>("[null]", Json.Options)!.IsTooLong);
    }
}
