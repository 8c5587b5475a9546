using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;

namespace PsiErp.Bench;

/// <summary>A running PsiErp, published and set up as on a host.</summary>
internal sealed class Server : IAsyncDisposable
{
    /// <summary>Of everybody.</summary>
    public const string Password = "bench bench bench";

    private static readonly ConcurrentDictionary<int, Process> Running = [];
    private readonly Process _process;

    private Server(Process process, Uri address) => (_process, Address) = (process, address);

    /// <summary>The checkout.</summary>
    public static string Repository { get; } =
        Path.GetDirectoryName((string)AppContext.GetData("EntryPointFileDirectoryPath")!)!;

    public Uri Address { get; }

    /// <summary>How long it took from the start of the process to the first healthy answer.</summary>
    public TimeSpan StartTime { get; private init; }

    /// <summary>Builds what <see cref="Start"/> starts.</summary>
    public static async Task Publish(string folder)
    {
        using var publish = Process.Start(new ProcessStartInfo("dotnet",
            ["publish", Path.Combine(Repository, "PsiErp"), "-c", "Release", "-r", "linux-x64", "--self-contained", "false",
                "-o", Path.Combine(folder, "app"), "-v", "q", "--nologo"])
        {
            RedirectStandardOutput = true,
        })!;
        Running[publish.Id] = publish;
        var output = await publish.StandardOutput.ReadToEndAsync();
        await publish.WaitForExitAsync();
        Running.TryRemove(publish.Id, out _);
        if (publish.ExitCode != 0) throw new InvalidOperationException(output);
    }

    /// <summary>Makes the tables, and the user of <see cref="SignIn()"/>.</summary>
    public static async Task Prepare(string folder, IReadOnlyDictionary<string, string> settings)
    {
        await Run(folder, settings, "migrate", input: "");
        await Run(folder, settings, "create-user bench --admin --password-stdin", input: Password);
    }

    /// <summary>Starts the app and waits until it is healthy.</summary>
    public static async Task<Server> Start(string folder, IReadOnlyDictionary<string, string> settings)
    {
        var port = FreePort();
        var start = Command(folder, settings, "");
        start.Environment["PORT"] = $"{port}";
        var watch = Stopwatch.StartNew();
        var process = Process.Start(start)!;
        Running[process.Id] = process;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        var address = new Uri($"http://127.0.0.1:{port}");
        using var http = new HttpClient { BaseAddress = address };
        while (!await IsHealthy(http))
        {
            if (process.HasExited) throw new InvalidOperationException($"PsiErp ended with {process.ExitCode}");
            if (watch.Elapsed > TimeSpan.FromMinutes(1)) throw new TimeoutException("PsiErp doesn't get healthy");
            await Task.Delay(5);
        }
        return new Server(process, address) { StartTime = watch.Elapsed };
    }

    /// <summary>Seconds that it has kept a processor busy.</summary>
    public double ProcessorSeconds => Processes.Seconds(_process.Id);

    /// <summary>A client that is signed in.</summary>
    public Task<Client> SignIn() => SignIn(Address);

    /// <summary>A client that is signed in at an address which leads here.</summary>
    public static async Task<Client> SignIn(Uri address, string username = "bench")
    {
        var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 64 })
        {
            BaseAddress = address,
            Timeout = TimeSpan.FromMinutes(10),
        };
        using var answer = await http.PostAsJsonAsync("/auth/login", new { username, password = Password });
        answer.EnsureSuccessStatusCode();
        return new Client(http);
    }

    /// <summary>The most memory that the process has had, in MB; then counts anew.</summary>
    public double TakePeakMemory()
    {
        var peak = Memory("VmHWM");
        File.WriteAllText($"/proc/{_process.Id}/clear_refs", "5");
        return peak;
    }

    /// <summary>A figure of <c>/proc/PID/status</c> in MB.</summary>
    public double Memory(string name) =>
        File.ReadLines($"/proc/{_process.Id}/status").First(line => line.StartsWith(name, StringComparison.Ordinal))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries) is [_, var kilobytes, ..]
            ? double.Parse(kilobytes, CultureInfo.InvariantCulture) / 1024
            : throw new InvalidOperationException($"The system doesn't tell {name}");

    /// <summary>Ends what still runs when the benchmark is interrupted.</summary>
    public static void KillRunning()
    {
        foreach (var process in Running.Values)
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
        }
    }

    /// <summary>Ends the process without giving it a chance to tidy up.</summary>
    public void Kill() => _process.Kill();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        Running.TryRemove(_process.Id, out _);
        _process.Dispose();
    }

    private static async Task<bool> IsHealthy(HttpClient http)
    {
        try
        {
            using var answer = await http.GetAsync("/health");
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static ProcessStartInfo Command(string folder, IReadOnlyDictionary<string, string> settings, string arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(folder, "app", "PsiErp"), arguments)
        {
            WorkingDirectory = Directory.CreateDirectory(Path.Combine(folder, "run")).FullName,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.Environment["SESSION_SIGN_KEY"] = "a key that only the benchmark knows and that is long enough";
        start.Environment["SESSION_COOKIE_SECURE"] = "false";
        // Plans of millions of rows are measured, too
        start.Environment["UPLOAD_MAX_BYTES"] = $"{10L << 30}";
        foreach (var (name, value) in settings) start.Environment[name] = value;
        return start;
    }

    /// <summary>Runs a command to its end.</summary>
    /// <returns>What it says, and the most memory that it has had, in MB.</returns>
    public static async Task<(string Said, double Peak)> RunMeasured(
        string folder, IReadOnlyDictionary<string, string> settings, string arguments)
    {
        var command = Command(folder, settings, arguments);
        command.RedirectStandardError = true;
        using var process = Process.Start(command)!;
        process.StandardInput.Close();
        var said = process.StandardError.ReadToEndAsync();
        var peak = 0.0;
        while (!process.WaitForExit(50)) peak = PeakOf(process) ?? peak;
        return process.ExitCode == 0
            ? (await said, peak)
            : throw new InvalidOperationException($"PsiErp {arguments} failed: {await said}");
    }

    /// <summary>The most memory that a process has had so far, in MB; null when it has just ended.</summary>
    private static double? PeakOf(Process process)
    {
        try
        {
            var status = File.ReadAllLines($"/proc/{process.Id}/status");
            return Array.Find(status, line => line.StartsWith("VmHWM", StringComparison.Ordinal)) is { } line
                ? double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024
                : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static async Task Run(
        string folder, IReadOnlyDictionary<string, string> settings, string arguments, string input)
    {
        var command = Command(folder, settings, arguments);
        command.RedirectStandardError = true;
        using var process = Process.Start(command)!;
        process.StandardInput.WriteLine(input);
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync();
        await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"PsiErp {arguments} failed: {await errors}");
    }

    /// <summary>A port that nobody listens at.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
