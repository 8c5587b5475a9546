using Npgsql;
using PsiErp.Data.Providers;

namespace PsiErp.Tests.Data;

public class DatabaseUrlTests
{
    [Theory]
    [InlineData("postgres://sato:p%40ss%3Aword%2F@db.example.com:6432/plan")]
    [InlineData("postgresql://sato:p%40ss%3Aword%2F@db.example.com:6432/plan")]
    [InlineData("postgresql+psycopg2://sato:p%40ss%3Aword%2F@db.example.com:6432/plan")]
    [InlineData("postgresql+psycopg://sato:p%40ss%3Aword%2F@db.example.com:6432/plan")]
    [InlineData("postgresql+asyncpg://sato:p%40ss%3Aword%2F@db.example.com:6432/plan")]
    [InlineData("Host=db.example.com;Port=6432;Database=plan;Username=sato;Password=p@ss:word/")]
    public void Parse_AnyForm_IsTheSameConnection(string text)
    {
        var connection = DatabaseUrl.Parse(text);

        Assert.Equal(("db.example.com", 6432, "plan", "sato", "p@ss:word/"),
            (connection.Host, connection.Port, connection.Database, connection.Username, connection.Password));
    }

    [Theory]
    [InlineData("postgres://u:p@db.example.com/plan", SslMode.Require)]
    [InlineData("Host=db.example.com;Database=plan", SslMode.Require)]
    [InlineData("postgres://u:p@db.example.com/plan?sslmode=verify-full", SslMode.VerifyFull)]
    [InlineData("postgres://u:p@db.example.com/plan?sslmode=disable", SslMode.Disable)]
    [InlineData("Host=db.example.com;Database=plan;SSL Mode=Disable", SslMode.Disable)]
    [InlineData("postgresql+psycopg2://u:p@db.example.com/plan", SslMode.Require)]
    [InlineData("postgresql+psycopg2://u:p@db.example.com/plan?sslmode=prefer", SslMode.Prefer)]
    [InlineData("postgresql+asyncpg://u:p@db.example.com/plan?ssl=verify-full", SslMode.VerifyFull)]
    [InlineData("postgresql+asyncpg://u:p@localhost/plan?ssl=true", SslMode.Require)]
    [InlineData("postgres://u:p@localhost/plan", SslMode.Prefer)]
    [InlineData("postgres://u:p@127.0.0.1/plan", SslMode.Prefer)]
    [InlineData("postgres://u:p@[::1]/plan", SslMode.Prefer)]
    public void Parse_HostsElsewhere_NeedTlsUnlessTheySayOtherwise(string text, SslMode expected) =>
        Assert.Equal(expected, DatabaseUrl.Parse(text).SslMode);

    [Theory]
    [InlineData("postgres://u:p@a.example.com:5433,b.example.com/plan", "a.example.com:5433,b.example.com", SslMode.Require)]
    [InlineData("postgres://u:p@127.0.0.1:5433,localhost:5434/plan", "127.0.0.1:5433,localhost:5434", SslMode.Prefer)]
    [InlineData("postgres://u:p@[::1]:5433,[::1]:5434/plan?sslmode=disable", "[::1]:5433,[::1]:5434", SslMode.Disable)]
    [InlineData("postgres://u:p@localhost:5433,b.example.com/plan", "localhost:5433,b.example.com", SslMode.Require)]
    [InlineData("Host=localhost:5433,localhost:5434;Username=u;Password=p;Database=plan", "localhost:5433,localhost:5434", SslMode.Prefer)]
    public void Parse_SeveralHosts_AreAllOfThem(string text, string hosts, SslMode tls)
    {
        var connection = DatabaseUrl.Parse(text);

        Assert.Equal((hosts, "plan", "u", "p", tls),
            (connection.Host, connection.Database, connection.Username, connection.Password, connection.SslMode));
    }

    [Theory]
    [InlineData("mysql://u:p@host/plan")]
    [InlineData("mysql+psycopg2://u:secret@host/plan")]
    [InlineData("postgres://u:secret@host/plan?ssl=maybe")]
    [InlineData("postgres://u:secret@/plan")]
    [InlineData("postgres://u:secret@host")]
    [InlineData("postgres://u:secret@host/plan?sslmode=maybe")]
    [InlineData("postgres://u:secret@host/plan?colour=red")]
    [InlineData("somewhere")]
    [InlineData("Database=plan;Password=secret")]
    public void Parse_Nonsense_SaysWhatIsExpectedWithoutThePassword(string text)
    {
        var problem = Assert.Throws<FormatException>(() => DatabaseUrl.Parse(text));

        Assert.Contains("postgres://USER:PASSWORD@HOST", problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", problem.Message, StringComparison.Ordinal);
    }
}
