using System.Text.Json;

namespace PsiErp.Data;

/// <summary>The names of an enum's values as they are stored and sent: <c>sign_in_failed</c>.</summary>
public static class SnakeName
{
    /// <summary>The name of a value.</summary>
    public static string Of<T>(T value) where T : struct, Enum => Table<T>.Names[value];

    /// <summary>The value of a name.</summary>
    /// <exception cref="KeyNotFoundException">Nothing is called that.</exception>
    public static T Parse<T>(string name) where T : struct, Enum => Table<T>.Values[name];

    /// <summary>Every name, in the order of the values.</summary>
    public static IReadOnlyCollection<string> All<T>() where T : struct, Enum => Table<T>.Names.Values;

    private static class Table<T> where T : struct, Enum
    {
        public static readonly Dictionary<T, string> Names = Enum.GetValues<T>()
            .ToDictionary(value => value, value => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString()));

        public static readonly Dictionary<string, T> Values = Names.ToDictionary(pair => pair.Value, pair => pair.Key);
    }
}
