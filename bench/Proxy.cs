using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace PsiErp.Bench;

/// <summary>nginx in front of two processes, as <c>docs/deploy/nginx.conf</c> sets it up, but for the certificate.</summary>
internal sealed class Proxy : IAsyncDisposable
{
    private static readonly string[] Places = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
    private readonly Process _process;

    private Proxy(Process process, Uri address) => (_process, Address) = (process, address);

    public Uri Address { get; }

    public static async Task<Proxy> Start(string folder, Uri first, Uri second)
    {
        var documented = await File.ReadAllTextAsync(Path.Combine(Server.Repository, "docs", "deploy", "nginx.conf"));
        var port = Server.FreePort();
        // The second server block is the site; the first only sends browsers there
        var (upstream, site) = (documented[..documented.IndexOf("server {\n    listen 80", StringComparison.Ordinal)],
            documented[documented.LastIndexOf("server {\n    listen", StringComparison.Ordinal)..]);
        var lines = (upstream + site).Split('\n').Where(line => !line.Contains("ssl_", StringComparison.Ordinal))
            .Select(line => line.Replace("443 ssl http2", $"127.0.0.1:{port}", StringComparison.Ordinal)
                .Replace("127.0.0.1:8001", first.Authority, StringComparison.Ordinal)
                .Replace("127.0.0.1:8002", second.Authority, StringComparison.Ordinal));
        var work = Directory.CreateDirectory(Path.Combine(folder, "nginx")).FullName;
        var places = string.Concat(Places.Select(place => $"{place}_temp_path {work}/{place};\n"));
        var file = Path.Combine(work, "nginx.conf");
        await File.WriteAllTextAsync(file,
            $$"""
            {{(Environment.UserName == "root" ? "user root;" : "")}}
            daemon off; pid {{work}}/nginx.pid; error_log {{work}}/nginx.log;
            worker_processes auto; events { worker_connections 2048; }
            http { access_log off; {{places}} {{string.Join('\n', lines)}} }
            """);
        var process = Process.Start(new ProcessStartInfo("/usr/sbin/nginx", ["-e", Path.Combine(work, "nginx.log"), "-c", file]))!;
        var address = new Uri($"http://127.0.0.1:{port}");
        using var http = new HttpClient { BaseAddress = address };
        for (var watch = Stopwatch.StartNew(); ;)
        {
            try
            {
                using var answer = await http.GetAsync("/health");
                if (answer.StatusCode == HttpStatusCode.OK) return new Proxy(process, address);
            }
            catch (HttpRequestException problem) when (problem.InnerException is SocketException && !process.HasExited)
            {
                // Not there yet
            }
            if (watch.Elapsed > TimeSpan.FromSeconds(20)) throw new TimeoutException("nginx doesn't answer");
            await Task.Delay(20);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
