using System.Globalization;
using PsiErp.Accounts;

namespace PsiErp.Tests.Commands;

/// <summary>The command line, as a process of its own with a database file of its own.</summary>
public sealed class CommandLineTests(SqliteApp app) : CommandTests
{
    [Fact]
    public async Task Help_ListsTheCommands()
    {
        var run = await Run("--help");

        Assert.Equal(0, run.ExitCode);
        Assert.All(["migrate", "hash-password", "create-user", "reset-password", "remove-second-factor", "export-all", "import-all"],
            verb => Assert.Contains(verb, run.Output, StringComparison.Ordinal));
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
        var run = await Run("--urls http://127.0.0.1:0", "", ("ASPNETCORE_ENVIRONMENT", "Production"), ("SESSION_SIGN_KEY", key),
            ("SECRET_KEY", ""));

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith(why, run.Error, StringComparison.Ordinal);
        Assert.Empty(Folder.EnumerateFileSystemInfos());
    }

    [Theory]
    [InlineData("no-such-folder/psi.db", "unable to open database file")]
    [InlineData("PsiErp.pdf", "file is not a database")]
    public async Task Serve_FileCannotBeUsed_SaysWhichAndExitsWith1(string file, string why)
    {
        await File.WriteAllTextAsync(Path.Combine(Folder.FullName, "PsiErp.pdf"), new string('x', 5000),
            TestContext.Current.CancellationToken);

        var run = await Run("--urls http://127.0.0.1:0", "", ("SQLITE_FILE", file));

        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"{file}: SQLite Error", run.Error, StringComparison.Ordinal);
        Assert.Contains(why, run.Error, StringComparison.Ordinal);
        Assert.EndsWith("SQLITE_FILE says where it is.\n", run.Error, StringComparison.Ordinal);
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
    public async Task Migrate_DatabaseIsAway_SaysWhichAndExitsWith1()
    {
        var run = await Run("migrate", "", ("DATABASE_URL", "postgres://u:secret@127.0.0.1:1/d"));

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("127.0.0.1:1", run.Error, StringComparison.Ordinal);
        Assert.EndsWith("DATABASE_URL says where it is.\n", run.Error, StringComparison.Ordinal);
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
        Query("INSERT INTO users (id, username, password_hash, created_at) VALUES ('8C4E1F3A-6F0B-4C55-9A39-2D1E7B5A9C01', 'sato', 'x', "
            + "0)");
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
}
