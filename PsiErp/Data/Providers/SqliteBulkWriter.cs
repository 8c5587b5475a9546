using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;

namespace PsiErp.Data.Providers;

/// <summary>Rows by one prepared insert.</summary>
internal sealed class SqliteBulkWriter : BulkWriter
{
    private readonly DbCommand _insert;
    private readonly SqliteParameter[] _values;
    private readonly Dictionary<DateOnly, string> _dates = [];
    private Guid _lastId;
    private string _lastIdText = "";
    private int _next;

    public SqliteBulkWriter(DbCommand insert, string table, IReadOnlyList<BulkColumn> columns)
    {
        _insert = insert;
        _values = [.. columns.Select(column => new SqliteParameter($"@{column.Name}", null))];
        _insert.Parameters.AddRange(_values);
        var names = string.Join(", ", columns.Select(column => $"\"{column.Name}\""));
        _insert.CommandText = $"INSERT INTO {table} ({names}) VALUES ({string.Join(", ", _values.Select(v => v.ParameterName))})";
        _insert.Prepare();
        _next = -1;
    }

    /// <inheritdoc/>
    public override void StartRow()
    {
        Flush();
        _next = 0;
    }

    /// <inheritdoc/>
    public override void Write(Guid value)
    {
        if (value != _lastId || _lastIdText.Length == 0)
            (_lastId, _lastIdText) = (value, value.ToString().ToUpperInvariant());
        Set(_lastIdText);
    }

    /// <inheritdoc/>
    public override void Write(int value) => Set(value);

    /// <inheritdoc/>
    public override void Write(long value) => Set(value);

    /// <inheritdoc/>
    public override void Write(bool value) => Set(value ? 1 : 0);

    /// <inheritdoc/>
    public override void Write(DateOnly? value) => Set(value is { } date ? TextOf(date) : DBNull.Value);

    /// <inheritdoc/>
    public override void Write(decimal? value) => Set(value is { } quantity ? SqliteDatabase.ToScaled(quantity) : DBNull.Value);

    /// <inheritdoc/>
    public override void Write(string? value) => Set(value ?? (object)DBNull.Value);

    /// <inheritdoc/>
    public override void Write(DateTimeOffset value) => Set(SqliteDatabase.ToTicks(value));

    /// <inheritdoc/>
    public override void Write(byte[] value) => Set(value);

    /// <inheritdoc/>
    public override void WriteNull() => Set(DBNull.Value);

    /// <inheritdoc/>
    public override Task CompleteAsync(CancellationToken ct)
    {
        Flush();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override ValueTask DisposeAsync() => _insert.DisposeAsync();

    private void Set(object value) => _values[_next++].Value = value;

    private void Flush()
    {
        if (_next < 0) return;
        _insert.ExecuteNonQuery();
        _next = -1;
    }

    /// <summary>A plan has few dates and many rows.</summary>
    private string TextOf(DateOnly date)
    {
        if (_dates.TryGetValue(date, out var text)) return text;
        text = date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        if (_dates.Count < 10_000) _dates[date] = text;
        return text;
    }
}
