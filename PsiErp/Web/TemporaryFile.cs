namespace PsiErp.Web;

/// <summary>What has to be whole before it is read: a file that only its owner may read, and that is gone when closed.</summary>
internal static class TemporaryFile
{
    /// <summary>Makes one; nothing stays behind when writing fails.</summary>
    /// <param name="write">Writes what it holds.</param>
    /// <returns>The file, at its beginning. Closing it deletes it.</returns>
    public static async Task<FileStream> WriteAsync(Func<Stream, Task> write)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            Options = FileOptions.Asynchronous | FileOptions.DeleteOnClose,
            BufferSize = 128 * 1024,
        };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var file = new FileStream(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), options);
        try
        {
            await write(file);
            file.Position = 0;
            return file;
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }
}
