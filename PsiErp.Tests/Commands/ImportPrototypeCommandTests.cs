using PsiErp.Tests.Prototype;

namespace PsiErp.Tests.Commands;

/// <summary><c>import-prototype</c> as somebody types it who moves here.</summary>
public sealed class ImportPrototypeCommandTests(PostgresApp postgres) : CommandTests
{
    [Fact]
    public async Task ImportPrototype_IntoTheEmbeddedFile_ReportsToErrorOnlyAndExitsWith0()
    {
        await using var old = await OldDatabase.WithPlan(postgres);

        var run = await Run($"import-prototype {old.Url} --schema {old.Schema}");
        var again = await Run($"import-prototype {old.Url} --schema {old.Schema}");

        Assert.Equal((0, ""), (run.ExitCode, run.Output));
        Assert.Contains("Took the prototype over, from PostgreSQL at 127.0.0.1:", run.Error, StringComparison.Ordinal);
        Assert.Contains("psi_base: 6 of 6 rows", run.Error, StringComparison.Ordinal);
        Assert.Equal("12月計画", Query("SELECT title FROM sessions WHERE is_leader"));
        Assert.Equal(1, again.ExitCode);
        Assert.Contains("has users already", again.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("import-prototype nonsense", "The prototype's URL can't be used")]
    [InlineData("import-prototype mysql://host/psi", "its scheme is mysql")]
    [InlineData("import-prototype postgres://psi:secret@127.0.0.1:1/psi", "database (PostgreSQL at 127.0.0.1:1/psi, schema psi)")]
    public async Task ImportPrototype_NoSuchDatabase_SaysWhyAndLeavesNothingBehind(string arguments, string why)
    {
        var run = await Run(arguments);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(why, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
        Assert.Empty(Folder.EnumerateFiles());
    }
}
