using System.Net;
using System.Net.Sockets;
using PsiErp.Data.Providers;

namespace PsiErp.Tests.Fixtures;

/// <summary>A network between app and database, which can be cut.</summary>
public sealed class TcpProxy : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly List<Socket> _open = [];
    private readonly int _target;
    private volatile bool _isSilent;

    /// <param name="url">The server behind it.</param>
    public TcpProxy(string url)
    {
        var server = DatabaseUrl.Parse(url);
        _target = server.Port;
        _listener.Start();
        server.Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        Url = server.ConnectionString;
        _ = AcceptAsync();
    }

    /// <summary>The server as seen through it.</summary>
    public string Url { get; }

    /// <summary>From now on it takes what is sent and passes nothing on, as a network does that has gone without a word.</summary>
    public void Silence() => _isSilent = true;

    /// <summary>Passes on what is sent from now on. What was sent meanwhile is lost, so that nothing open is of use any more.</summary>
    public void Restore() => _isSilent = false;

    /// <summary>Breaks every connection that is open.</summary>
    public void Cut()
    {
        lock (_open)
        {
            foreach (var socket in _open) Break(socket);
            _open.Clear();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _listener.Dispose();
        Cut();
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            Socket near;
            try
            {
                near = await _listener.AcceptSocketAsync();
            }
            catch (Exception closed) when (closed is SocketException or ObjectDisposedException)
            {
                return;
            }
            _ = ConnectAsync(near);
        }
    }

    private async Task ConnectAsync(Socket near)
    {
        var far = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        near.NoDelay = true;
        lock (_open) _open.AddRange(near, far);
        try
        {
            await far.ConnectAsync(IPAddress.Loopback, _target);
            await Task.WhenAll(PassAsync(near, far), PassAsync(far, near));
        }
        catch (Exception broken) when (broken is SocketException or ObjectDisposedException)
        {
            Break(near);
            Break(far);
        }
    }

    private async Task PassAsync(Socket from, Socket to)
    {
        var buffer = new byte[64 * 1024];
        while (true)
        {
            var read = await from.ReceiveAsync(buffer);
            // Not even that somebody has gone comes through
            if (_isSilent && read == 0) return;
            if (_isSilent) continue;
            if (read == 0)
            {
                Break(from);
                Break(to);
                return;
            }
            await to.SendAsync(buffer.AsMemory(0, read));
        }
    }

    private static void Break(Socket socket)
    {
        try
        {
            socket.LingerState = new LingerOption(true, 0);
        }
        catch (ObjectDisposedException)
        {
            // The other direction was faster
        }
        socket.Dispose();
    }
}
