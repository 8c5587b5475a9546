using dotenv.net;
using PsiErp.Accounts;
using PsiErp.Commands;
using PsiErp.Demo;
using PsiErp.Docs;
using PsiErp.Edits;
using PsiErp.Hosting;
using PsiErp.Import;
using PsiErp.Live;
using PsiErp.Masters;
using PsiErp.Moves;
using PsiErp.Pages;
using PsiErp.Plan;
using PsiErp.Security;
using PsiErp.Sessions;
using PsiErp.Web;

DotEnv.Fluent().WithoutExceptions().WithoutOverwriteExistingVars().WithEnvFiles(".env").Load();

if (await CommandLine.RunAsync(args) is { } exitCode) return exitCode;

var builder = WebApplication.CreateSlimBuilder(Start.HostOptions(args));
if (Start.ReadSettings(builder) is not { } settings) return 1;
var database = settings.OpenDatabase();

Start.Listen(builder, settings);
builder.AddLogs();
builder.AddTelemetry(settings);
builder.WebHost.ConfigureKestrel(ServerLimits.SetLimits);

builder.Services.AddSingleton(settings);
builder.Services.AddSingleton(database);
builder.Services.AddSingleton(TimeProvider.System);
database.AddDbContext(builder.Services, settings.SlowQuery);
builder.Services.AddSecurity(settings);
builder.Services.AddHealth().AddShutdown(settings);
builder.Services.AddProblems().AddWireJson().AddApiDocument();
builder.Services.AddAccounts();
builder.Services.AddLive();
builder.Services.AddSessions();
builder.Services.AddMasters();
builder.Services.AddPlan().AddImport().AddEdits().AddMoves();
builder.Services.AddDemo();
builder.Services.AddScreens(settings);
builder.Services.AddProtection();

var app = builder.Build();
if (!await Start.PrepareAsync(app, CancellationToken.None)) return 1;
await FirstRun.PrepareAsync(app, CancellationToken.None);

app.UseTrustedProxies(settings);
app.UseMiddleware<RequestLog>();
PathNames.Keep(app);
PrototypePaths.Use(app);
app.UseAllowedHosts(settings);
app.UseScreens();
app.UseOrigins();
app.UseProblems();
NulCharacters.Refuse(app);
app.UseJsonRequestRules(settings);
app.UseRouting();
app.UseMiddleware<SecondTry>();
app.UseAuthentication();
StrangerBodies.Bound(app);
app.UseSignInEverywhere();
app.UseCsrfTokens(settings);
app.UseAuthorization();
app.UseReadOnlyUsers();
app.UseRateLimiter();
app.UseMiddleware<ReplicaReads>();

app.MapHealth();
app.MapApiDocument();
app.MapAccounts();
app.MapLive();
app.MapSessions();
app.MapMasters(settings);
app.MapPlan();
app.MapImport(settings);
app.MapEdits();
app.MapMoves();
app.MapDemo();
app.MapScreens();

return await Start.ServeAsync(app);

/// <summary>The application, named so that tests can start it.</summary>
public partial class Program;
