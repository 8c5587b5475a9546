namespace PsiErp.Hosting;

/// <summary>
/// How the app ends when it is told to (SIGTERM): for a while it answers as ever, but calls itself not ready, so that
/// whoever spreads requests over several machines can take this one out; then it takes no new ones and finishes those
/// under way. Whatever takes longer than <see cref="Settings.ShutdownTimeout"/> is cut off, and its transaction with it.
/// </summary>
internal static class Shutdown
{
    /// <summary>Registers the times that the settings give.</summary>
    public static IServiceCollection AddShutdown(this IServiceCollection services, Settings settings)
    {
        services.Configure<HostOptions>(host => host.ShutdownTimeout = settings.ShutdownTimeout);
        return settings.ShutdownDelay > TimeSpan.Zero ? services.AddHostedService<GoOnForAWhile>() : services;
    }

    /// <summary>Waits before the web server, like any hosted service, is stopped.</summary>
    private sealed class GoOnForAWhile(Settings settings) : IHostedLifecycleService
    {
        public Task StoppingAsync(CancellationToken cancellationToken) => Task.Delay(settings.ShutdownDelay, cancellationToken);

        public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;
        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;
        public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
        public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
