using Microsoft.EntityFrameworkCore;

namespace PsiErp.Tests.Pages;

public abstract class AdminPagesTests(PsiApp app)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Users_Created_Changed_AndFound()
    {
        using var admin = await app.SignedInClient(admin: true);
        var name = $"計画-{Guid.NewGuid():N}";

        var created = await admin.Submit(await admin.GetPage("/admin/users/new"), "/new", ("Username", name),
            ("Password", "a fine password"), ("IsAdmin", "true"));
        Assert.Equal("/admin/users", created.Answer.Headers.Location!.ToString());
        await Do(admin, name, "MakeUser");
        await Do(admin, name, "Deactivate");

        var list = await Found(admin, name);
        Assert.Equal([name], list.Texts(".list-name"));
        Assert.Equal(["Inactive", "first password"], list.Texts("tbody .tag"));
    }

    [Fact]
    public async Task NewUser_NameIsTaken_StaysToBeMended()
    {
        using var admin = await app.SignedInClient(admin: true);

        var page = await admin.Submit(
            await admin.GetPage("/admin/users/new"), "/new", ("Username", admin.Username!.ToUpperInvariant()),
                ("Password", "a fine password"));

        Assert.Equal(422, (int)page.Answer.StatusCode);
        Assert.Contains("already", page.Find(".field-validation-error").TextContent, StringComparison.Ordinal);
        Assert.Equal(admin.Username.ToUpperInvariant(), page.Find("#Username").GetAttribute("value"));
    }

    [Fact]
    public async Task Password_Reset_SignsTheUserOut()
    {
        using var admin = await app.SignedInClient(admin: true);
        using var user = await app.SignedInClient();
        var id = await app.WithDb(db => db.Users.Where(one => one.Username == user.Username).Select(one => one.Id).SingleAsync(Ct));
        var form = await admin.GetPage($"/admin/users/{id}/password");

        Assert.Equal(422, (int)(await admin.Submit(form, "/password", ("Password", "short"))).Answer.StatusCode);
        await admin.Submit(form, "/password", ("Password", "a fine new one"));

        Assert.Equal(302, (int)(await user.GetPage("/sessions")).Answer.StatusCode);
        using var again = app.AnonymousClient();
        await again.SignIn(user.Username!, "a fine new one");
    }

    [Fact]
    public async Task SecondFactor_OfSomebodyWhoLostTheDevice_CanBeRemoved()
    {
        using var admin = await app.SignedInClient(admin: true);
        var name = await app.CreateUser();
        await app.WithDb(db => db.Users.Where(user => user.Username == name)
            .ExecuteUpdateAsync(set => set.SetProperty(user => user.TotpSecret, "lost"), Ct));

        await Do(admin, name, "RemoveSecondFactor");

        using var client = app.AnonymousClient();
        await client.SignIn(name);
        Assert.Equal(200, (int)(await client.GetPage("/sessions")).Answer.StatusCode);
    }

    [Fact]
    public async Task Changes_ByASignInOfAWhileAgo_NeedTheAdminsPassword()
    {
        using var admin = await app.SignedInClient(admin: true);
        using var user = await app.SignedInClient();
        var id = await app.WithDb(db => db.Users.Where(one => one.Username == user.Username).Select(one => one.Id).SingleAsync(Ct));
        await app.AgeSignIns(admin.Username!, TimeSpan.FromMinutes(11));
        var change = await admin.GetPage($"/admin/users/{id}/change/MakeAdmin");
        var reset = await admin.GetPage($"/admin/users/{id}/password");
        var create = await admin.GetPage("/admin/users/new");

        Assert.Equal(422, (int)(await admin.Submit(change, "/change/")).Answer.StatusCode);
        Assert.Equal(422, (int)(await admin.Submit(change, "/change/", ("CurrentPassword", "wrong"))).Answer.StatusCode);
        Assert.Equal(422, (int)(await admin.Submit(reset, "/password", ("Password", "a fine new one"))).Answer.StatusCode);
        Assert.Equal(422, (int)(await admin.Submit(create, "/new", ("Username", $"late-{id:N}"), ("Password", "a fine new one")))
            .Answer.StatusCode);
        Assert.Equal(200, (int)(await user.GetPage("/sessions")).Answer.StatusCode);

        await admin.Submit(change, "/change/", ("CurrentPassword", PsiClient.Password));
        Assert.True(await app.WithDb(db => db.Users.Where(one => one.Id == id).Select(one => one.IsAdmin).SingleAsync(Ct)));
    }

    [Fact]
    public async Task OwnPasswordAndSecondFactor_AreNotChangedHere()
    {
        using var admin = await app.SignedInClient(admin: true);
        var id = await app.WithDb(db => db.Users.Where(one => one.Username == admin.Username).Select(one => one.Id).SingleAsync(Ct));
        await app.WithDb(db => db.Users.Where(user => user.Id == id)
            .ExecuteUpdateAsync(set => set.SetProperty(user => user.TotpSecret, "mine"), Ct));

        var row = (await Found(admin, admin.Username!)).Find($"#user-{id}");
        Assert.DoesNotContain("second-factor", row.InnerHtml, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("/account/password", row.InnerHtml, StringComparison.Ordinal);
        foreach (var page in new[] { $"/admin/users/{id}/change/RemoveSecondFactor", $"/admin/users/{id}/password" })
        {
            var refused = await admin.Submit(await admin.GetPage(page), $"/admin/users/{id}", ("Password", "a fine new one"));
            Assert.Equal(403, (int)refused.Answer.StatusCode);
        }
        Assert.Equal(404, (int)(await admin.GetPage($"/admin/users/{id}/change/anything")).Answer.StatusCode);
        Assert.Equal(404, (int)(await admin.GetPage($"/admin/users/{id}/change/7")).Answer.StatusCode);
    }

    [Fact]
    public async Task AuditPage_ShowsWhatHappened_FilteredAndPaged()
    {
        using var admin = await app.SignedInClient(admin: true);
        var name = await app.CreateUser();
        using var client = app.AnonymousClient();
        for (var i = 0; i < 51; i++) await client.SignIn(name);

        var first = await admin.GetPage($"/admin/audit?name={name}&kind=SignedIn");
        var second = await admin.GetPage(first.Find(".pager [rel=next]").GetAttribute("href")!);

        Assert.Equal(50, first.Document.QuerySelectorAll("#audit tbody tr").Length);
        Assert.Single(second.Document.QuerySelectorAll("#audit tbody tr"));
        Assert.Contains("Signed in", second.Find("#audit tbody").TextContent, StringComparison.Ordinal);
        Assert.Contains("51", second.Find(".pager").TextContent, StringComparison.Ordinal);
        Assert.NotNull((await admin.GetPage($"/admin/audit?name={name}&kind=LockedOut")).Find("#audit .empty"));
    }

    [Theory]
    [InlineData("/admin/users")]
    [InlineData("/admin/users/new")]
    [InlineData("/admin/audit")]
    public async Task Pages_WithoutTheRight_Are403(string address)
    {
        using var client = await app.SignedInClient();

        var page = await client.GetPage(address);

        Assert.Equal(403, (int)page.Answer.StatusCode);
        Assert.NotNull(page.Find("main h1"));
        Assert.DoesNotContain("/admin", page.Document.Body!.InnerHtml, StringComparison.Ordinal);
    }

    /// <summary>Chooses what the user's menu offers, and says yes.</summary>
    private static async Task Do(PsiClient admin, string name, string deed)
    {
        var link = (await Found(admin, name)).Find($".menu-items [href$={deed.ToLowerInvariant()}]").GetAttribute("href")!;
        var done = await admin.Submit(await admin.GetPage(link), "/change/");
        Assert.Equal("/admin/users", done.Answer.Headers.Location!.ToString());
    }

    private static Task<HtmlPage> Found(PsiClient admin, string name) => admin.GetPage($"/admin/users?search={Uri.EscapeDataString(name)}");

    public sealed class OnSqlite(SqliteApp app) : AdminPagesTests(app);

    public sealed class OnPostgres(PostgresApp app) : AdminPagesTests(app);
}
