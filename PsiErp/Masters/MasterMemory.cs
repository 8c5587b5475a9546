using Microsoft.EntityFrameworkCore;
using PsiErp.Data;

namespace PsiErp.Masters;

/// <summary>Keeps answers that records, products, warehouses or channels decide, until any of them changes.</summary>
public sealed class MasterMemory(PsiDb db, AnswerMemory answers)
{
    private string? _stamp;

    /// <summary>What tells master data of now from what it was before; asked of the database once a request.</summary>
    /// <remarks>
    /// Read before an answer is found, so that an answer may be newer than its stamp, which nobody asks for again then, but never older.
    /// </remarks>
    public async ValueTask<string> StampAsync(CancellationToken ct) =>
        _stamp ??= await db.MasterStamps.Select(one => one.Stamp).SingleOrDefaultAsync(ct) ?? "";

    /// <summary>The answer to a question, found once.</summary>
    /// <param name="question">Equal to what was asked before if the answer is the same, as long as master data is.</param>
    /// <param name="find">Finds the answer.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<T> RecallAsync<T>(object question, Func<Task<T>> find, CancellationToken ct) =>
        await answers.RecallAsync((typeof(T), question), await StampAsync(ct), find);

    /// <summary>Forgets what master data is: the request has changed it.</summary>
    internal void Forget() => _stamp = null;
}
