using System.Net.Sockets;
using System.Text;

namespace PsiErp.Tests.Security;

/// <summary>An answer as it came, byte for byte.</summary>
internal sealed record RawAnswer(int Status, string[] Headers, string Body)
{
    public string? Header(string name) => Headers
        .FirstOrDefault(header => header.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..].Trim();
}

/// <summary>Sends what no well-behaved client would: the bytes as they are.</summary>
internal static class RawHttp
{
    /// <summary>A request without a body; <c>\r\n</c> between its lines.</summary>
    public static async Task<RawAnswer> Ask(Uri address, string target, params string[] headers)
    {
        var request = $"GET {target} HTTP/1.1\r\nHost: {address.Authority}\r\nConnection: "
            + $"close\r\n{string.Concat(headers.Select(header => header + "\r\n"))}\r\n";
        using var socket = new TcpClient();
        await socket.ConnectAsync(address.Host, address.Port, TestContext.Current.CancellationToken);
        var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request), TestContext.Current.CancellationToken);
        using var bytes = new MemoryStream();
        try
        {
            await stream.CopyToAsync(bytes, TestContext.Current.CancellationToken);
        }
        catch (IOException) when (bytes.Length > 0)
        {
            // The server closed before it had read all of a request that it refused; its answer has come
        }
        return Parse(Encoding.UTF8.GetString(bytes.ToArray()));
    }

    private static RawAnswer Parse(string answer)
    {
        var end = answer.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var lines = answer[..end].Split("\r\n");
        return new RawAnswer(int.Parse(lines[0].Split(' ')[1]), lines[1..], answer[(end + 4)..]);
    }
}
