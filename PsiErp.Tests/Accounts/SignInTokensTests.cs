using Microsoft.Extensions.Logging.Abstractions;
using PsiErp.Accounts;
using PsiErp.Hosting;

namespace PsiErp.Tests.Accounts;

public sealed class SignInTokensTests
{
    private readonly SignInTokens _tokens = With("a key of at least thirty-two characters");

    [Fact]
    public void Create_IsGenuineHere_AndAfterARestart()
    {
        var token = _tokens.Create();

        Assert.True(_tokens.IsGenuine(token));
        Assert.True(With("a key of at least thirty-two characters").IsGenuine(token));
        Assert.Matches("^[A-Za-z0-9_-]{43}[.][A-Za-z0-9_-]{43}$", token);
        Assert.NotEqual(token, _tokens.Create());
    }

    [Fact]
    public void IsGenuine_OtherKey_IsFalse()
    {
        Assert.False(With("another key of thirty-two characters").IsGenuine(_tokens.Create()));
        Assert.False(With(null).IsGenuine(With(null).Create()));
    }

    [Fact]
    public void IsGenuine_KeyThatIsNotTheNewestAnyMore_IsTrue()
    {
        var rotated = new SignInTokens(
            new Settings
            {
                SignKey = "the newest key of thirty-two characters",
                OlderSignKeys = ["a key of at least thirty-two characters"]
            },
            NullLogger<SignInTokens>.Instance);

        Assert.True(rotated.IsGenuine(_tokens.Create()));
        Assert.False(_tokens.IsGenuine(rotated.Create()));
    }

    [Fact]
    public void IsGenuine_AnyCharacterChanged_IsFalse()
    {
        var token = _tokens.Create();

        Assert.All(Enumerable.Range(0, token.Length), at =>
            Assert.False(_tokens.IsGenuine($"{token[..at]}{(token[at] == 'A' ? 'B' : 'A')}{token[(at + 1)..]}")));
        Assert.All(Enumerable.Range(0, token.Length), length => Assert.False(_tokens.IsGenuine(token[..length])));
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("製販在")]
    public void IsGenuine_SomethingElse_IsFalse(string token)
    {
        Assert.False(_tokens.IsGenuine(token));
        Assert.False(_tokens.IsGenuine(_tokens.Create() + token + "="));
    }

    private static SignInTokens With(string? key) =>
        new(new Settings { SignKey = key }, NullLogger<SignInTokens>.Instance);
}
