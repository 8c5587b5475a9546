using System.Globalization;
using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using SpreadCheetah;

namespace PsiErp.Files;

/// <summary>A column of a sheet that is written.</summary>
/// <typeparam name="T">What a row is made of.</typeparam>
/// <param name="Name">Its header.</param>
/// <param name="Cell">Its cell in a row.</param>
public sealed record SheetColumn<T>(string Name, Func<T, DataCell> Cell);

/// <summary>What columns of sheets are made of.</summary>
public static class SheetColumn
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>
    /// The column of a property: a number, a day, a moment, yes or no, an id, JSON, a text, or a quantity in some rows and a text in
    /// others.
    /// </summary>
    /// <exception cref="NotSupportedException">The property is of a type that no cell has.</exception>
    public static SheetColumn<T> Of<T>(PropertyInfo property, string name)
    {
        var type = property.PropertyType;
        if (type == typeof(string)) return Column<string?>(text => new DataCell(text));
        if (type == typeof(decimal)) return Column<decimal>(Quantity);
        if (type == typeof(decimal?)) return Column<decimal?>(quantity => quantity is { } some ? Quantity(some) : default);
        if (type == typeof(int)) return Column<int>(number => new DataCell(number));
        if (type == typeof(long)) return Column<long>(number => new DataCell(number));
        if (type == typeof(bool)) return Column<bool>(yes => new DataCell(yes));
        if (type == typeof(DateOnly)) return Column<DateOnly>(Day);
        if (type == typeof(DateOnly?)) return Column<DateOnly?>(day => day is { } some ? Day(some) : default);
        if (type == typeof(DateTimeOffset)) return Column<DateTimeOffset>(at => Moment(at));
        if (type == typeof(DateTimeOffset?)) return Column<DateTimeOffset?>(Moment);
        if (type == typeof(Guid)) return Column<Guid>(id => new DataCell($"{id}"));
        if (type == typeof(Guid?)) return Column<Guid?>(id => new DataCell(id?.ToString()));
        if (type == typeof(JsonNode)) return Column<JsonNode?>(json => new DataCell(json is null ? null : TextOf(json)));
        if (type == typeof(object)) return Column<object?>(Either);
        throw new NotSupportedException($"{typeof(T).Name}.{property.Name} is a {type.Name}, which no cell is.");

        SheetColumn<T> Column<TValue>(Func<TValue, DataCell> cell)
        {
            var value = property.GetMethod!.CreateDelegate<Func<T, TValue>>();
            return new(name, row => cell(value(row)));
        }
    }

    /// <summary>A number; as text where that has more digits than the 15 that a sheet keeps.</summary>
    public static DataCell Quantity(decimal quantity)
    {
        var number = (double)quantity;
        // The conversion back keeps 15 digits
        return Math.Abs(number) < 1e15 && new decimal(number) == quantity
            ? new DataCell(number)
            : new DataCell(quantity.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>JSON as people read it, with its texts in their own script.</summary>
    public static string TextOf(JsonNode json) => json.ToJsonString(Readable);

    private static DataCell Either(object? value) => value switch
    {
        null => default,
        decimal quantity => Quantity(quantity),
        string text => new DataCell(text),
        _ => throw new NotSupportedException($"A {value.GetType().Name} is neither a quantity nor a text."),
    };

    private static DataCell Day(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue));

    private static DataCell Moment(DateTimeOffset? at) => new(at?.ToString("O", CultureInfo.InvariantCulture));
}
