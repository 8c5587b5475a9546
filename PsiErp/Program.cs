using dotenv.net;
using PsiErp;
using PsiErp.Data;
using PsiErp.Psi;
using PsiErp.Sessions;

DotEnv.Fluent().WithoutExceptions().WithoutOverwriteExistingVars().WithEnvFiles(".env").Load();

var builder = WebApplication.CreateBuilder(args);
var settings = Settings.Read(builder.Configuration, builder.Environment.IsDevelopment());
var database = settings.OpenDatabase();

builder.Services.AddSingleton(settings);
builder.Services.AddSingleton(database);
builder.Services.AddSingleton(TimeProvider.System);
database.AddDbContext(builder.Services);
builder.Services.AddProblems().AddWireJson();
builder.Services.AddScoped<PlanningSessions>();
builder.Services.AddPsi();

var app = builder.Build();

await using (var scope = app.Services.CreateAsyncScope())
    await database.MigrateAsync(scope.ServiceProvider.GetRequiredService<PsiDb>(), CancellationToken.None);

app.MapSessions();
app.MapPsi(settings);

app.Run();

/// <summary>The application, named so that tests can start it.</summary>
public partial class Program;
