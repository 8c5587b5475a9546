using System.CommandLine;
using Microsoft.Win32.SafeHandles;
using PsiErp.Archive;
using PsiErp.Data.Providers;
using PsiErp.Web;

namespace PsiErp.Commands;

/// <summary>The verbs that carry everything from one database to another, and bring backups back.</summary>
internal static class ArchiveCommands
{
    private const string Standard = "-";

    /// <summary>Registers the use cases.</summary>
    public static IServiceCollection AddArchive(this IServiceCollection services) =>
        services.AddScoped<DatabaseExport>().AddScoped<DatabaseImport>();

    /// <summary><c>export-all FILE</c></summary>
    public static Command ExportAll()
    {
        var file = NameOfFile("The archive to write, or - for standard output");
        var export = new Command("export-all", "Writes everything into one archive, which either database can import") { file };
        export.SetAction((parsed, ct) => RunAsync(
            (services, ct) => ExportAsync(services, parsed.GetRequiredValue(file), ct), ct));
        return export;
    }

    /// <summary><c>import-all FILE</c></summary>
    public static Command ImportAll()
    {
        var file = NameOfFile("The archive to read, or - for standard input");
        var replace = new Option<bool>("--replace") { Description = "Lose what the database holds; without it, it must be empty" };
        var import = new Command("import-all", "Fills an empty database from an archive; all of it or nothing") { file, replace };
        import.SetAction((parsed, ct) => RunAsync(
            (services, ct) => ImportAsync(services, parsed.GetRequiredValue(file), parsed.GetValue(replace), ct), ct));
        return import;
    }

    private static Argument<string> NameOfFile(string description)
    {
        var file = new Argument<string>("file") { Description = description };
        file.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: "" }]) result.AddError("The name of the file is empty.");
        });
        return file;
    }

    private static async Task ExportAsync(IServiceProvider services, string path, CancellationToken ct)
    {
        var export = services.GetRequiredService<DatabaseExport>();
        var manifest = path == Standard
            ? await WriteOutputAsync(export, ct)
            : await WriteFileAsync(export, path, ct);
        await SayAsync("Exported", manifest, $"from the {services.GetRequiredService<IDatabase>().Description} to {path}");
    }

    private static async Task<ArchiveManifest> WriteOutputAsync(DatabaseExport export, CancellationToken ct)
    {
        await using var output = OpenStandardOutput();
        return await export.WriteAsync(output, ct);
    }

    /// <summary>
    /// A pipe by itself: to the console's stream, what nobody reads any more counts as written. Without a buffer, since a
    /// file stream does not keep what is written to a pipe both synchronously and asynchronously in order.
    /// </summary>
    private static Stream OpenStandardOutput()
    {
        if (OperatingSystem.IsWindows()) return Console.OpenStandardOutput();
        var output = new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        return output.CanSeek ? Console.OpenStandardOutput() : output;
    }

    /// <summary>Under another name until it is whole, so that a backup that fails does not cost the one before it.</summary>
    private static async Task<ArchiveManifest> WriteFileAsync(DatabaseExport export, string path, CancellationToken ct)
    {
        if (Path.GetFullPath(path).StartsWith("/dev/", StringComparison.Ordinal))
        {
            throw new ArchiveException(
                $"{path} is a device, which a finished archive would replace; 'export-all -' writes to standard output");
        }

        var unfinished = $"{path}.unfinished";
        try
        {
            ArchiveManifest manifest;
            await using (var file = Create(unfinished))
            {
                manifest = await export.WriteAsync(file, ct);
                file.Flush(flushToDisk: true);
            }
            await using (var archive = await ArchiveFile.OpenAsync(File.OpenRead(unfinished), ct)) await archive.VerifyAsync(ct);
            File.Move(unfinished, path, overwrite: true);
            return manifest;
        }
        catch
        {
            File.Delete(unfinished);
            throw;
        }
    }

    private static async Task ImportAsync(IServiceProvider services, string path, bool replace, CancellationToken ct)
    {
        // The end of a zip is read first
        await using var file = path == Standard
            ? await TemporaryFile.WriteAsync(whole => Console.OpenStandardInput().CopyToAsync(whole, ct))
            : File.OpenRead(path);
        var manifest = await services.GetRequiredService<DatabaseImport>().LoadAsync(file, replace, ct);
        await SayAsync("Imported", manifest, $"from {path} into the {services.GetRequiredService<IDatabase>().Description}");
        await CommandLine.RenewSummariesAsync(services, ct);
    }

    private static Task SayAsync(string what, ArchiveManifest manifest, string where) => Console.Error.WriteLineAsync(
        $"{what} {manifest.Tables.Sum(table => table.Rows)} rows of {manifest.Tables.Count} tables {where}; "
        + $"checksum {manifest.Checksum()}");

    /// <summary>It holds password hashes and keys: for the owner's eyes only.</summary>
    private static FileStream Create(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, BufferSize = 128 * 1024 };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(path, options);
    }

    /// <summary>A disk that is full, a folder that isn't there: the operator's to mend.</summary>
    private static Task<int> RunAsync(Func<IServiceProvider, CancellationToken, Task> command, CancellationToken ct) =>
        CommandLine.WithDatabaseAsync(
            async (services, ct) =>
            {
                try
                {
                    await command(services, ct);
                }
                catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
                {
                    throw new ArchiveException(problem.Message, problem);
                }
            },
            ct);
}
