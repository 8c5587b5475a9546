using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PsiErp.Accounts;
using PsiErp.Data;
using PsiErp.Data.Providers;
using PsiErp.Hosting;

namespace PsiErp.Tests.Fixtures;

/// <summary>
/// PsiErp on a port of its own, with a database of its own, started when a test first asks for it and shared by all
/// tests. A test therefore works in its own planning session, with users of its own.
/// </summary>
/// <remarks>
/// Tests of both databases are written once:
/// <code>
/// public abstract class LoginTests(PsiApp app)
/// {
///     [Fact] public async Task Login_WrongPassword_Is401() { using var client = app.AnonymousClient(); … }
///
///     public sealed class OnSqlite(SqliteApp app) : LoginTests(app);
///     public sealed class OnPostgres(PostgresApp app) : LoginTests(app);
/// }
/// </code>
/// </remarks>
public abstract class PsiApp : WebApplicationFactory<Program>
{
    /// <summary>A front end that <see cref="Strict"/> lets in.</summary>
    public const string FrontEnd = "https://front.example.com";

    private readonly Lazy<Uri> _address;
    private readonly Lazy<PsiApp> _strict;

    protected PsiApp()
    {
        UseKestrel(0);
        _address = new Lazy<Uri>(Start);
        _strict = new Lazy<PsiApp>(() => With(
            ("CSRF_ENABLED", "true"), ("ALLOWED_ORIGINS", FrontEnd), ("TRUSTED_PROXIES", "127.0.0.1"),
            ("ALLOWED_HOSTS", "127.0.0.1,plan.example.com"), ("UPLOAD_MAX_BYTES", "65536")));
    }

    /// <summary>The same database behind an app as it stands in public: with CSRF tokens, a proxy, a front end and a name.</summary>
    public PsiApp Strict => _strict.Value;

    /// <summary>Where the app listens.</summary>
    public Uri Address => _address.Value;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private Settings Settings => Services.GetRequiredService<Settings>();

    /// <summary>The settings that say which database; skips the test when there can't be one.</summary>
    protected internal abstract IReadOnlyDictionary<string, string> DatabaseSettings { get; }

    /// <summary>Whether there is a database to bring up to date.</summary>
    protected virtual bool HasTables => true;

    /// <summary>Whether it is this app that its database was made for, and that all tests share.</summary>
    protected virtual bool IsShared => true;

    /// <summary>A database of the same kind without any tables.</summary>
    public abstract IDatabase CreateEmptyDatabase();

    /// <summary>A second app with a database of its own, empty but for its tables.</summary>
    public PsiApp WithEmptyDatabase() => With(hasTables: true, NewDatabase());

    /// <summary>The same at another time, from which its clock goes on.</summary>
    public PsiApp WithEmptyDatabase(DateTimeOffset from)
    {
        var clock = new MovedClock();
        clock.Move(from - clock.GetUtcNow());
        return new AppWithSettings(this, [NewDatabase()], hasTables: true, clock);
    }

    /// <summary>A second app with the sample of an earlier level (see <c>Samples/Upgrades</c>), brought up to date.</summary>
    public PsiApp WithDatabaseOf(string level)
    {
        var database = NewDatabase();
        Restore(Path.Combine(AppContext.BaseDirectory, "Samples", "Upgrades", level), database.Value);
        return new AppWithSettings(this, [database], hasTables: true);
    }

    /// <summary>Makes the database that <see cref="NewDatabase"/> has named what a sample was.</summary>
    protected virtual void Restore(string sample, string database) => throw new NotSupportedException();

    /// <summary>The setting that names another database of the same kind.</summary>
    protected virtual (string Name, string Value) NewDatabase() => throw new NotSupportedException();

    /// <summary>The same database behind a second app with other settings, such as <c>("CSRF_ENABLED", "true")</c>.</summary>
    public PsiApp With(params (string Name, string Value)[] settings) =>
        // The shared app has brought them up to date
        With(hasTables: false, settings);

    /// <summary>A second app with other settings.</summary>
    /// <param name="hasTables">Whether they name a database that has to be brought up to date.</param>
    /// <param name="settings">Come over those of this app.</param>
    protected PsiApp With(bool hasTables, params (string Name, string Value)[] settings) =>
        new AppWithSettings(this, settings, hasTables);

    /// <summary>A client that nobody is signed in with. It keeps cookies and doesn't follow redirects.</summary>
    public PsiClient AnonymousClient() => new(Address);

    /// <summary>
    /// A client with a fresh user signed in, past the login, whose hash takes its time; for what the login answers
    /// (such as a CSRF token) there is <see cref="PsiClient.SignIn"/>.
    /// </summary>
    /// <param name="username">A name that no other test takes; left out, a random one.</param>
    /// <param name="admin">Whether the user is an administrator.</param>
    public async Task<PsiClient> SignedInClient(string? username = null, bool admin = false)
    {
        username = await CreateUser(username, admin);
        var token = Services.GetRequiredService<SignInTokens>().Create();
        await WithDb(async db =>
        {
            var now = MovedClock.Now;
            var user = await db.Users.SingleAsync(user => user.Username == username, Ct);
            db.Add(new SignIn
            {
                UserId = user.Id,
                TokenHash = SignInTokens.Hash(token),
                CreatedAt = now,
                ExpiresAt = now + Settings.SessionTtl,
                LastSeenAt = now,
            });
            return await db.SaveChangesAsync(Ct);
        });
        return new PsiClient(Address, username, Settings.CookieName, token);
    }

    /// <summary>Creates a user whose password is <see cref="PsiClient.Password"/>.</summary>
    /// <returns>The user's name.</returns>
    public async Task<string> CreateUser(string? username = null, bool admin = false)
    {
        username ??= $"user-{Guid.NewGuid():N}";
        var user = new User { Username = username, PasswordHash = PsiClient.CheapHash, IsAdmin = admin };
        await WithDb(db =>
        {
            db.Add(user);
            return db.SaveChangesAsync(Ct);
        });
        return username;
    }

    /// <summary>Makes a user's sign-ins as old as if they had been begun so much earlier.</summary>
    public Task<int> AgeSignIns(string username, TimeSpan by) => WithDb(async db =>
    {
        foreach (var signIn in await db.SignIns.Where(signIn => signIn.User!.Username == username).ToListAsync(Ct))
            db.Entry(signIn).Property(one => one.CreatedAt).CurrentValue -= by;
        return await db.SaveChangesAsync(Ct);
    });

    /// <summary>Does something with the app's database, past the app.</summary>
    public async Task<T> WithDb<T>(Func<PsiDb, Task<T>> use)
    {
        _ = Address;
        await using var scope = Services.CreateAsyncScope();
        return await use(scope.ServiceProvider.GetRequiredService<PsiDb>());
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        if (_strict.IsValueCreated) await _strict.Value.DisposeAsync();
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc/>
    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        // Not Development, which makes a first user and a demo plan
        builder.UseEnvironment("Testing");
        builder.UseStaticWebAssets();
        // Refused statements (a taken key) are part of what tests try
        builder.ConfigureLogging(logging => logging.SetMinimumLevel(LogLevel.Warning)
            .AddFilter("Microsoft.EntityFrameworkCore.Database.Command", LogLevel.None));
        builder.UseSetting("PORT", "0");
        builder.UseSetting("SESSION_SIGN_KEY", "a key that only tests know and that is long enough");
        builder.UseSetting("SESSION_COOKIE_SECURE", "false");
        builder.UseSetting("ALLOWED_HOSTS", "*");
        builder.UseSetting("ALLOWED_ORIGINS", "http://localhost:5173,http://127.0.0.1:5174");
        builder.UseSetting("TIME_ZONE", "Asia/Tokyo");
        // All tests come from one address
        builder.UseSetting("LOGIN_MAX_ATTEMPTS_PER_ADDRESS", "100000");
        foreach (var (name, value) in DatabaseSettings) builder.UseSetting(name, value);
        builder.ConfigureTestServices(services => services.AddSingleton<TimeProvider>(new MovedClock()));
    }

    private Uri Start()
    {
        StartServer();
        if (HasTables) Migrate();
        if (HasTables && IsShared) HaveWeekends();
        var features = Services.GetRequiredService<IServer>().Features;
        return new Uri(features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First());
    }

    /// <summary>What <c>PsiErp migrate</c> does before a server database is served.</summary>
    public void Migrate()
    {
        using var scope = Services.CreateScope();
        var db = scope.ServiceProvider.GetRequiredService<PsiDb>();
        Services.GetRequiredService<IDatabase>().MigrateAsync(db, CancellationToken.None).GetAwaiter().GetResult();
    }

    /// <summary>
    /// Has a calendar that holds where nothing names another: without it the first one by name does, which may be any that a test
    /// adds.
    /// </summary>
    private void HaveWeekends()
    {
        using var scope = Services.CreateScope();
        var db = scope.ServiceProvider.GetRequiredService<PsiDb>();
        db.Add(new WorkCalendar
        {
            Name = "default",
            NonWorkingWeekdays = WorkCalendar.BitsOf([DayOfWeek.Saturday, DayOfWeek.Sunday]),
            UpdatedAt = MovedClock.Now,
        });
        db.SaveChanges();
    }

    private sealed class AppWithSettings(
        PsiApp origin, (string Name, string Value)[] settings, bool hasTables, TimeProvider? clock = null) : PsiApp
    {
        protected internal override IReadOnlyDictionary<string, string> DatabaseSettings => origin.DatabaseSettings;

        protected override bool HasTables => hasTables;

        protected override bool IsShared => false;

        public override IDatabase CreateEmptyDatabase() => origin.CreateEmptyDatabase();

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            _ = origin.Address;
            base.ConfigureWebHost(builder);
            foreach (var (name, value) in settings) builder.UseSetting(name, value);
            if (clock is not null) builder.ConfigureTestServices(services => services.AddSingleton<TimeProvider>(clock));
        }
    }
}
