using System.Diagnostics;
using PsiErp.Accounts;

namespace PsiErp.Tests.Accounts;

public sealed class PasswordHashTests
{
    private const string Salt = "c2l4dGVlbiBieXRlcyBvaw";
    private const string Hash = "CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";

    [Fact]
    public void Create_IsArgon2idAtTodaysCost()
    {
        var stored = PasswordHash.Create("correct horse battery staple");

        Assert.StartsWith("$argon2id$v=19$m=19456,t=2,p=1$", stored, StringComparison.Ordinal);
        Assert.True(PasswordHash.Verify("correct horse battery staple", stored));
        Assert.False(PasswordHash.Verify("correct horse battery stapl", stored));
        Assert.False(PasswordHash.NeedsRehash(stored));
    }

    [Fact]
    public void Create_SamePasswordTwice_DiffersBySalt() =>
        Assert.NotEqual(PasswordHash.Create("same"), PasswordHash.Create("same"));

    [Theory]
    // test.c of the reference implementation, P-H-C/phc-winner-argon2
    [InlineData("password", "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc")]
    [InlineData("password", "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4")]
    [InlineData("password", "$argon2id$v=19$m=256,t=2,p=2$c29tZXNhbHQ$bQk8UB/VmZZF4Oo79iDXuL5/0ttZwg2f/5U52iv1cDc")]
    // Python: hashlib.pbkdf2_hmac('sha256', password, salt, iterations)
    [InlineData("correct horse battery staple", "pbkdf2_sha256$390000$kQ3vJ8nXbT5w$jVlzl8h1Pk7ut8ndHigCWeLnIGYvidtUAT8f2bAoyI8=")]
    [InlineData("パスワード製販在", "pbkdf2_sha256$1000$塩salt$GNF8U1Dqf6UCthfZgXfGXawCAStSh7tKSs+iSxeRX70=")]
    [InlineData("correct horse battery staple", "pbkdf2_sha256$1000$saltsalt0004$+jvUxOA/33JCVna+igmxIAieQ+82itPW1RP4FCLuYq4=")]
    // The same, over the salt's bytes, which are written in base64url
    [InlineData("changeme!", "pbkdf2_sha256$390000$xLZMCnQn7qjW030LISFGMw$wmdKegibCSwbuMOl6MQ8UhqKEMUqwdSzLdePUgVveNQ")]
    [InlineData("correct horse battery staple", "pbkdf2_sha256$1000$JApCN0-oHSRQhjgoKkFsRg$P7fT7ItBaUA4I8K5u5IPtnO1InsPH2X1xpFS0iPFh-4")]
    [InlineData("パスワード製販在", "pbkdf2_sha256$1000$AAECAwQFBgcICQoLDA0ODw$1lPm3-oT5AILR5NOPuBK-nOJ-caMeqcV9Z5T4Uw0GLM")]
    // Letters and digits only, so that padding alone would tell the two apart: it may be lost or added on the way
    [InlineData("correct horse battery staple", "pbkdf2_sha256$1000$saltsalt0003$7Tihz7wCu5btyW3mXt1v47DESoR28c9Zshe8ivZHEfU=")]
    [InlineData("correct horse battery staple", "pbkdf2_sha256$1000$saltsalt0003$7Tihz7wCu5btyW3mXt1v47DESoR28c9Zshe8ivZHEfU")]
    [InlineData("changeme!", "pbkdf2_sha256$390000$xLZMCnQn7qjW030LISFGMw==$wmdKegibCSwbuMOl6MQ8UhqKEMUqwdSzLdePUgVveNQ=")]
    public void Verify_HashOfAnotherProgram_FitsAndNeedsRehash(string password, string stored)
    {
        Assert.True(PasswordHash.Verify(password, stored));
        Assert.False(PasswordHash.Verify(password + "x", stored));
        Assert.False(PasswordHash.Verify(password[..^1], stored));
        Assert.True(PasswordHash.NeedsRehash(stored));
    }

    [Fact]
    public void Verify_SamePasswordFromAnotherInputMethod_Fits()
    {
        var stored = PasswordHash.Create("パスワード123");

        Assert.True(PasswordHash.Verify("ﾊﾟｽﾜｰﾄﾞ１２３", stored));
    }

    [Theory]
    [InlineData("ﾊﾟｽﾜｰﾄﾞ１２３", "pbkdf2_sha256$1000$abc$8R51bPbSJ+SYFDVaR3d4JphZmoVePVDHFJBTjpJVH5o=")]
    [InlineData("ﾊﾟｽﾜｰﾄﾞ１２３", "pbkdf2_sha256$1000$abc$LHZC1ThyuAgowmZqGlBw5WWftWKpLFGfamNs0dEp6i4=")]
    public void Verify_LegacyHash_FitsAsTypedAndNormalized(string password, string stored) =>
        Assert.True(PasswordHash.Verify(password, stored));

    [Fact]
    public void Verify_LongPassword_CountsToItsLastCharacter()
    {
        var start = new string('x', 255);
        var stored = PasswordHash.Create(start + "a");

        Assert.True(PasswordHash.Verify(start + "a", stored));
        Assert.False(PasswordHash.Verify(start + "b", stored));
        Assert.False(PasswordHash.Verify(start, stored));
    }

    [Fact]
    public void Verify_HalfASurrogatePair_IsJustAnotherPassword() =>
        Assert.False(PasswordHash.Verify("\ud83d", PasswordHash.OfNobody));

    [Theory]
    [InlineData("")]
    [InlineData("password")]
    [InlineData("$")]
    [InlineData("$argon2id$")]
    [InlineData($"$argon2i$v=19$m=256,t=2,p=1${Salt}${Hash}")]
    [InlineData($"$argon2id$v=16$m=256,t=2,p=1${Salt}${Hash}")]
    [InlineData($"$argon2id$m=256,t=2,p=1${Salt}${Hash}")]
    [InlineData($"$argon2id$v=19$t=2,m=256,p=1${Salt}${Hash}")]
    [InlineData($"$argon2id$v=19$m=256,t=2,p=1${Salt}$")]
    [InlineData($"$argon2id$v=19$m=256,t=2,p=1$${Hash}")]
    [InlineData($"$argon2id$v=19$m=256,t=2,p=1${Salt}${Hash}=")]
    [InlineData($"$argon2id$v=19$m=256,t=2,p=1${Salt}${Hash}\n")]
    [InlineData($"$argon2id$v=19$m=256,t=2,p=1${Salt}AAA${Hash}")]
    [InlineData($"$argon2id$v=19$m=256,t=2,p=1${Salt}$AAAA!AAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("pbkdf2_sha256$")]
    [InlineData("pbkdf2_sha256$1000$salt")]
    [InlineData("pbkdf2_sha256$1000$$GNF8U1Dqf6UCthfZgXfGXawCAStSh7tKSs+iSxeRX70=")]
    [InlineData("pbkdf2_sha256$1000$salt$GNF8U1Dqf6UCthfZgXfGXawCAStSh7tKSs")]
    [InlineData("pbkdf2_sha256$1000$salt$GNF8U1Dqf6UCthfZgXfGXawCAStSh7tKSs+iSxeRX7-")]
    [InlineData("pbkdf2_sha256$1000$salt$GNF8U1Dqf6UCthfZgXfGXawCAStSh7tKSs+iSxeRX71=")]
    [InlineData("pbkdf2_sha256$1000$not base64!$GNF8U1Dqf6UCthfZgXfGXawCAStSh7tKSs-iSxeRX70")]
    [InlineData("pbkdf2_sha256$-1$salt$GNF8U1Dqf6UCthfZgXfGXawCAStSh7tKSs+iSxeRX70=")]
    [InlineData("pbkdf2_sha256$1e3$salt$GNF8U1Dqf6UCthfZgXfGXawCAStSh7tKSs+iSxeRX70=")]
    [InlineData("pbkdf2_sha1$1000$salt$GNF8U1Dqf6UCthfZgXfGXawCAStSh7tKSs+iSxeRX70=")]
    public void Verify_MalformedHash_IsFalse(string stored)
    {
        Assert.False(PasswordHash.Verify("password", stored));
        Assert.True(PasswordHash.NeedsRehash(stored));
    }

    [Theory]
    [InlineData($"$argon2id$v=19$m=4194304,t=2,p=1${Salt}${Hash}")]
    [InlineData($"$argon2id$v=19$m=99999999999,t=2,p=1${Salt}${Hash}")]
    [InlineData($"$argon2id$v=19$m=19456,t=999999999,p=1${Salt}${Hash}")]
    [InlineData($"$argon2id$v=19$m=19456,t=2,p=16777215${Salt}${Hash}")]
    [InlineData($"$argon2id$v=19$m=262144,t=5,p=1${Salt}${Hash}")]
    [InlineData($"$argon2id$v=19$m=8,t=1,p=2${Salt}${Hash}")]
    [InlineData($"$argon2id$v=19$m=0,t=0,p=0${Salt}${Hash}")]
    [InlineData("pbkdf2_sha256$999999999$salt$GNF8U1Dqf6UCthfZgXfGXawCAStSh7tKSs+iSxeRX70=")]
    [InlineData("pbkdf2_sha256$99999999999999999999$salt$GNF8U1Dqf6UCthfZgXfGXawCAStSh7tKSs+iSxeRX70=")]
    [InlineData("pbkdf2_sha256$0$salt$GNF8U1Dqf6UCthfZgXfGXawCAStSh7tKSs+iSxeRX70=")]
    public void Verify_AbsurdCost_IsFalseAtOnce(string stored)
    {
        var started = Stopwatch.GetTimestamp();

        Assert.False(PasswordHash.Verify("password", stored));

        Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromMilliseconds(100));
    }

    [Fact]
    public async Task VerifyAsync_Nobody_IsFalseWithWork()
    {
        using var hasher = new PasswordHasher();

        Assert.False(await hasher.VerifyAsync("password", null, TestContext.Current.CancellationToken));
        Assert.False(PasswordHash.NeedsRehash(PasswordHash.OfNobody));
    }
}
