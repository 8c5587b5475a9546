namespace PsiErp.Tests.Commands;

/// <summary><c>export-all</c> and <c>import-all</c> as an operator or a nightly job runs them.</summary>
public sealed class ArchiveCommandsTests : CommandTests
{
    [Fact]
    public async Task ExportAll_ImportedElsewhere_TheUserIsThere()
    {
        await Run("create-user 計画 --password-stdin", Password);
        var exported = await Run("export-all backup.zip");
        var imported = await Run("import-all backup.zip", "", ("SQLITE_FILE", "other.db"));
        var again = await Run("create-user 計画 --password-stdin", Password, ("SQLITE_FILE", "other.db"));

        Assert.Equal((0, "", 0), (exported.ExitCode, exported.Output, imported.ExitCode));
        Assert.Equal(exported.Error.TrimEnd().Split(' ')[^1], imported.Error.TrimEnd().Split(' ')[^1]);
        Assert.Contains("There is a user '計画' already", again.Error, StringComparison.Ordinal);
        Assert.Equal(["backup.zip", "other.db", "psi.db"], Folder.EnumerateFiles().Select(file => file.Name)
            .Where(name => !name.Contains('-')).Order());
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(Folder.FullName, "backup.zip")));
    }

    [Fact]
    public async Task ExportAll_ToOutputWhileMuchIsLogged_CanBePipedIntoImportAll()
    {
        await Run("create-user someone --password-stdin", Password);

        var exported = await Run("export-all -", "", ("SLOW_QUERY_MS", "1"), ("Logging__LogLevel__Default", "Trace"));
        var imported = await Run("import-all -", exported.Output, ("SQLITE_FILE", "other.db"));

        Assert.Equal((0, "", 0), (exported.ExitCode, imported.Output, imported.ExitCode));
        Assert.StartsWith("PK", exported.Output, StringComparison.Ordinal);
        Assert.Contains(imported.Error.TrimEnd().Split(' ')[^1], exported.Error, StringComparison.Ordinal);
        Assert.Contains("dbug:", exported.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Slow query", exported.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ExportAll_NobodyTakesTheOutput_SaysSoAndExitsWith1()
    {
        await Run("migrate");

        using var process = Start("export-all -");
        process.StandardOutput.Close();
        var error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(1, process.ExitCode);
        Assert.Contains("Broken pipe", error, StringComparison.Ordinal);
        Assert.DoesNotContain("Exported", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("export-all /dev/null", "export-all -")]
    [InlineData("export-all \"\"", "name of the file is empty")]
    [InlineData("import-all \"\"", "name of the file is empty")]
    [InlineData("export-all backup.zip", "run 'PsiErp migrate'")]
    [InlineData("export-all no/such/folder/backup.zip", "no/such/folder")]
    [InlineData("import-all no-such.zip", "no-such.zip")]
    [InlineData("import-all -", "not an archive")]
    public async Task Archive_CannotBe_SaysWhyAndLeavesNothingBehind(string arguments, string why)
    {
        var run = await Run(arguments, input: "not a zip");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(why, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
        Assert.Empty(Folder.EnumerateFiles());
    }
}
