using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using PsiErp.Accounts;

namespace PsiErp.Tests;

/// <summary>The command line, as a process of its own with a database file of its own.</summary>
public sealed class CommandLineTests(SqliteApp app) : IDisposable
{
    private const string Password = "a fine password";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("psi-command-line-");

    [Fact]
    public async Task Help_ListsTheCommands()
    {
        var run = await Run("--help");

        Assert.Equal(0, run.ExitCode);
        Assert.All(["migrate", "hash-password", "create-user", "reset-password", "remove-second-factor", "export-all", "import-all"], verb => Assert.Contains(verb, run.Output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task HashPassword_FromInput_PrintsTheHashOnly()
    {
        var run = await Run("hash-password --password-stdin", input: Password + "\nmore");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.True(PasswordHash.Verify(Password, run.Output.TrimEnd('\n')));
    }

    [Theory]
    [InlineData("hash-password", Password, "--password-stdin")]
    [InlineData("hash-password --password-stdin", "short", "8 to 256")]
    [InlineData("hash-password --password-stdin", "", "8 to 256")]
    [InlineData("hash-password --password-stdin", "Baseball", "commonest")]
    [InlineData("create-user someone --password-stdin", "password1", "commonest")]
    [InlineData("create-user", "", "create-user")]
    [InlineData("migrat", "", "migrat")]
    public async Task Run_Wrong_SaysWhyAndExitsWith1(string arguments, string input, string why)
    {
        var run = await Run(arguments, input);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(why, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CreateUser_NameIsTaken_ChangesNothing()
    {
        var first = await Run("create-user 計画 --admin --password-stdin", Password);
        var second = await Run("create-user 計画 --password-stdin", Password);
        var other = await Run("create-user other", "", ("ADMIN_PASSWORD", Password));

        Assert.Equal(0, first.ExitCode);
        Assert.Equal(1, second.ExitCode);
        Assert.Contains("There is a user '計画' already", second.Error, StringComparison.Ordinal);
        Assert.Equal(0, other.ExitCode);
    }

    [Fact]
    public async Task ResetPassword_RemoveSecondFactor_OfAUser_AndOfNobody()
    {
        await Run("create-user someone --password-stdin", Password);

        var reset = await Run("reset-password someone --password-stdin", "another fine one");
        var removed = await Run("remove-second-factor someone");
        var nobody = await Run("reset-password nobody --password-stdin", Password);

        Assert.Equal((0, 0, 1), (reset.ExitCode, removed.ExitCode, nobody.ExitCode));
        Assert.Contains("'someone' had no second factor", removed.Error, StringComparison.Ordinal);
        Assert.Contains("There is no user 'nobody'", nobody.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("migrate")]
    [InlineData("--urls http://127.0.0.1:0")]
    public async Task Run_SettingIsWrong_NamesItAndExitsWith1(string arguments)
    {
        var run = await Run(arguments, "", ("DB_SCHEMA", "No Good"));

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("DB_SCHEMA is 'No Good'", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "SESSION_SIGN_KEY is missing")]
    [InlineData("only 31 characters; one too few", "SESSION_SIGN_KEY has 31 characters")]
    public async Task Run_InProductionWithoutAGoodKey_DoesNotStart(string key, string why)
    {
        var run = await Run("--urls http://127.0.0.1:0", "", ("ASPNETCORE_ENVIRONMENT", "Production"), ("SESSION_SIGN_KEY", key), ("SECRET_KEY", ""));

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith(why, run.Error, StringComparison.Ordinal);
        Assert.Empty(_folder.EnumerateFileSystemInfos());
    }

    [Theory]
    [InlineData("no-such-folder/psi.db", "unable to open database file")]
    [InlineData("PsiErp.pdf", "file is not a database")]
    public async Task Serve_FileCannotBeUsed_SaysWhichAndExitsWith1(string file, string why)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "PsiErp.pdf"), new string('x', 5000), TestContext.Current.CancellationToken);

        var run = await Run("--urls http://127.0.0.1:0", "", ("SQLITE_FILE", file));

        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"{file}: SQLite Error", run.Error, StringComparison.Ordinal);
        Assert.Contains(why, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serve_PortIsTaken_SaysWhichAndExitsWith1()
    {
        var taken = $"http://127.0.0.1:{app.Address.Port}";

        var run = await Run($"--urls {taken}");

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith($"Can't listen on {taken}: Address already in use", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }

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
        Assert.Equal(["backup.zip", "other.db", "psi.db"], _folder.EnumerateFiles().Select(file => file.Name).Where(name => !name.Contains('-')).Order());
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(_folder.FullName, "backup.zip")));
    }

    [Fact]
    public async Task ExportAll_ToOutputWhileMuchIsLogged_IsTheArchiveAndNothingElse()
    {
        await Run("create-user someone --password-stdin", Password);

        var exported = await Run("export-all -", "", ("SLOW_QUERY_MS", "1"), ("Logging__LogLevel__Default", "Trace"));
        await File.WriteAllBytesAsync(Path.Combine(_folder.FullName, "piped.zip"), Encoding.Latin1.GetBytes(exported.Output), TestContext.Current.CancellationToken);
        var imported = await Run("import-all piped.zip", "", ("SQLITE_FILE", "other.db"));

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
        Assert.Empty(_folder.EnumerateFiles());
    }

    [Fact]
    public async Task Migrate_DatabaseIsAway_SaysWhichAndExitsWith1()
    {
        var run = await Run("migrate", "", ("DATABASE_URL", "postgres://u:secret@127.0.0.1:1/d"));

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("127.0.0.1:1", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CreateUser_IfMissing_SucceedsEachTimeAndChangesNothing()
    {
        var first = await Run("create-user boss --admin --if-missing", "", ("ADMIN_PASSWORD", Password));
        var second = await Run("create-user boss --admin --if-missing", "", ("ADMIN_PASSWORD", "another password"));

        Assert.Equal((0, 0), (first.ExitCode, second.ExitCode));
        Assert.Contains("Made the admin 'boss'", first.Error, StringComparison.Ordinal);
        Assert.Contains("nothing was changed", second.Error, StringComparison.Ordinal);
        Assert.True(PasswordHash.Verify(Password, Query("SELECT password_hash FROM users")));
    }

    [Fact]
    public async Task Migrate_Fails_SaysWhyLeavesTheDatabaseAndExitsWith1()
    {
        await Run("migrate");
        Query("INSERT INTO users (id, username, password_hash, created_at) VALUES ('8C4E1F3A-6F0B-4C55-9A39-2D1E7B5A9C01', 'sato', 'x', 0)");
        Query("""DELETE FROM "__EFMigrationsHistory" """);

        var again = await Run("migrate");

        Assert.Equal(1, again.ExitCode);
        Assert.Contains("already exists", again.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", again.Error, StringComparison.Ordinal);
        Assert.Equal("sato", Query("SELECT username FROM users"));
    }

    [Fact]
    public async Task Health_AsksTheServerOnThePort()
    {
        var serving = await Run("health", "", ("PORT", app.Address.Port.ToString(CultureInfo.InvariantCulture)));
        var nobody = await Run("health", "", ("PORT", "1"));

        Assert.Equal((0, "Ready.\n"), (serving.ExitCode, serving.Error));
        Assert.Equal(1, nobody.ExitCode);
        Assert.DoesNotContain("   at ", nobody.Error, StringComparison.Ordinal);
    }

    /// <inheritdoc/>
    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>The first value that the database file of the commands answers with.</summary>
    private string Query(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(_folder.FullName, "psi.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar() as string ?? "";
    }

    private async Task<(int ExitCode, string Output, string Error)> Run(
        string arguments, string input = "", params (string Name, string Value)[] settings)
    {
        using var process = Start(arguments, settings);
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output, await error);
    }

    private Process Start(string arguments, params (string Name, string Value)[] settings)
    {
        var start = new ProcessStartInfo("dotnet", $"{Path.Combine(AppContext.BaseDirectory, "PsiErp.dll")} {arguments}")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            // A character a byte: an archive may come out
            StandardOutputEncoding = Encoding.Latin1,
            RedirectStandardError = true,
            WorkingDirectory = _folder.FullName,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["DATABASE_URL"] = "";
        start.Environment["ADMIN_PASSWORD"] = "";
        foreach (var (name, value) in settings) start.Environment[name] = value;
        return Process.Start(start)!;
    }
}
