using System.Text.Encodings.Web;

namespace PsiErp.Hosting;

/// <summary>What the app writes to its console.</summary>
internal static class Logs
{
    /// <summary>A JSON object a line for machines to read; on a developer's machine, text.</summary>
    public static void AddLogs(this WebApplicationBuilder builder)
    {
        builder.Logging
            .AddFilter("Microsoft.AspNetCore", LogLevel.Warning)
            .AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Warning)
            // RequestLog has the line and the scope of a request
            .AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        if (builder.Environment.IsDevelopment())
        {
            builder.Logging.AddFilter(typeof(RequestLog).FullName, LogLevel.Warning);
            return;
        }
        builder.Logging.AddJsonConsole(json =>
        {
            json.IncludeScopes = true;
            json.UseUtcTimestamp = true;
            json.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ";
            // For people and log collectors, not for a browser: text as it is, control characters escaped
            json.JsonWriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        });
    }
}
