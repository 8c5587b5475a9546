namespace PsiErp.Import;

/// <summary>What an import does with the rows that the session already has. Edits are never touched.</summary>
public enum ImportMode
{
    /// <summary>Rows of the same key are replaced, others stay.</summary>
    Merge,

    /// <summary>All rows of the session on the file's dates go first.</summary>
    ReplaceDates,

    /// <summary>All rows of the session go first.</summary>
    ReplaceAll,
}

/// <summary>The words for modes: of the wire, the settings, and the history of imports.</summary>
public static class ImportModes
{
    private static readonly Dictionary<string, ImportMode> ByWord = new()
    {
        ["merge"] = ImportMode.Merge,
        ["replace-dates"] = ImportMode.ReplaceDates,
        ["replace-all"] = ImportMode.ReplaceAll,
    };

    /// <summary>All of them.</summary>
    public static IReadOnlyCollection<string> Words => ByWord.Keys;

    /// <summary>What a word means.</summary>
    public static ImportMode Of(string word) => ByWord[word];

    /// <summary>The word for a mode.</summary>
    public static string WordOf(ImportMode mode) => ByWord.First(pair => pair.Value == mode).Key;
}
