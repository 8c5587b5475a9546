using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace PsiErp.Data.Providers;

/// <summary>What is told within the one process that serves an SQLite file; what a command line changes beside it is not heard.</summary>
internal sealed class SqliteNews
{
    private readonly ConcurrentDictionary<Channel<string>, bool> _listeners = [];

    /// <summary>Tells everybody who listens.</summary>
    public void Tell(string message)
    {
        foreach (var listener in _listeners.Keys) listener.Writer.TryWrite(message);
    }

    /// <summary>As <see cref="IDatabase.ListenAsync"/> says.</summary>
    public async IAsyncEnumerable<string?> ListenAsync([EnumeratorCancellation] CancellationToken ct)
    {
        var heard = System.Threading.Channels.Channel.CreateUnbounded<string>();
        _listeners[heard] = true;
        try
        {
            yield return null;
            await foreach (var message in heard.Reader.ReadAllAsync(ct)) yield return message;
        }
        finally
        {
            _listeners.TryRemove(heard, out _);
        }
    }
}
