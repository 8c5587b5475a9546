using System.Buffers;
using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using PsiErp.Data.Providers;
using PsiErp.Web;

namespace PsiErp.Archive;

/// <summary>
/// A row as a line: a JSON object whose members are the columns. The same row is the same bytes from either database:
/// quantities are exact and without trailing zeros, times are UTC with microseconds, ids are lower case.
/// </summary>
internal sealed class RowLine(IDatabase database, IReadOnlyList<BulkColumn> columns)
{
    private const string TimeFormat = "yyyy-MM-ddTHH:mm:ss.ffffffZ";

    private readonly (JsonEncodedText Name, BulkType Type)[] _columns =
        [.. columns.Select(column => (JsonEncodedText.Encode(column.Name, Json.WriterOptions.Encoder), column.Type))];

    /// <summary>Writes the current row.</summary>
    public void Write(Utf8JsonWriter line, DbDataReader row)
    {
        line.WriteStartObject();
        for (var at = 0; at < _columns.Length; at++)
        {
            line.WritePropertyName(_columns[at].Name);
            if (row.IsDBNull(at)) line.WriteNullValue();
            else WriteValue(line, row, at);
        }
        line.WriteEndObject();
    }

    /// <summary>Hands the values of a line on as the next row.</summary>
    /// <exception cref="FormatException">It is not such a line.</exception>
    public void Read(in ReadOnlySequence<byte> line, BulkWriter row)
    {
        var json = new Utf8JsonReader(line);
        try
        {
            Expect(json.Read() && json.TokenType == JsonTokenType.StartObject);
            row.StartRow();
            foreach (var (name, type) in _columns)
            {
                Expect(json.Read() && json.TokenType == JsonTokenType.PropertyName && json.ValueTextEquals(name.EncodedUtf8Bytes));
                Expect(json.Read());
                if (json.TokenType == JsonTokenType.Null) row.WriteNull();
                else ReadValue(ref json, type, row);
            }
            Expect(json.Read() && json.TokenType == JsonTokenType.EndObject && !json.Read());
        }
        catch (JsonException problem)
        {
            throw new FormatException(problem.Message, problem);
        }
    }

    private void WriteValue(Utf8JsonWriter line, DbDataReader row, int at)
    {
        switch (_columns[at].Type)
        {
            case BulkType.Uuid: line.WriteStringValue(row.GetGuid(at)); break;
            case BulkType.Integer: line.WriteNumberValue(row.GetInt32(at)); break;
            case BulkType.BigInteger: line.WriteNumberValue(row.GetInt64(at)); break;
            case BulkType.Date: WriteFormatted(line, database.ReadDate(row, at), "yyyy-MM-dd"); break;
            case BulkType.Quantity: Json.WriteQuantity(line, database.ReadQuantity(row, at)!.Value); break;
            case BulkType.Text: line.WriteStringValue(row.GetString(at)); break;
            case BulkType.Boolean: line.WriteBooleanValue(row.GetBoolean(at)); break;
            case BulkType.Time: WriteFormatted(line, database.ReadTime(row, at).UtcDateTime, TimeFormat); break;
            case BulkType.Bytes: line.WriteBase64StringValue(row.GetFieldValue<byte[]>(at)); break;
            default: throw new ArgumentOutOfRangeException(nameof(at), _columns[at].Type, null);
        }
    }

    private static void ReadValue(ref Utf8JsonReader json, BulkType type, BulkWriter row)
    {
        Expect(json.TokenType == TokenOf(type) || (type == BulkType.Boolean && json.TokenType == JsonTokenType.False));
        switch (type)
        {
            case BulkType.Uuid: row.Write(json.GetGuid()); break;
            case BulkType.Integer: row.Write(json.GetInt32()); break;
            case BulkType.BigInteger: row.Write(json.GetInt64()); break;
            case BulkType.Date: row.Write(DateOnly.ParseExact(json.GetString()!, "yyyy-MM-dd", CultureInfo.InvariantCulture)); break;
            case BulkType.Quantity: row.Write(json.GetDecimal()); break;
            case BulkType.Text: row.Write(json.GetString()); break;
            case BulkType.Boolean: row.Write(json.GetBoolean()); break;
            case BulkType.Time: row.Write(json.GetDateTimeOffset()); break;
            case BulkType.Bytes: row.Write(json.GetBytesFromBase64()); break;
            default: throw new ArgumentOutOfRangeException(nameof(type), type, null);
        }
    }

    private static JsonTokenType TokenOf(BulkType type) => type switch
    {
        BulkType.Integer or BulkType.BigInteger or BulkType.Quantity => JsonTokenType.Number,
        BulkType.Boolean => JsonTokenType.True,
        _ => JsonTokenType.String,
    };

    private static void WriteFormatted<T>(Utf8JsonWriter line, T value, string format) where T : IUtf8SpanFormattable
    {
        Span<byte> text = stackalloc byte[TimeFormat.Length];
        value.TryFormat(text, out var length, format, CultureInfo.InvariantCulture);
        line.WriteStringValue(text[..length]);
    }

    private static void Expect(bool met)
    {
        if (!met) throw new FormatException("The line is not a row of this table");
    }
}
