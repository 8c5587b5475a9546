using PsiErp.Data.Providers;

namespace PsiErp.Hosting;

/// <summary>Why PsiErp does not do what it was started for, said to the person who started it.</summary>
internal static class Refusal
{
    /// <summary>Says why on standard error.</summary>
    /// <returns>The exit code for that.</returns>
    public static int Say(string message)
    {
        Console.Error.WriteLine(message);
        return 1;
    }

    /// <summary>That a database can't be used, why, and which setting chose it.</summary>
    public static string Unusable(IDatabase database, Exception problem) =>
        $"Can't use the {database.Description}: {problem.GetBaseException().Message.TrimEnd('.')}. "
        + $"{(database.IsEmbedded ? "SQLITE_FILE" : "DATABASE_URL")} says where it is.";
}
