using Npgsql;
using NpgsqlTypes;

namespace PsiErp.Data.Providers;

/// <summary>Rows by binary <c>COPY</c>.</summary>
internal sealed class PostgresBulkWriter(NpgsqlBinaryImporter importer) : BulkWriter
{
    /// <inheritdoc/>
    public override void StartRow() => importer.StartRow();

    /// <inheritdoc/>
    public override void Write(Guid value) => importer.Write(value, NpgsqlDbType.Uuid);

    /// <inheritdoc/>
    public override void Write(int value) => importer.Write(value, NpgsqlDbType.Integer);

    /// <inheritdoc/>
    public override void Write(long value) => importer.Write(value, NpgsqlDbType.Bigint);

    /// <inheritdoc/>
    public override void Write(bool value) => importer.Write(value, NpgsqlDbType.Boolean);

    /// <inheritdoc/>
    public override void Write(DateOnly? value)
    {
        if (value is { } date) importer.Write(date, NpgsqlDbType.Date);
        else importer.WriteNull();
    }

    /// <inheritdoc/>
    public override void Write(decimal? value)
    {
        if (value is { } quantity) importer.Write(quantity, NpgsqlDbType.Numeric);
        else importer.WriteNull();
    }

    /// <inheritdoc/>
    public override void Write(string? value)
    {
        if (value is not null) importer.Write(value, NpgsqlDbType.Text);
        else importer.WriteNull();
    }

    /// <inheritdoc/>
    public override void Write(DateTimeOffset value) => importer.Write(value.ToUniversalTime(), NpgsqlDbType.TimestampTz);

    /// <inheritdoc/>
    public override void Write(byte[] value) => importer.Write(value, NpgsqlDbType.Bytea);

    /// <inheritdoc/>
    public override void WriteNull() => importer.WriteNull();

    /// <inheritdoc/>
    public override async Task CompleteAsync(CancellationToken ct) => await importer.CompleteAsync(ct);

    /// <inheritdoc/>
    public override ValueTask DisposeAsync() => importer.DisposeAsync();
}
