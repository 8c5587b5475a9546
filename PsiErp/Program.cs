using dotenv.net;
using PsiErp;
using PsiErp.Data;

DotEnv.Fluent().WithoutExceptions().WithoutOverwriteExistingVars().WithEnvFiles(".env").Load();

var builder = WebApplication.CreateBuilder(args);
var settings = Settings.Read(builder.Configuration, builder.Environment.IsDevelopment());
var database = settings.OpenDatabase();

builder.Services.AddSingleton(settings);
builder.Services.AddSingleton(database);
database.AddDbContext(builder.Services);

var app = builder.Build();

await using (var scope = app.Services.CreateAsyncScope())
    await database.MigrateAsync(scope.ServiceProvider.GetRequiredService<PsiDb>(), CancellationToken.None);

app.Run();

/// <summary>The application, named so that tests can start it.</summary>
public partial class Program;
