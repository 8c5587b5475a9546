using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using OtpNet;
using PsiErp.Tests.Pages;

namespace PsiErp.Tests.Accounts;

public abstract class SecondFactorTests(PsiApp app)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/auth")]
    [InlineData("/api/auth")]
    public async Task Login_WithSecondFactor_TakesPasswordThenCode(string auth)
    {
        using var user = await app.SignedInClient();
        var (secret, _) = await Enable(user);
        using var client = app.AnonymousClient();

        using var first = await client.PostAsJsonAsync($"{auth}/login", new { username = user.Username, PsiClient.Password }, Ct);
        Assert.Equal("""{"next":"totp","csrf_token":null}""", await first.Content.ReadAsStringAsync(Ct));
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/auth/me", Ct)).StatusCode);

        using var second = await client.PostAsJsonAsync($"{auth}/totp", new { code = NextCode(secret) }, Ct);
        Assert.Equal("""{"next":"authenticated","csrf_token":null}""", await second.Content.ReadAsStringAsync(Ct));
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/auth/me", Ct)).StatusCode);
        Assert.Equal("session", Assert.Single(client.Cookies.GetAllCookies()).Name);
    }

    [Fact]
    public async Task Commands_OfTheGuide_SignIn()
    {
        using var user = await app.SignedInClient();
        var (secret, _) = await Enable(user);
        var folder = Directory.CreateTempSubdirectory("psi-guide-");
        var commands = Repository.Block("totp").Replace("sato", user.Username)
            .Replace("\u2026", PsiClient.Password).Replace("123456", NextCode(secret));

        using var shell = Process.Start(new ProcessStartInfo("bash", ["-c", commands])
        {
            RedirectStandardOutput = true,
            WorkingDirectory = folder.FullName,
            Environment = { ["base"] = app.Address.ToString().TrimEnd('/') },
        })!;
        var said = await shell.StandardOutput.ReadToEndAsync(Ct);
        var cookies = await File.ReadAllTextAsync(Path.Combine(folder.FullName, "cookies"), Ct);
        folder.Delete(recursive: true);

        Assert.Equal("""{"next":"totp","csrf_token":null}{"next":"authenticated","csrf_token":null}""", said);
        Assert.Contains("\tsession\t", cookies, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Code_UsedAlready_IsRefusedEverywhere()
    {
        using var user = await app.SignedInClient();
        var (secret, _) = await Enable(user);
        var code = NextCode(secret);
        using var first = await PasswordGiven(user.Username!);
        using var second = await PasswordGiven(user.Username!);

        var answers = await Task.WhenAll(SendCode(first, code), SendCode(second, code));

        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.OK);
        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task RecoveryCode_SignsInOnce_HoweverItIsTyped()
    {
        using var user = await app.SignedInClient();
        var (_, recovery) = await Enable(user);
        using var first = await PasswordGiven(user.Username!);
        using var second = await PasswordGiven(user.Username!);

        using var used = await SendCode(first, recovery[0].ToUpperInvariant().Replace("-", " ", StringComparison.Ordinal));
        using var again = await SendCode(second, recovery[0]);

        Assert.Equal(HttpStatusCode.OK, used.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, again.StatusCode);
        Assert.Equal(9, await app.WithDb(db => db.RecoveryCodes.CountAsync(
            code => db.Users.Any(one => one.Id == code.UserId && one.Username == user.Username), Ct)));
    }

    [Fact]
    public async Task Codes_Guessed_MeetTheLimit_AlsoWithTheRightPasswordInBetween()
    {
        using var user = await app.SignedInClient();
        var (secret, _) = await Enable(user);

        for (var guess = 0; guess < 5; guess++)
        {
            using var guesser = await PasswordGiven(user.Username!);
            using var wrong = await SendCode(guesser, "000000");
            Assert.Equal("invalid code", await wrong.Problem(HttpStatusCode.Unauthorized));
        }

        using var client = app.AnonymousClient();
        using var blocked = await client.PostAsJsonAsync("/auth/login", new { username = user.Username, PsiClient.Password }, Ct);
        await blocked.Problem(HttpStatusCode.TooManyRequests);
        Assert.NotNull(blocked.Headers.RetryAfter);
    }

    [Fact]
    public async Task Code_WithoutTheFirstStep_OrAfterAPasswordChange_Is401()
    {
        using var user = await app.SignedInClient();
        var (secret, _) = await Enable(user);
        using var anonymous = app.AnonymousClient();
        using var pending = await PasswordGiven(user.Username!);
        using (await user.PostAsJsonAsync("/auth/password",
            new { current_password = PsiClient.Password, new_password = "another fine one" }, Ct))
        {
        }

        using var without = await SendCode(anonymous, NextCode(secret));
        using var late = await SendCode(pending, NextCode(secret));

        Assert.Equal("log in again first", await without.Problem(HttpStatusCode.Unauthorized));
        Assert.Equal("log in again first", await late.Problem(HttpStatusCode.Unauthorized));
    }

    [Theory]
    [InlineData("""{"code": ""}""", HttpStatusCode.UnprocessableEntity)]
    [InlineData("""{}""", HttpStatusCode.UnprocessableEntity)]
    [InlineData("""{"code": 123456}""", HttpStatusCode.BadRequest)]
    public async Task Code_MissingOrNoText_IsRefusedAsAProblem(string body, HttpStatusCode expected)
    {
        using var client = app.AnonymousClient();

        using var answer = await client.PostAsync("/auth/totp", new StringContent(body, null, "application/json"), Ct);

        await answer.Problem(expected);
    }

    [Fact]
    public async Task Secret_IsStoredEncrypted_AndRecoveryCodesHashed()
    {
        using var user = await app.SignedInClient();
        var (secret, recovery) = await Enable(user);

        var stored = await app.WithDb(db => db.Users.SingleAsync(one => one.Username == user.Username, Ct));
        var hashes = await app.WithDb(db => db.RecoveryCodes.Where(code => code.UserId == stored.Id).ToListAsync(Ct));

        Assert.DoesNotContain(Base32Encoding.ToString(secret), stored.TotpSecret, StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToBase64String(secret), stored.TotpSecret, StringComparison.Ordinal);
        Assert.Equal(10, hashes.Count);
        Assert.All(hashes, row => Assert.Equal(32, row.CodeHash.Length));
        Assert.Equal(10, recovery.Distinct().Count());
    }

    [Fact]
    public async Task Enabling_WithAWrongCode_StaysOnTheSameSecret_ThenEndsOtherSignIns()
    {
        using var user = await app.SignedInClient();
        using var elsewhere = app.AnonymousClient();
        await elsewhere.SignIn(user.Username!);

        var page = await user.GetPage("/account/second-factor");
        var refused = await user.Submit(page, "/account/second-factor", ("Code", "000000"));
        Assert.Equal(422, (int)refused.Answer.StatusCode);
        Assert.Equal(page.Find(".secret").TextContent, refused.Find(".secret").TextContent);
        Assert.Null(page.Document.QuerySelector(".qr [style]"));
        Assert.NotNull(page.Document.QuerySelector(".qr svg rect"));

        await Enable(user);
        Assert.Equal(HttpStatusCode.Unauthorized, (await elsewhere.GetAsync("/auth/me", Ct)).StatusCode);
    }

    [Fact]
    public async Task SettingUp_ByASignInOfAWhileAgo_NeedsThePasswordFirst()
    {
        using var user = await app.SignedInClient();
        await app.AgeSignIns(user.Username!, TimeSpan.FromMinutes(11));

        var asked = await user.GetPage("/account/second-factor");
        Assert.Null(asked.Document.QuerySelector(".secret"));
        var wrong = await user.Submit(asked, "/account/second-factor", ("CurrentPassword", "wrong"));
        Assert.Equal(422, (int)wrong.Answer.StatusCode);
        Assert.Null(wrong.Document.QuerySelector(".secret"));

        var page = await user.Submit(asked, "/account/second-factor", ("CurrentPassword", PsiClient.Password));
        var secret = Base32Encoding.ToBytes(page.Find(".secret").TextContent.Replace(" ", "", StringComparison.Ordinal));
        var done = await user.Submit(page, "/account/second-factor", ("Code", new Totp(secret).ComputeTotp(MovedClock.Now.UtcDateTime)));
        Assert.Equal(10, done.Texts(".codes code").Count());
    }

    [Fact]
    public async Task SecretShownToAnotherSignIn_IsNotTaken_AndAnOldOneAsksForThePassword()
    {
        using var user = await app.SignedInClient();
        using var thief = app.AnonymousClient();
        await thief.SignIn(user.Username!);
        var page = await user.GetPage("/account/second-factor");
        var secret = page.Find("[name=Sealed]").GetAttribute("value")!;
        var code = new Totp(Base32Encoding.ToBytes(page.Find(".secret").TextContent.Replace(" ", "", StringComparison.Ordinal)))
            .ComputeTotp(MovedClock.Now.UtcDateTime);
        var form = await thief.GetPage("/account/second-factor");
        await app.AgeSignIns(user.Username!, TimeSpan.FromMinutes(11));

        var refused = await thief.Submit(form, "/account/second-factor", ("Sealed", secret), ("Code", code));

        Assert.Equal(422, (int)refused.Answer.StatusCode);
        Assert.NotNull(refused.Find("[name=CurrentPassword]"));
        Assert.Null(refused.Document.QuerySelector(".secret"));
    }

    [Fact]
    public async Task SecretOfAnotherUser_IsNotTaken()
    {
        using var one = await app.SignedInClient();
        using var other = await app.SignedInClient();
        var secret = (await one.GetPage("/account/second-factor")).Find("[name=Sealed]").GetAttribute("value")!;

        var refused = await other.Submit(await other.GetPage("/account/second-factor"), "/account/second-factor", ("Sealed", secret),
            ("Code", "000000"));

        Assert.Equal(422, (int)refused.Answer.StatusCode);
    }

    [Fact]
    public async Task TurningOff_AndNewRecoveryCodes_NeedThePassword()
    {
        using var user = await app.SignedInClient();
        var (_, recovery) = await Enable(user);
        var codes = await user.GetPage("/account/recovery-codes");
        var off = await user.GetPage("/account/second-factor/remove");

        Assert.Equal(422, (int)(await user.Submit(codes, "/recovery-codes", ("CurrentPassword", "wrong"))).Answer.StatusCode);
        Assert.Equal(422, (int)(await user.Submit(off, "/remove", ("CurrentPassword", "wrong"))).Answer.StatusCode);
        var renewed = await user.Submit(codes, "/recovery-codes", ("CurrentPassword", PsiClient.Password));
        Assert.Empty(renewed.Texts(".codes code").Intersect(recovery));
        await user.Submit(off, "/remove", ("CurrentPassword", PsiClient.Password));

        using var client = app.AnonymousClient();
        await client.SignIn(user.Username!);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/auth/me", Ct)).StatusCode);
    }

    [Fact]
    public async Task SettingUp_NewCodes_AndTurningOff_MakeCopiesOfTheCookieWorthless()
    {
        using var user = await app.SignedInClient();

        await EndsCopies(user, () => Enable(user));
        await EndsCopies(user, async () => await user.Submit(
            await user.GetPage("/account/recovery-codes"), "/recovery-codes", ("CurrentPassword", PsiClient.Password)));
        await EndsCopies(user, async () => await user.Submit(
            await user.GetPage("/account/second-factor/remove"), "/remove", ("CurrentPassword", PsiClient.Password)));
    }

    private async Task EndsCopies(PsiClient user, Func<Task> change)
    {
        using var thief = app.AnonymousClient();
        foreach (Cookie cookie in user.Cookies.GetAllCookies()) thief.Cookies.Add(cookie);
        Assert.Equal(HttpStatusCode.OK, (await thief.GetAsync("/auth/me", Ct)).StatusCode);

        await change();

        Assert.Equal(HttpStatusCode.Unauthorized, (await thief.GetAsync("/auth/me", Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await user.GetAsync("/auth/me", Ct)).StatusCode);
    }

    [Fact]
    public async Task SecretThatCantBeReadAnyMore_RefusesCodes_ButTakesRecoveryCodes()
    {
        using var user = await app.SignedInClient();
        var (secret, recovery) = await Enable(user);
        await app.WithDb(db => db.Users.Where(one => one.Username == user.Username)
            .ExecuteUpdateAsync(set => set.SetProperty(one => one.TotpSecret, "of another SESSION_SIGN_KEY"), Ct));
        using var client = await PasswordGiven(user.Username!);

        using var refused = await SendCode(client, NextCode(secret));
        using var taken = await SendCode(client, recovery[0]);

        Assert.Equal("invalid code", await refused.Problem(HttpStatusCode.Unauthorized));
        Assert.Equal(HttpStatusCode.OK, taken.StatusCode);
    }

    [Fact]
    public async Task LoginPages_LeadThroughBothStepsAndBack()
    {
        using var user = await app.SignedInClient();
        var (secret, _) = await Enable(user);
        using var client = app.AnonymousClient();

        var first = await client.Submit(
            await client.GetPage("/login?returnUrl=%2Fsessions%2Fnew"), "/login", ("Username", user.Username!),
                ("Password", PsiClient.Password));
        var step = await client.GetPage(first.Answer.Headers.Location!.ToString());
        var wrong = await client.Submit(step, "/login/code", ("Code", "000000"));
        var done = await client.Submit(wrong, "/login/code", ("Code", NextCode(secret)));

        Assert.Equal(401, (int)wrong.Answer.StatusCode);
        Assert.Equal("/sessions/new", done.Answer.Headers.Location!.ToString());
        Assert.Equal(200, (int)(await client.GetPage("/sessions/new")).Answer.StatusCode);
    }

    [Fact]
    public async Task Required_UserWithoutOne_IsLedToSetItUpBeforeAnythingElse()
    {
        await using var strict = app.With(("TOTP_REQUIRED", "admins"));
        var name = await app.CreateUser(admin: true);
        using var client = strict.AnonymousClient();

        using var login = await client.PostAsJsonAsync("/auth/login", new { username = name, PsiClient.Password }, Ct);
        Assert.Contains("\"next\":\"totp_setup\"", await login.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        using var api = await client.GetAsync("/api/sessions", Ct);
        Assert.Contains("second factor", await api.Problem(HttpStatusCode.Forbidden), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/auth/me", Ct)).StatusCode);
        foreach (var path in new[] { "/sessions", "/account", "/admin/users" })
            Assert.Equal("/account/second-factor", (await client.GetPage(path)).Answer.Headers.Location!.ToString());

        await Enable(client);
        Assert.Equal(200, (int)(await client.GetPage("/sessions")).Answer.StatusCode);
        using var planner = strict.AnonymousClient();
        await planner.SignIn(await app.CreateUser());
        Assert.Equal(200, (int)(await planner.GetPage("/sessions")).Answer.StatusCode);
    }

    private async Task<PsiClient> PasswordGiven(string username)
    {
        var client = app.AnonymousClient();
        await client.SignIn(username);
        return client;
    }

    private static Task<HttpResponseMessage> SendCode(PsiClient client, string code) =>
        client.PostAsJsonAsync("/auth/totp", new { code }, Ct);

    /// <summary>Sets a second factor up on the page, as people do.</summary>
    private static async Task<(byte[] Secret, string[] RecoveryCodes)> Enable(PsiClient client)
    {
        var page = await client.GetPage("/account/second-factor");
        var secret = Base32Encoding.ToBytes(page.Find(".secret").TextContent.Replace(" ", "", StringComparison.Ordinal));
        var done = await client.Submit(page, "/account/second-factor", ("Code", new Totp(secret).ComputeTotp(MovedClock.Now.UtcDateTime)));
        return (secret, [.. done.Texts(".codes code")]);
    }

    /// <summary>A code later than any used so far: that of the next step, for clocks may differ.</summary>
    private static string NextCode(byte[] secret) => new Totp(secret).ComputeTotp(MovedClock.Now.UtcDateTime.AddSeconds(30));

    public sealed class OnSqlite(SqliteApp app) : SecondFactorTests(app);

    public sealed class OnPostgres(PostgresApp app) : SecondFactorTests(app);
}
