using System.IO.Compression;
using System.Text;

namespace PsiErp.Accounts;

/// <summary>
/// The 10,000 commonest passwords that are long enough to be one here, which are what an attacker tries first. Where the list
/// comes from: docs/licences.md.
/// </summary>
public static class CommonPasswords
{
    private const string Resource = "common-passwords.txt.gz";

    /// <summary>
    /// Whether a password is one of them, in whatever case and width. Reads the list anew, in a few ms: new passwords are
    /// rare, and it would take a megabyte to remember.
    /// </summary>
    public static bool Contain(string password)
    {
        var wanted = PasswordHash.Normalize(password).ToLowerInvariant();
        using var packed = typeof(CommonPasswords).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The program was built without {Resource}");
        using var lines = new StreamReader(new GZipStream(packed, CompressionMode.Decompress), Encoding.UTF8);
        while (lines.ReadLine() is { } line)
        {
            if (line == wanted) return true;
        }
        return false;
    }
}
