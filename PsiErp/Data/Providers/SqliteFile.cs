namespace PsiErp.Data.Providers;

/// <summary>The embedded file and those that SQLite keeps beside it, on the disk.</summary>
internal static class SqliteFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>
    /// Sees to it that only their owner reads and writes them: SQLite makes the file as open as the process's umask says, and
    /// those beside it as open as the file.
    /// </summary>
    /// <param name="path">The file; it is created, empty, when it is missing.</param>
    public static void KeepPrivate(string path)
    {
        if (OperatingSystem.IsWindows()) return;
        try
        {
            // Never opened when it is there: closing it would end the locks that this process holds on it
            if (!File.Exists(path)) Create(path);
            foreach (var file in (string[])[path, path + "-wal", path + "-shm"])
            {
                if (File.Exists(file) && File.GetUnixFileMode(file) != OwnerOnly) File.SetUnixFileMode(file, OwnerOnly);
            }
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // What can't be created, SQLite refuses in a moment, and says why; somebody else's file is theirs to close
        }
    }

    private static void Create(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerOnly;
        new FileStream(path, options).Dispose();
    }
}
