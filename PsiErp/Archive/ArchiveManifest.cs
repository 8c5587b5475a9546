using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using PsiErp.Data.Providers;
using PsiErp.Web;

namespace PsiErp.Archive;

/// <summary>
/// What <c>manifest.json</c> of an archive says: which tables it holds, in an order in which they can be loaded, and how
/// to tell whether they are whole.
/// </summary>
public sealed record ArchiveManifest
{
    /// <summary>The entry's name.</summary>
    public const string FileName = "manifest.json";

    /// <summary>Tells our archives from other people's zip files.</summary>
    public const string ArchiveFormat = "psierp-archive";

    /// <summary>The layout of the archive that this program writes and reads.</summary>
    public const int CurrentVersion = 1;

    /// <summary>How the manifest is written.</summary>
    public static JsonSerializerOptions JsonOptions { get; } = new(Json.Options) { WriteIndented = true };

    public required string Format { get; init; }
    public required int Version { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The levels that the tables have been at, oldest first; see <see cref="PsiErp.Data.TableLevels"/>.</summary>
    public required IReadOnlyList<string> Migrations { get; init; }

    public required IReadOnlyList<ArchiveTable> Tables { get; init; }

    /// <summary>Tables that are not in the archive, because what they hold is of no use elsewhere.</summary>
    public required IReadOnlyList<string> LeftOut { get; init; }

    /// <summary>One figure for the whole content: what <c>sha256sum *.jsonl</c> says, hashed once more.</summary>
    public string Checksum() => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Concat(Tables.OrderBy(table => table.File, StringComparer.Ordinal).Select(table => $"{table.Sha256}  {table.File}\n")))));
}

/// <summary>A table of an archive: a file of JSON lines, one a row, in the order of its key.</summary>
public sealed record ArchiveTable
{
    public required string Name { get; init; }

    /// <summary>Its columns, in the order of the members of each line.</summary>
    public required IReadOnlyList<BulkColumn> Columns { get; init; }

    /// <summary>The columns that order the rows.</summary>
    public required IReadOnlyList<string> Key { get; init; }

    public long Rows { get; init; }

    /// <summary>SHA-256 of the uncompressed file, in lower-case hexadecimal digits.</summary>
    public string Sha256 { get; init; } = "";

    /// <summary>The entry's name.</summary>
    public string File => $"{Name}.jsonl";
}

/// <summary>An archive can't be written or read. The message is a sentence for the operator.</summary>
public sealed class ArchiveException(string message, Exception? cause = null) : Exception(message, cause);
