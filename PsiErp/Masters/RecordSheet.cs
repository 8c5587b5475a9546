using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PsiErp.Accounts;
using PsiErp.Data;

namespace PsiErp.Masters;

/// <summary>Products, customers or suppliers as a sheet.</summary>
internal sealed class RecordSheet(
    string type, IReadOnlyList<MasterColumn> columns, MasterRecords records, RecordLoad load, MasterMemory memory)
    : MasterSheet(type, columns)
{
    private const string Code = "code";

    /// <summary>Most records whose ids are read for a page.</summary>
    private const int MaxTold = 2000;

    private static readonly JsonElement Nothing = JsonElement.Parse("{}");

    private static readonly MasterProblem TooLarge = new(
        Code, MasterProblemKind.DataTooLarge, Expected: $"{MasterData.MaxBytes / 1024}");

    /// <inheritdoc/>
    public override bool TakesOthers => true;

    /// <inheritdoc/>
    public override bool KnowsChanges => true;

    /// <inheritdoc/>
    public override string? OwnOrder => Code;

    /// <inheritdoc/>
    public override bool IsSortable(MasterColumn column) => MasterOrder.Knows(Kind, column.Name);

    /// <inheritdoc/>
    public override Task<int> CountAsync(string? search, CancellationToken ct) =>
        memory.RecallAsync((Kind, search), () => records.CountAsync(Kind, search, ct), ct);

    /// <inheritdoc/>
    public override async Task<IReadOnlyList<MasterRow>> ListAsync(MasterQuery query, CancellationToken ct) =>
        await ReadAsync(query, ct).ToListAsync(ct);

    /// <inheritdoc/>
    public override async Task<MasterPage> PageAsync(MasterQuery query, int number, int size, CancellationToken ct)
    {
        var (ids, count, on) = await memory.RecallAsync((query, number, size, Kind), () => FindPageAsync(query, number, size, ct), ct);
        return new MasterPage(await records.ReadAsync(ids, ct).Select(RowOf).ToListAsync(ct), count, on);
    }

    /// <summary>Which records a page has, how many there are of all pages, and which page it is.</summary>
    /// <remarks>
    /// Most searches find so few that what follows a page tells how many there are, and nothing is looked for twice. What has to be
    /// sorted has to be found first, all of it.
    /// </remarks>
    private async Task<(Guid[] Ids, int Count, int Number)> FindPageAsync(MasterQuery query, int number, int size, CancellationToken ct)
    {
        number = Math.Max(1, number);
        var skip = (number - 1) * size;
        if (!string.IsNullOrWhiteSpace(query.Search))
        {
            int? most = MasterOrder.HasIndex(query.Sort ?? Code) ? MaxTold : null;
            var ids = await Find(query with { Skip = skip, Take = most }).ToListAsync(ct);
            if (ids.Count != most && (ids.Count > 0 || skip == 0)) return ([.. ids.Take(size)], skip + ids.Count, number);
        }
        var count = await CountAsync(query.Search, ct);
        number = MasterPage.Within(number, count, size);
        return (await Find(query with { Skip = (number - 1) * size, Take = size }).ToArrayAsync(ct), count, number);
    }

    /// <inheritdoc/>
    public override IAsyncEnumerable<MasterRow> ReadAsync(MasterQuery query, CancellationToken ct) =>
        records.ReadAsync(Find(query), ct).Select(RowOf);

    private IQueryable<Guid> Find(MasterQuery query)
    {
        var order = new MasterOrder(query.Sort is { } sort && MasterOrder.Knows(Kind, sort) ? sort : Code, query.IsDescending);
        return records.Find(Kind, query.Search, order).Skip(query.Skip).Take(query.Take ?? int.MaxValue);
    }

    /// <inheritdoc/>
    public override async Task<MasterRow?> FindAsync(IReadOnlyList<string> key, CancellationToken ct) =>
        IdOf(key) is { } id && await records.FindAsync(Kind, id, ct) is { } record ? RowOf(record) : null;

    /// <inheritdoc/>
    public override async Task<SheetOutcome> CreateAsync(IReadOnlyDictionary<string, string> cells, Caller by, CancellationToken ct)
    {
        if (await ProblemsAsync(null, null, cells, ct) is { Count: > 0 } problems) return new SheetOutcome.Invalid(problems);
        return OutcomeOf(await records.CreateAsync(Kind, With(Nothing, cells), by, ct, isOnly: true));
    }

    /// <inheritdoc/>
    public override async Task<SheetOutcome> ChangeAsync(
        IReadOnlyList<string> key, IReadOnlyDictionary<string, string> cells, SeenVersion seen, Caller by, CancellationToken ct)
    {
        if (IdOf(key) is not { } id || await FindAsync(key, ct) is not { } before) return new SheetOutcome.NotFound();
        if (await ProblemsAsync(id, before, cells, ct) is { Count: > 0 } problems) return new SheetOutcome.Invalid(problems);
        return OutcomeOf(await records.ChangeAsync(Kind, id, data => With(data, cells), seen, by, ct, isOnly: true));
    }

    /// <inheritdoc/>
    public override async Task<SheetOutcome> DeleteAsync(IReadOnlyList<string> key, SeenVersion seen, Caller by, CancellationToken ct) =>
        IdOf(key) is { } id ? OutcomeOf(await records.DeleteAsync(Kind, id, seen, by, ct)) : new SheetOutcome.NotFound();

    /// <inheritdoc/>
    internal override Task PutAsync(
        IAsyncEnumerable<IReadOnlyList<MasterLine>> lines, MasterImportReport report, Caller by, CancellationToken ct) =>
        load.PutAsync(
            Kind, lines.Select(some => some.Select(line => (line.Key[0], line)).ToList()),
            (line, known) => Put(line, known, report), by, ct);

    /// <summary>What a line makes of the records of its code; null for nothing.</summary>
    private MasterData? Put(MasterLine line, IReadOnlyList<MasterRecord> known, MasterImportReport report)
    {
        var data = known.Count > 0 ? MasterData.Parse(known[0].Data) : Nothing;
        var before = known.Count > 0 ? MasterRow.Of([], () => "before", data) : null;
        var problems = known.Count > 1 ? [new(Code, MasterProblemKind.Several, known[0].Code)] : CheckAll(before, line.Cells).ToList();
        if (problems.Count > 0)
        {
            report.Add(line.Line, problems);
            return null;
        }
        if (before is not null && !IsOther(data, line.Cells))
        {
            report.Add(new MasterChange(line.Line, before, before));
            return null;
        }
        if (MasterData.Of(json => Write(json, data, line.Cells)) is not { } after)
        {
            report.Add(line.Line, [TooLarge]);
            return null;
        }
        var isSame = known.Count > 0 && after.Text == known[0].Data;
        report.Add(before is null, isSame, () => new MasterChange(line.Line, before, MasterRow.Of([], () => "after", after.Members)));
        return isSame ? null : after;
    }

    /// <summary>All that is wrong at once. Whether a code is taken is looked at again under the lock.</summary>
    private async Task<List<MasterProblem>> ProblemsAsync(
        Guid? id, MasterRow? before, IReadOnlyDictionary<string, string> cells, CancellationToken ct)
    {
        var problems = CheckAll(before, cells).ToList();
        if (cells.TryGetValue(Code, out var text) && MasterErrors.Tidy(text) is { Length: > 0 } code && code != before?[Code]
            && await records.IsTakenAsync(Kind, code, id, ct))
            problems.Add(new(Code, MasterProblemKind.Taken, code));
        return problems;
    }

    /// <summary>What PsiErp does not know of may be anything but NUL, which PostgreSQL has no place for.</summary>
    private IEnumerable<MasterProblem> CheckAll(MasterRow? before, IReadOnlyDictionary<string, string> cells) => Check(before, cells)
        .Concat(cells.Where(cell => Column(cell.Key) is null && cell.Value.Contains('\0'))
            .Select(cell => new MasterProblem(cell.Key, MasterProblemKind.ControlCharacter, cell.Value)));

    /// <summary>The data with other cells; null when it is more than can be kept.</summary>
    private JsonElement? With(JsonElement data, IReadOnlyDictionary<string, string> cells) =>
        IsOther(data, cells) ? MasterData.Of(json => Write(json, data, cells))?.Members : data;

    /// <summary>Whether cells change anything of the data.</summary>
    private bool IsOther(JsonElement data, IReadOnlyDictionary<string, string> cells) => cells.Any(cell =>
        data.TryGetProperty(cell.Key, out var before) ? IsOther(cell.Key, before, cell.Value) : !string.IsNullOrWhiteSpace(cell.Value));

    private bool IsOther(string name, JsonElement before, string text) =>
        !MasterRow.IsNested(before) && !IsSame(Column(name), MasterRow.TextOf(before), text);

    /// <summary>Writes the data with other cells. What nobody changed stays as it was sent, to the last digit.</summary>
    private void Write(Utf8JsonWriter json, JsonElement data, IReadOnlyDictionary<string, string> cells)
    {
        json.WriteStartObject();
        foreach (var member in data.EnumerateObject())
        {
            if (!cells.TryGetValue(member.Name, out var text) || !IsOther(member.Name, member.Value, text)) member.WriteTo(json);
            else Write(json, member.Name, text, member.Value);
        }
        foreach (var (name, text) in cells)
        {
            if (!data.TryGetProperty(name, out _)) Write(json, name, text, default);
        }
        json.WriteEndObject();
    }

    /// <summary>Writes a cell; blank ones are left out.</summary>
    private void Write(Utf8JsonWriter json, string name, string text, JsonElement before)
    {
        if (string.IsNullOrWhiteSpace(text)) return;
        json.WritePropertyName(name);
        if (Column(name) is not { } column)
        {
            WriteLike(json, before, text.Trim().ReplaceLineEndings("\n"));
            return;
        }
        column.Read(text, out var value);
        value.WriteTo(json);
    }

    /// <summary>A member that PsiErp does not know stays what it was, number or flag, as long as it can.</summary>
    private static void WriteLike(Utf8JsonWriter json, JsonElement before, string entry)
    {
        if (before.ValueKind is JsonValueKind.Number && IsJson(entry, JsonValueKind.Number)) json.WriteRawValue(entry);
        else if (before.ValueKind is JsonValueKind.True or JsonValueKind.False && bool.TryParse(entry, out var flag))
            json.WriteBooleanValue(flag);
        else json.WriteStringValue(entry);
    }

    private static bool IsJson(string text, JsonValueKind kind)
    {
        try
        {
            return JsonElement.Parse(text).ValueKind == kind;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static Guid? IdOf(IReadOnlyList<string> key) => key.Count == 1 && Guid.TryParse(key[0], out var id) ? id : null;

    private static MasterRow RowOf(MasterRecord record) => RowOf(MasterBody.Of(record));

    private static MasterRow RowOf(MasterBody body) =>
        MasterRow.Of([$"{body.Id}"], () => RecordTag.Of(body), body.Data, body.UpdatedAt);

    private static SheetOutcome OutcomeOf(MasterOutcome<MasterBody> outcome) => outcome switch
    {
        MasterOutcome<MasterBody>.Done done => new SheetOutcome.Done(RowOf(done.Value)),
        MasterOutcome<MasterBody>.Stale stale => new SheetOutcome.Stale(RowOf(stale.Current)),
        MasterOutcome<MasterBody>.Taken taken => new SheetOutcome.Invalid([new(Code, MasterProblemKind.Taken, taken.Message)]),
        // Cells are checked before, all but how much they are together
        MasterOutcome<MasterBody>.Invalid => new SheetOutcome.Invalid([TooLarge]),
        _ => new SheetOutcome.NotFound(),
    };
}
