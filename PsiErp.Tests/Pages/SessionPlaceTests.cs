using PsiErp.Pages.Sessions;

namespace PsiErp.Tests.Pages;

public class SessionPlaceTests
{
    private const string Here = "0193f5a0-0000-7000-8000-000000000001";
    private static readonly Guid There = Guid.Parse("0193f5a0-0000-7000-8000-000000000002");

    [Theory]
    [InlineData("/sessions/{0}", "/sessions/{1}")]
    [InlineData("/sessions/{0}?alert=stock_out&p=3&view=x", "/sessions/{1}?alert=stock_out&view=x")]
    [InlineData("/sessions/{0}/psi?sku=%E7%B7%91%E8%8C%B6&bucket=week", "/sessions/{1}/psi?sku=%E7%B7%91%E8%8C%B6&bucket=week")]
    [InlineData("/sessions/{0}/log?change=1&username=sato", "/sessions/{1}/log?username=sato")]
    [InlineData("/sessions/{0}/imports/0193f5a0-0000-7000-8000-000000000009", "/sessions/{1}/imports")]
    [InlineData("/sessions/{0}/compare?with={1}", "/sessions/{1}/compare?with={0}")]
    [InlineData("/sessions/{0}/alerts/7", "/sessions/{1}")]
    [InlineData("/sessions/{0}/edit", "/sessions/{1}")]
    [InlineData("//elsewhere.example/sessions/{0}", "/sessions/{1}")]
    [InlineData("javascript:alert(1)", "/sessions/{1}")]
    [InlineData(null, "/sessions/{1}")]
    public void In_OtherSession_KeepsThePlace(string? here, string there) => Assert.Equal(
        string.Format(null, there, Here, There), SessionPlace.Of(here is null ? null : string.Format(null, here, Here, There)).In(There));
}
