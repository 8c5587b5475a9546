using Microsoft.EntityFrameworkCore;
using PsiErp.Accounts;

namespace PsiErp.Tests.Pages;

public abstract class AccountPagesTests(PsiApp app)
{
    private const string Windows = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 "
        + "Safari/537.36";

    [Fact]
    public async Task SignIns_AreListedInWords_AndCanBeEnded()
    {
        using var client = await app.SignedInClient();
        using var laptop = app.AnonymousClient();
        laptop.DefaultRequestHeaders.UserAgent.ParseAdd(Windows);
        await laptop.SignIn(client.Username!);

        var page = await client.GetPage("/account");
        var row = Assert.Single(page.Document.QuerySelectorAll(".sign-ins tbody tr"), row =>
            row.TextContent.Contains("Chrome on Windows", StringComparison.Ordinal));
        Assert.Contains("127.0.0.1", row.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("this one", row.TextContent, StringComparison.Ordinal);
        Assert.Single(page.Document.QuerySelectorAll(".sign-ins .tag.lead"));

        var end = row.QuerySelector("form")!.GetAttribute("action")!;
        await client.Submit(page, end);

        Assert.Equal(302, (int)(await laptop.GetPage("/account")).Answer.StatusCode);
        Assert.Equal(200, (int)(await client.GetPage("/account")).Answer.StatusCode);
    }

    [Fact]
    public async Task SignInOfSomebodyElse_CantBeEnded()
    {
        using var client = await app.SignedInClient();
        using var other = await app.SignedInClient();
        var id = await app.WithDb(db => db.SignIns.Where(signIn => signIn.User!.Username == other.Username)
            .Select(signIn => signIn.Id).SingleAsync(TestContext.Current.CancellationToken));

        var token = (await client.GetPage("/account")).Find("[name=__RequestVerificationToken]").GetAttribute("value")!;
        using var form = new FormUrlEncodedContent([new("__RequestVerificationToken", token)]);
        using var answer = await client.PostAsync($"/account?handler=End&id={id}", form, TestContext.Current.CancellationToken);
        Assert.Equal(302, (int)answer.StatusCode);

        Assert.Equal(200, (int)(await other.GetPage("/account")).Answer.StatusCode);
    }

    [Fact]
    public async Task EndOthers_LeavesThisOne()
    {
        using var client = await app.SignedInClient();
        using var laptop = app.AnonymousClient();
        await laptop.SignIn(client.Username!);

        await client.Submit(await client.GetPage("/account"), "EndOthers");

        Assert.Equal(302, (int)(await laptop.GetPage("/account")).Answer.StatusCode);
        Assert.Single((await client.GetPage("/account")).Document.QuerySelectorAll(".sign-ins tbody tr"));
    }

    [Fact]
    public async Task Password_Changed_SaysSo_AndMistakesStandBesideTheirFields()
    {
        using var client = await app.SignedInClient();
        var form = await client.GetPage("/account/password");

        async Task<string> Problem(string current, string replacement, string again, string field)
        {
            var page = await client.Submit(form, "/password", ("CurrentPassword", current), ("NewPassword", replacement), ("Again", again));
            Assert.Equal(422, (int)page.Answer.StatusCode);
            return page.Find($"#{field}").Closest(".row")!.QuerySelector(".problem")!.TextContent;
        }
        Assert.Contains("wrong", await Problem("wrong", "a fine new one", "a fine new one", "CurrentPassword"), StringComparison.Ordinal);
        Assert.Contains("differ", await Problem(PsiClient.Password, "a fine new one", "another", "Again"), StringComparison.Ordinal);
        Assert.Contains("commonest", await Problem(PsiClient.Password, "baseball", "baseball", "NewPassword"), StringComparison.Ordinal);

        var done = await client.Submit(
            form, "/password", ("CurrentPassword", PsiClient.Password), ("NewPassword", "a fine new one"), ("Again", "a fine new one"));
        var account = await client.GetPage(done.Answer.Headers.Location!.ToString());
        Assert.Contains("changed", account.Find(".notice.done").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DefaultPassword_IsChangedBeforeAnythingElse_AndOnlyAdminsReadOfIt()
    {
        var name = await app.CreateUser(admin: true);
        await app.WithDb(db => db.Users.Where(user => user.Username == name).ExecuteUpdateAsync(
            set => set.SetProperty(user => user.PasswordHash, PasswordHash.Create("changeme!")), TestContext.Current.CancellationToken));
        using var browser = app.AnonymousClient();
        await browser.SignIn(name, "changeme!");
        using var planner = await app.SignedInClient();
        using var admin = await app.SignedInClient(admin: true);

        foreach (var address in new[] { "/sessions", "/account", "/account/second-factor", "/admin/users" })
        {
            Assert.Equal($"/account/password?returnUrl={Uri.EscapeDataString(address)}",
                (await browser.GetPage(address)).Answer.Headers.Location!.ToString());
        }
        using var api = await browser.GetAsync("/api/sessions", TestContext.Current.CancellationToken);
        Assert.Contains("/auth/password", await api.Problem(System.Net.HttpStatusCode.Forbidden), StringComparison.Ordinal);
        Assert.Contains("default admin password", (await admin.GetPage("/sessions")).Find(".banner").TextContent, StringComparison.Ordinal);
        Assert.Null((await planner.GetPage("/sessions")).Document.QuerySelector(".banner"));

        var form = await browser.GetPage("/account/password");
        Assert.NotNull(form.Find(".notice.due"));
        var again = await browser.Submit(form, "/password", ("CurrentPassword", "changeme!"), ("NewPassword", "ｃhangeme!"),
            ("Again", "ｃhangeme!"));
        Assert.Contains("documentation", again.Find(".field-validation-error").TextContent, StringComparison.Ordinal);
        await browser.Submit(form, "/password", ("CurrentPassword", "changeme!"), ("NewPassword", "a fine new one"),
            ("Again", "a fine new one"));

        Assert.False(await app.WithDb(db => db.Users.AnyAsync(
            user => user.HasDefaultPassword && user.Username == name, TestContext.Current.CancellationToken)));
        Assert.Equal(200, (int)(await browser.GetPage("/sessions")).Answer.StatusCode);
    }

    public sealed class OnSqlite(SqliteApp app) : AccountPagesTests(app);

    public sealed class OnPostgres(PostgresApp app) : AccountPagesTests(app);
}
