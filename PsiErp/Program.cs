using dotenv.net;
using PsiErp;
using PsiErp.Accounts;
using PsiErp.Data;
using PsiErp.Pages;
using PsiErp.Psi;
using PsiErp.Sessions;

DotEnv.Fluent().WithoutExceptions().WithoutOverwriteExistingVars().WithEnvFiles(".env").Load();

if (await CommandLine.RunAsync(args) is { } exitCode) return exitCode;

var builder = WebApplication.CreateBuilder(args);
if (CommandLine.ReadSettings(builder) is not { } settings) return 1;
var database = settings.OpenDatabase();

builder.Services.AddSingleton(settings);
builder.Services.AddSingleton(database);
builder.Services.AddSingleton(TimeProvider.System);
database.AddDbContext(builder.Services);
builder.Services.AddProblems().AddWireJson();
builder.Services.AddAccounts();
builder.Services.AddScoped<PlanningSessions>();
builder.Services.AddPsi();
builder.Services.AddScreens();

var app = builder.Build();

await using (var scope = app.Services.CreateAsyncScope())
{
    await database.MigrateAsync(scope.ServiceProvider.GetRequiredService<PsiDb>(), CancellationToken.None);
    await scope.ServiceProvider.GetRequiredService<FirstAdmin>().EnsureAsync(CancellationToken.None);
}

app.UseExceptionHandler();
app.UseStatusCodePages();
app.UseAuthentication();
app.UseAuthorization();
app.MapAccounts();
app.MapSessions();
app.MapPsi(settings);
app.MapScreens();

app.Run();
return 0;

/// <summary>The application, named so that tests can start it.</summary>
public partial class Program;
