using System.Buffers;
using System.Data.Common;
using System.IO.Pipelines;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PsiErp.Data;
using PsiErp.Data.Providers;
using PsiErp.Planning;
using PsiErp.Web;

namespace PsiErp.Archive;

/// <summary>
/// Moves the rows of a table between the current transaction and a file of lines, a few at a time. The names of tables and
/// columns are those of a model: today's or an earlier level's.
/// </summary>
internal sealed class TableContent(PsiDb db, IDatabase database)
{
    /// <summary>Bytes that may wait before they are passed on.</summary>
    private const int FlushAt = 64 * 1024;

    /// <summary>No row is that long; a file that is not lines is not taken for one line.</summary>
    private const int MaxLine = 1024 * 1024;

    /// <summary>Whether the table has no rows.</summary>
    public async Task<bool> IsEmptyAsync(string table, CancellationToken ct)
    {
        await using var command = CreateCommand($"SELECT 1 FROM \"{table}\" LIMIT 1");
        return await command.ExecuteScalarAsync(ct) is null;
    }

    /// <summary>Removes all rows.</summary>
    public async Task EmptyAsync(string table, CancellationToken ct)
    {
        await using var command = CreateCommand($"DELETE FROM \"{table}\"");
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Removes the table.</summary>
    public async Task DropAsync(string table, CancellationToken ct)
    {
        await using var command = CreateCommand($"DROP TABLE \"{table}\"");
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Writes the rows to a file.</summary>
    /// <returns>The table with what was written: its rows and their checksum.</returns>
    public async Task<ArchiveTable> WriteAsync(ArchiveTable table, Stream file, CancellationToken ct)
    {
        using var sha = SHA256.Create();
        await using var hashed = new CryptoStream(file, sha, CryptoStreamMode.Write, leaveOpen: true);
        var lines = new ArrayBufferWriter<byte>(2 * FlushAt);
        await using var json = new Utf8JsonWriter(lines, Json.WriterOptions with { SkipValidation = true });
        var line = new RowLine(database, table.Columns);
        var rows = 0L;
        await using var command = Select(table);
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            line.Write(json, reader);
            json.Flush();
            json.Reset();
            lines.Write("\n"u8);
            rows++;
            if (lines.WrittenCount < FlushAt) continue;
            await hashed.WriteAsync(lines.WrittenMemory, ct);
            lines.ResetWrittenCount();
        }
        await hashed.WriteAsync(lines.WrittenMemory, ct);
        await hashed.FlushFinalBlockAsync(ct);
        return table with { Rows = rows, Sha256 = Convert.ToHexStringLower(sha.Hash!) };
    }

    /// <summary>Loads the rows of a file into the table.</summary>
    /// <exception cref="ArchiveException">A line is no row, or the database refuses one.</exception>
    public async Task LoadAsync(ArchiveTable table, Stream file, CancellationToken ct)
    {
        var row = 0L;
        try
        {
            var line = new RowLine(database, table.Columns);
            await using var writer = await database.BulkWriteAsync(db, table.Name, table.Columns, ct);
            await foreach (var text in LinesAsync(file, ct))
            {
                row++;
                line.Read(text, writer);
            }
            await writer.CompleteAsync(ct);
        }
        catch (Exception problem) when (problem is FormatException or QuantityTooLargeException
            || (problem is DbException && !database.IsUnreachable(problem)))
        {
            throw new ArchiveException($"{table.File} can't be loaded (line {row}): {problem.Message}", problem);
        }
    }

    private static async IAsyncEnumerable<ReadOnlySequence<byte>> LinesAsync(
        Stream file, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        var pipe = PipeReader.Create(file, new StreamPipeReaderOptions(bufferSize: FlushAt));
        while (true)
        {
            var read = await pipe.ReadAsync(ct);
            var rest = read.Buffer;
            while (rest.PositionOf((byte)'\n') is { } end)
            {
                yield return rest.Slice(0, end);
                rest = rest.Slice(rest.GetPosition(1, end));
            }
            if (rest.Length > MaxLine) throw new FormatException("The line is too long");
            pipe.AdvanceTo(rest.Start, rest.End);
            if (!read.IsCompleted) continue;
            if (!rest.IsEmpty) throw new FormatException("The last line is cut off");
            break;
        }
    }

    private DbCommand Select(ArchiveTable table)
    {
        var types = table.Columns.ToDictionary(column => column.Name, column => column.Type);
        var order = table.Key.Select(name => types[name] == BulkType.Text ? database.InByteOrder(name) : $"\"{name}\"");
        var names = table.Columns.Select(column => $"\"{column.Name}\"");
        return CreateCommand($"SELECT {string.Join(", ", names)} FROM \"{table.Name}\" ORDER BY {string.Join(", ", order)}");
    }

    private DbCommand CreateCommand(string sql)
    {
        var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.CurrentTransaction;
        // Sorting or deleting millions of rows takes its time
        command.CommandTimeout = 0;
        command.CommandText = sql;
        return command;
    }
}
