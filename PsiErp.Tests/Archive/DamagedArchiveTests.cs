using System.Text.RegularExpressions;
using PsiErp.Archive;

namespace PsiErp.Tests.Archive;

/// <summary>What is not a whole archive of this version is refused in a sentence, and costs nothing.</summary>
public abstract partial class DamagedArchiveTests(PsiApp app)
{
    private const string Base = "psi_base.jsonl";

    private static readonly Dictionary<string, (Func<byte[], byte[]> Damage, string Says)> Damages = new()
    {
        ["empty"] = (_ => [], "not an archive"),
        ["not a zip"] = (_ => "sku_code,date\n"u8.ToArray(), "not an archive"),
        ["cut off"] = (archive => archive[..^100], "cut off"),
        ["bytes changed"] = (archive => Flip(archive), "damaged"),
        ["no manifest"] = (archive => ManifestWith(archive, _ => null), "no manifest.json"),
        ["manifest is no JSON"] = (archive => ManifestWith(archive, text => text[..50]), "not an archive"),
        ["someone else's manifest"] = (archive => ManifestWith(archive, _ => "{\"name\": \"app\"}"), "not an archive"),
        ["manifest that unpacks to 64 MB"] =
            (archive => ManifestWith(archive, text => text + new string(' ', 64_000_000)), "not an archive"),
        ["2,000 files"] = (archive => Archives.Padded(archive, 2000), "not an archive"),
        ["no table"] = (archive => Archives.With(archive, Base, _ => null), "no psi_base.jsonl"),
        ["a line is missing"] =
            (archive => Archives.With(archive, Base, text => text[(text.IndexOf('\n') + 1)..]), "damaged: psi_base.jsonl"),
        ["newer format"] = (Manifest("\"version\": 1", "\"version\": 2, \"parts\": []"), "use a newer one"),
        ["newer tables"] = (Manifest("\"migrations\": [", "\"migrations\": [\"Tomorrow\", "), "newer PsiErp"),
        ["no level"] = (Levels(""), "not those of PsiErp"),
        ["a level is missing"] = (Manifest("\"Foundation\",", ""), "not those of PsiErp"),
        ["tables of another level"] = (Levels("\"Foundation\""), "not those of PsiErp"),
        ["quantities as other numbers"] = (Manifest("\"type\": \"quantity\"", "\"type\": \"big-integer\""), "not those of PsiErp"),
        ["other tables"] = (Manifest("\"name\": \"psi_metrics\"", "\"name\": \"psi_matrix\""), "not those of PsiErp"),
        ["row count"] = (Manifest("\"rows\": 1,", "\"rows\": 3,"), "1 of 3 rows"),
        ["forged: no row"] =
            (archive => Archives.Forge(archive, "psi_base", text => text + "{}\n"), "psi_base.jsonl can't be loaded (line 2)"),
        ["forged: a line of 2 MB"] =
            (archive => Archives.Forge(archive, "psi_base", text => text + new string(' ', 2_000_000)), "too long"),
        ["forged: no line end"] = (archive => Archives.Forge(archive, "psi_base", text => text + "{"), "cut off"),
        ["forged: key twice"] = (archive => Archives.Forge(archive, "users", text => text + text), "users.jsonl can't be loaded"),
        ["forged: no user"] = (archive => Archives.Forge(archive, "users", _ => ""), "sessions.jsonl can't be loaded"),
        ["forged: too precise"] =
            (archive => Archives.Forge(archive, "psi_base", text => text.Replace(".999999", ".9999994")), "did not keep psi_base"),
    };

    public static TheoryData<string> Cases => [.. Damages.Keys];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Import_Damaged_IsRefusedAndChangesNothing(string how)
    {
        await using var source = await ArchiveDatabase.Filled(app);
        await using var target = await ArchiveDatabase.Filled(app);
        var archive = await source.Export();
        var before = await target.Checksum();

        var refused = await Assert.ThrowsAsync<ArchiveException>(() => target.Import(Damages[how].Damage(archive), replace: true));

        Assert.Contains(Damages[how].Says, refused.Message, StringComparison.Ordinal);
        Assert.Equal(before, await target.Checksum());
    }

    [Fact]
    public async Task Export_NoTables_SaysWhatToDo()
    {
        await using var database = ArchiveDatabase.Empty(app);

        var refused = await Assert.ThrowsAsync<ArchiveException>(database.Export);

        Assert.Contains("run 'PsiErp migrate'", refused.Message, StringComparison.Ordinal);
    }

    private static Func<byte[], byte[]> Manifest(string old, string replacement) => archive =>
        ManifestWith(archive, text => text.Contains(old, StringComparison.Ordinal)
            ? text.Replace(old, replacement, StringComparison.Ordinal)
            : throw new InvalidOperationException($"The manifest has no {old}: {text}"));

    private static Func<byte[], byte[]> Levels(string levels) => archive =>
        ManifestWith(archive, text => Migrations().Replace(text, $"\"migrations\": [{levels}]"));

    private static byte[] ManifestWith(byte[] archive, Func<string, string?> change) =>
        Archives.With(archive, ArchiveManifest.FileName, change);

    /// <summary>Changes bytes in the middle of the compressed content of the users.</summary>
    private static byte[] Flip(byte[] archive)
    {
        var copy = archive.ToArray();
        var at = copy.AsSpan().IndexOf("users.jsonl"u8) + 60;
        for (var i = 0; i < 8; i++) copy[at + i] ^= 0xFF;
        return copy;
    }

    [GeneratedRegex(@"""migrations"": \[[^]]*]")]
    private static partial Regex Migrations();

    public sealed class OnSqlite(SqliteApp app) : DamagedArchiveTests(app);

    public sealed class OnPostgres(PostgresApp app) : DamagedArchiveTests(app);
}
