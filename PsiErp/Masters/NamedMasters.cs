using Microsoft.EntityFrameworkCore;
using PsiErp.Accounts;
using PsiErp.Data;
using PsiErp.Web;

namespace PsiErp.Masters;

/// <summary>Master data that is known by its names: found, made, changed, renamed and deleted in the same way.</summary>
/// <typeparam name="TRow">How it is stored.</typeparam>
/// <typeparam name="TValue">What it is to users: a record that the wire has too.</typeparam>
public abstract class NamedMasters<TRow, TValue>(PsiDb db, MasterWrite write)
    where TRow : class
    where TValue : class
{
    /// <summary>What the audit log and addresses call them.</summary>
    public abstract string Table { get; }

    /// <summary>What a client calls one of them.</summary>
    public abstract string Noun { get; }

    /// <summary>The address of one.</summary>
    public string AddressOf(TValue value) => $"/api/{Table}/{string.Join('/', KeyOf(value).Select(PathNames.Encode))}";

    /// <summary>All of them, or those whose texts hold a part, in any case.</summary>
    public async Task<IReadOnlyList<TValue>> ListAsync(string? search, CancellationToken ct)
    {
        var rows = (await Ordered(db.Set<TRow>().AsNoTracking()).ToListAsync(ct)).ConvertAll(ValueOf);
        var part = SeriesFilter.Fold(search?.Trim());
        return part.Length == 0 ? rows : rows.FindAll(row => TextsOf(row).Any(text => SeriesFilter.Fold(text).Contains(part)));
    }

    /// <summary>One of them, or null.</summary>
    public async Task<TValue?> FindAsync(IReadOnlyList<string> key, CancellationToken ct)
    {
        if (await db.Set<TRow>().FindAsync([.. key.Select(MasterErrors.Tidy)], ct) is not { } row) return null;
        db.ChangeTracker.Clear();
        return ValueOf(row);
    }

    /// <summary>Adds one.</summary>
    public Task<MasterOutcome<TValue>> CreateAsync(TValue value, Caller by, CancellationToken ct) => write.RunAsync<TValue>(
        async () =>
        {
            value = Tidy(value);
            if (await CheckAsync(value, ct) is { Count: > 0 } errors) return new MasterOutcome<TValue>.Invalid(errors);
            if (await db.Set<TRow>().FindAsync([.. KeyOf(value)], ct) is not null) return Taken(value);
            db.Add(RowOf(value));
            write.Note(Table, string.Join('/', KeyOf(value)), null, value, by);
            return new MasterOutcome<TValue>.Done(value);
        },
        ct);

    /// <summary>Changes one, and its key too.</summary>
    /// <param name="key">Which one.</param>
    /// <param name="change">What it becomes, from what it is.</param>
    /// <param name="seen">Which version is meant.</param>
    /// <param name="by">Who does it.</param>
    /// <param name="ct">Cancels.</param>
    public Task<MasterOutcome<TValue>> ChangeAsync(
        IReadOnlyList<string> key, Func<TValue, TValue> change, SeenVersion seen, Caller by, CancellationToken ct) =>
        write.RunAsync<TValue>(
            async () =>
            {
                if (await db.Set<TRow>().FindAsync([.. key.Select(MasterErrors.Tidy)], ct) is not { } row)
                    return new MasterOutcome<TValue>.NotFound();
                var before = ValueOf(row);
                if (!seen.Is(before)) return new MasterOutcome<TValue>.Stale(before);
                var after = Tidy(change(before));
                if (await CheckAsync(after, ct) is { Count: > 0 } errors) return new MasterOutcome<TValue>.Invalid(errors);
                if (KeyOf(after).SequenceEqual(KeyOf(before))) db.Entry(row).CurrentValues.SetValues(RowOf(after));
                else if (await db.Set<TRow>().FindAsync([.. KeyOf(after)], ct) is not null) return Taken(after);
                else
                {
                    db.Add(RowOf(after));
                    await CarryAlongAsync(before, after, by, ct);
                    db.Remove(row);
                }
                write.Note(Table, string.Join('/', KeyOf(before)), before, after, by);
                return new MasterOutcome<TValue>.Done(after);
            },
            ct);

    /// <summary>Deletes one.</summary>
    /// <inheritdoc cref="ChangeAsync"/>
    public Task<MasterOutcome<TValue>> DeleteAsync(IReadOnlyList<string> key, SeenVersion seen, Caller by, CancellationToken ct) =>
        write.RunAsync<TValue>(
            async () =>
            {
                if (await db.Set<TRow>().FindAsync([.. key.Select(MasterErrors.Tidy)], ct) is not { } row)
                    return new MasterOutcome<TValue>.NotFound();
                var before = ValueOf(row);
                if (!seen.Is(before)) return new MasterOutcome<TValue>.Stale(before);
                await LetGoAsync(before, by, ct);
                db.Remove(row);
                write.Note(Table, string.Join('/', KeyOf(before)), before, null, by);
                return new MasterOutcome<TValue>.Done(before);
            },
            ct);

    /// <summary>The names that tell it from all others, in the order of the table's key.</summary>
    public abstract IReadOnlyList<string> KeyOf(TValue value);

    /// <summary>The order of lists.</summary>
    protected abstract IOrderedQueryable<TRow> Ordered(IQueryable<TRow> rows);

    /// <summary>What a search looks at.</summary>
    protected abstract IEnumerable<string?> TextsOf(TValue value);

    protected abstract TValue ValueOf(TRow row);

    protected abstract TRow RowOf(TValue value);

    /// <summary>The value with its texts as they are kept.</summary>
    protected abstract TValue Tidy(TValue value);

    /// <summary>What is wrong with a value.</summary>
    protected abstract Task<MasterErrors> CheckAsync(TValue value, CancellationToken ct);

    /// <summary>Gives what refers to it the new key.</summary>
    protected virtual Task CarryAlongAsync(TValue before, TValue after, Caller by, CancellationToken ct) => Task.CompletedTask;

    /// <summary>Lets go what refers to it.</summary>
    protected virtual Task LetGoAsync(TValue value, Caller by, CancellationToken ct) => Task.CompletedTask;

    private MasterOutcome<TValue>.Taken Taken(TValue value) =>
        new($"There is already a {Noun} '{string.Join("', '", KeyOf(value))}'.");
}
