namespace PsiErp.Accounts;

/// <summary>What people call the software behind a User-Agent header.</summary>
public static class BrowserName
{
    // Most claim to be others too: the first that fits is the one
    private static readonly (string Sign, string Name)[] Browsers =
    [
        ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser/", "Samsung Internet"), ("Vivaldi/", "Vivaldi"),
        ("Firefox/", "Firefox"), ("FxiOS/", "Firefox"), ("CriOS/", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari"),
        ("curl/", "curl"), ("python-requests/", "Python"), ("Python", "Python"), ("PostmanRuntime/", "Postman"),
        ("Wget/", "Wget"), ("Microsoft.Data.Mashup", "Excel / Power BI"), ("Tableau", "Tableau"),
    ];

    private static readonly (string Sign, string Name)[] Systems =
    [
        ("Windows", "Windows"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Mac OS X", "macOS"),
        ("CrOS", "ChromeOS"), ("Linux", "Linux"),
    ];

    /// <summary>The browser, and the system it runs on where it tells; null when neither is known.</summary>
    public static (string? Browser, string? System) Of(string? userAgent) =>
        (Find(Browsers, userAgent), Find(Systems, userAgent));

    private static string? Find((string Sign, string Name)[] known, string? userAgent) =>
        Array.Find(known, one => userAgent?.Contains(one.Sign, StringComparison.Ordinal) == true).Name;
}
