using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using PsiErp.Data;

namespace PsiErp.Accounts;

/// <summary>Codes that stand in for the second factor, each of them once. Only their hashes are stored.</summary>
public sealed class RecoveryCodes(PsiDb db)
{
    private const int Count = 10;

    /// <summary>80 bits: so many that a fast hash keeps them.</summary>
    private const int Length = 16;

    /// <summary>Nothing that is taken for something else.</summary>
    private const string Letters = "abcdefghijkmnpqrstuvwxyz23456789";

    /// <summary>Replaces a user's codes; the new ones are stored with the next save.</summary>
    /// <returns>The codes, which nobody can show again.</returns>
    public async Task<IReadOnlyList<string>> RenewAsync(Guid userId, CancellationToken ct)
    {
        await DeleteAsync(userId, ct);
        string[] codes = [.. Enumerable.Range(0, Count).Select(_ => RandomNumberGenerator.GetString(Letters, Length))];
        db.RecoveryCodes.AddRange(codes.Select(code => new RecoveryCode { UserId = userId, CodeHash = Hash(userId, code) }));
        return [.. codes.Select(code => string.Join('-', code.Chunk(4).Select(group => new string(group))))];
    }

    /// <summary>Uses a code up.</summary>
    /// <returns>Whether it was one of the user's that were left.</returns>
    public async Task<bool> TakeAsync(Guid userId, string code, CancellationToken ct)
    {
        if (!CanBe(code)) return false;

        var hash = Hash(userId, Bare(code));
        return await db.RecoveryCodes.Where(row => row.UserId == userId && row.CodeHash == hash).ExecuteDeleteAsync(ct) == 1;
    }

    /// <summary>Whether it may be one, rather than what an app shows: nobody guesses 80 bits.</summary>
    public static bool CanBe(string code) => Bare(code).Length == Length;

    /// <summary>How many a user has left.</summary>
    public Task<int> CountAsync(Guid userId, CancellationToken ct) =>
        db.RecoveryCodes.CountAsync(row => row.UserId == userId, ct);

    /// <summary>Takes a user's codes away.</summary>
    public Task DeleteAsync(Guid userId, CancellationToken ct) =>
        db.RecoveryCodes.Where(row => row.UserId == userId).ExecuteDeleteAsync(ct);

    private static string Bare(string code) => new([.. code.ToLowerInvariant().Where(char.IsAsciiLetterOrDigit)]);

    private static byte[] Hash(Guid userId, string code) => SHA256.HashData(Encoding.ASCII.GetBytes($"{userId:N}{code}"));
}
