using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PsiErp.Accounts;
using PsiErp.Data;
using PsiErp.Files;
using PsiErp.Masters;
using PsiErp.Web;

namespace PsiErp.Import;

/// <summary>Saved ways to read files, by which the files of a system are known again.</summary>
public sealed class ImportProfiles(PsiDb db, MasterWrite write, TimeProvider clock)
{
    private const string Table = "import_profiles";

    /// <summary>Most texts of a header or words of a list.</summary>
    private const int MaxTexts = 1000;

    private const int MaxLine = 1_000_000;

    /// <summary>All of them by name.</summary>
    public async Task<IReadOnlyList<ImportProfileBody>> ListAsync(CancellationToken ct) =>
        [.. (await db.ImportProfiles.AsNoTracking().OrderBy(profile => profile.Name).ToListAsync(ct)).Select(Body)];

    /// <summary>One of them, or null.</summary>
    public async Task<ImportProfileBody?> FindAsync(string name, CancellationToken ct)
    {
        var key = name.Trim();
        return await db.ImportProfiles.AsNoTracking().SingleOrDefaultAsync(profile => profile.Name == key, ct) is { } found
            ? Body(found)
            : null;
    }

    /// <summary>The one that says most of a file with such a header, or null.</summary>
    public async Task<ImportProfileBody?> RecognizeAsync(IEnumerable<string> header, CancellationToken ct)
    {
        var names = header.Select(ColumnNames.Normalize).ToHashSet();
        return (await ListAsync(ct))
            .Where(profile => profile.Header.Count > 0 && profile.Header.Select(ColumnNames.Normalize).All(names.Contains))
            .MaxBy(profile => profile.Header.Count);
    }

    /// <summary>What a profile says of a file, and over it what is said of this one. Null when there is no such profile.</summary>
    public async Task<ReadingOptions?> CompleteAsync(string? profile, ReadingOptions options, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(profile)) return options;
        return await FindAsync(profile, ct) is { } found ? options.Over(ReadingOf(found).Options) : null;
    }

    /// <summary>Saves one, in the place of another of its name.</summary>
    public Task<MasterOutcome<ImportProfileBody>> SetAsync(string name, SavedProfile saved, Caller by, CancellationToken ct) =>
        write.RunAsync<ImportProfileBody>(
            async () =>
            {
                name = name.Trim();
                if (Check(name, saved) is { Count: > 0 } errors) return new MasterOutcome<ImportProfileBody>.Invalid(errors);
                var profile = await db.ImportProfiles.SingleOrDefaultAsync(profile => profile.Name == name, ct);
                var before = profile is null ? null : Body(profile);
                if (profile is null) db.Add(profile = new() { Name = name, Header = "", Reading = "", UpdatedAt = clock.GetUtcNow() });
                (profile.Header, profile.Reading) = (ToJson(saved.Header ?? []), ToJson(saved.Reading));
                profile.UpdatedAt = clock.GetUtcNow();
                var after = Body(profile);
                write.Note(Table, name, before, after, by);
                return new MasterOutcome<ImportProfileBody>.Done(after);
            },
            ct);

    /// <summary>Deletes one.</summary>
    public Task<MasterOutcome<ImportProfileBody>> DeleteAsync(string name, Caller by, CancellationToken ct) =>
        write.RunAsync<ImportProfileBody>(
            async () =>
            {
                name = name.Trim();
                if (await db.ImportProfiles.SingleOrDefaultAsync(profile => profile.Name == name, ct) is not { } profile)
                    return new MasterOutcome<ImportProfileBody>.NotFound();
                var before = Body(profile);
                db.Remove(profile);
                write.Note(Table, name, before, null, by);
                return new MasterOutcome<ImportProfileBody>.Done(before);
            },
            ct);

    /// <summary>What a profile says of a file.</summary>
    public static ProfileReading ReadingOf(ImportProfileBody profile) => new(
        profile.Columns, profile.Values, profile.Ignored, profile.Decimal, profile.Dates, profile.HeaderLine, profile.Separator,
        profile.Blank, profile.Skip, profile.Encoding);

    private static MasterErrors Check(string name, SavedProfile saved)
    {
        var errors = new MasterErrors();
        errors.Name("name", name);
        if (saved == new SavedProfile(Header: null))
            errors["header"] = ["Say by which header texts files are recognised, or how they are read."];
        Word("decimal", saved.Decimal, ReadingWords.Decimals);
        Word("dates", saved.Dates, ReadingWords.Dates);
        Word("encoding", saved.Encoding, ReadingWords.Encodings);
        Word("separator", saved.Separator, [",", ";", "\t", "|"]);
        if (saved.HeaderLine is < 1 or > MaxLine) errors["header_line"] = [$"Lines are counted from 1 to {MaxLine}."];
        foreach (var field in (saved.Columns?.Keys ?? []).Concat(saved.Values?.Keys ?? []))
            if (!PlanColumns.Tellable.Contains(field)) errors["columns"] = [$"'{field}' is no field of a plan."];
        foreach (var (field, text) in saved.Values ?? new Dictionary<string, string>())
            if (FixedValue.Check(field, text) is { } problem) errors["values"] = [$"{problem.Message}."];
        foreach (var (member, texts) in new[]
            {
                ("header", saved.Header), ("ignored", saved.Ignored), ("blank", saved.Blank), ("skip", saved.Skip?.Totals),
                ("columns", saved.Columns?.Values.ToList()),
            })
            if (texts is { Count: > MaxTexts } || texts?.Any(text => text is null || text.Length > PlanText.MaxLength) == true)
                errors[member] = [$"Send at most {MaxTexts} texts of up to {PlanText.MaxLength} characters."];
        return errors;

        void Word(string member, string? word, string[] words)
        {
            if (word is not null && !words.Contains(word))
                errors[member] = [$"'{word}' is not known; write one of {string.Join(", ", words)}."];
        }
    }

    private static ImportProfileBody Body(ImportProfile profile) => ImportProfileBody.Of(
        profile.Name, JsonSerializer.Deserialize<IReadOnlyList<string>>(profile.Header, Json.Options)!,
        JsonSerializer.Deserialize<ProfileReading>(profile.Reading, Json.Options)!, profile.UpdatedAt);

    private static string ToJson<T>(T value) => JsonSerializer.Serialize(value, Json.Options);
}
