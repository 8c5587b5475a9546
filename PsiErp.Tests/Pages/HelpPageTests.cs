using System.Net;
using PsiErp.Pages.Help;
using PsiErp.Pages.Sessions;

namespace PsiErp.Tests.Pages;

/// <summary>The help says what the screens say: its links lead somewhere, its labels are theirs, its keys are listed.</summary>
public abstract class HelpPageTests(PsiApp app)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("en", "Help: the first hour")]
    [InlineData("ja", "ヘルプ：はじめの1時間")]
    public async Task Links_LeadSomewhere_AndNothingIsLeftOpen(string language, string title)
    {
        await using var own = app.WithEmptyDatabase();
        using var client = await own.SignedInClient();
        client.DefaultRequestHeaders.Add("Accept-Language", language);
        var without = await client.GetPage("/help");
        Assert.All(without.Document.QuerySelectorAll("#walk a"), link => Assert.Equal("/sessions/demo", link.GetAttribute("href")));
        using var demo = await client.PostAsync("/api/demo", null, Ct);

        var page = await client.GetPage("/help");

        Assert.Equal([title], page.Texts("h1"));
        Assert.Equal(9, page.Document.QuerySelectorAll("#walk ol > li").Length);
        Assert.DoesNotContain("{", page.Find("main").TextContent, StringComparison.Ordinal);
        var links = page.Document.QuerySelectorAll("main a[href]").Select(link => link.GetAttribute("href")!).Distinct().ToList();
        Assert.InRange(links.Count(link => link.StartsWith("/sessions/", StringComparison.Ordinal)), 6, 20);
        Assert.Equal(4, links.Count(link => link.StartsWith("/api/demo/extract", StringComparison.Ordinal)));
        foreach (var link in links)
        {
            if (link[0] == '#') _ = page.Find(link);
            else Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(link, Ct)).StatusCode);
        }
    }

    [Fact]
    public async Task Reader_IsNotLedToWhatIsRefused()
    {
        await using var own = app.WithEmptyDatabase();
        using var client = await own.SignedInClient();
        await own.WithDb(async db =>
        {
            foreach (var user in db.Users) user.IsReadOnly = true;
            return await db.SaveChangesAsync(Ct);
        });

        var page = await client.GetPage("/help");

        Assert.Empty(page.Document.QuerySelectorAll("main a[href^='/sessions/demo']"));
    }

    public sealed class OnSqlite(SqliteApp app) : HelpPageTests(app);

    public sealed class OnPostgres(PostgresApp app) : HelpPageTests(app);
}

/// <summary>What the texts of the help name.</summary>
public sealed class HelpTextTests
{
    [Fact]
    public void BothLanguages_NameTheSameScreensInTheSameOrder()
    {
        var (english, japanese) = (HelpText.Read("english"), HelpText.Read("japanese"));

        Assert.Equal(HelpText.LabelsIn(english).Order(), HelpText.LabelsIn(japanese).Order());
        Assert.All(HelpText.LabelsIn(english), label => Assert.Contains($"\"{label}\"",
            File.ReadAllText(Path.Combine(Repository.Root, "PsiErp", "Resources", "Texts.resx")), StringComparison.Ordinal));
    }

    [Fact]
    public void Keys_OfTheWalk_AreOnTheSheetOfKeys()
    {
        var sheet = GridKeys.All.SelectMany(one => one.Keys.Split(" · ")).ToHashSet();

        Assert.All(["Enter", "i", "Ctrl+Z"], key => Assert.Contains(key, sheet));
        foreach (var language in new[] { "english", "japanese" })
        {
            var text = HelpText.Read(language);
            Assert.All(["{kbd Enter}", "{kbd i}", "{kbd Ctrl+Z}"], key => Assert.Contains(key, text, StringComparison.Ordinal));
        }
    }
}
