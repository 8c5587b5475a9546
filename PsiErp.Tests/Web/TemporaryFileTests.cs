using PsiErp.Web;

namespace PsiErp.Tests.Web;

/// <summary>Files that hold a plan, or a backup with its password hashes, for a moment in a folder that others share.</summary>
public sealed class TemporaryFileTests
{
    [Fact]
    public async Task File_WhileItIsThere_IsItsOwnersOnly()
    {
        var ct = TestContext.Current.CancellationToken;
        var file = await TemporaryFile.WriteAsync(output => output.WriteAsync("a plan"u8.ToArray(), ct).AsTask());

        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file.Name));
        Assert.Equal("a plan", await new StreamReader(file).ReadToEndAsync(ct));
        await file.DisposeAsync();
        Assert.False(File.Exists(file.Name));
    }

    [Fact]
    public async Task File_NotWrittenToItsEnd_IsGone()
    {
        var name = "";
        await Assert.ThrowsAsync<OperationCanceledException>(() => TemporaryFile.WriteAsync(output =>
        {
            name = ((FileStream)output).Name;
            throw new OperationCanceledException();
        }));

        Assert.NotEmpty(name);
        Assert.False(File.Exists(name));
    }
}
