using System.Reflection;
using System.Runtime.CompilerServices;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace PsiErp.Hosting;

/// <summary>Sends traces and metrics to an OpenTelemetry collector.</summary>
internal static class TelemetryExport
{
    /// <summary>
    /// Registers the export when <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is set; otherwise not even its libraries are loaded.
    /// The other variables of OpenTelemetry's OTLP exporter (protocol, headers, service name …) are understood too.
    /// </summary>
    public static void AddTelemetry(this WebApplicationBuilder builder, Settings settings)
    {
        if (settings.OtlpEndpoint is not null) Export(builder);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Export(WebApplicationBuilder builder) => builder.Services.AddOpenTelemetry()
        .ConfigureResource(resource => resource.AddService(
            builder.Configuration["OTEL_SERVICE_NAME"] ?? "psierp",
            serviceVersion: Assembly.GetExecutingAssembly()
                .GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion))
        .WithTracing(traces => traces
            .AddAspNetCoreInstrumentation()
            .AddSource(Telemetry.Name, "Npgsql"))
        .WithMetrics(metrics => metrics
            .AddAspNetCoreInstrumentation()
            .AddMeter(Telemetry.Name, "Npgsql", "System.Runtime"))
        .UseOtlpExporter();
}
