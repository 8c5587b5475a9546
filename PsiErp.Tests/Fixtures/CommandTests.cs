using System.Diagnostics;
using System.Text;
using Microsoft.Data.Sqlite;

namespace PsiErp.Tests.Fixtures;

/// <summary>Tests of commands: each is a process of its own, in a folder with a database file of its own.</summary>
public abstract class CommandTests : IDisposable
{
    /// <summary>A password that is good enough.</summary>
    protected const string Password = "a fine password";

    /// <summary>Where the commands run.</summary>
    protected DirectoryInfo Folder { get; } = Directory.CreateTempSubdirectory("psi-command-line-");

    /// <inheritdoc/>
    public void Dispose()
    {
        Folder.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>The first value that the database file of the commands answers with.</summary>
    protected string Query(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(Folder.FullName, "psi.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar() as string ?? "";
    }

    /// <summary>Runs a command to its end.</summary>
    protected async Task<(int ExitCode, string Output, string Error)> Run(
        string arguments, string input = "", params (string Name, string Value)[] settings)
    {
        using var process = Start(arguments, settings);
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output, await error);
    }

    /// <summary>Starts a command, as a developer has it: with the embedded database in its folder.</summary>
    protected Process Start(string arguments, params (string Name, string Value)[] settings)
    {
        var start = new ProcessStartInfo("dotnet", $"{Path.Combine(AppContext.BaseDirectory, "PsiErp.dll")} {arguments}")
        {
            // A character a byte: an archive may go in or come out
            RedirectStandardInput = true,
            StandardInputEncoding = Encoding.Latin1,
            RedirectStandardOutput = true,
            StandardOutputEncoding = Encoding.Latin1,
            RedirectStandardError = true,
            WorkingDirectory = Folder.FullName,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["DATABASE_URL"] = "";
        start.Environment["ADMIN_PASSWORD"] = "";
        foreach (var (name, value) in settings) start.Environment[name] = value;
        return Process.Start(start)!;
    }
}
