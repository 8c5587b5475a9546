using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;

namespace PsiErp.Tests.Fixtures;

/// <summary>A client with cookies of its own that doesn't follow redirects.</summary>
public sealed class PsiClient : HttpClient
{
    /// <summary>The password of every user that <see cref="PsiApp.CreateUser"/> makes.</summary>
    public const string Password = "correct horse battery staple";

    internal PsiClient(Uri address) : this(address, new CookieContainer())
    {
    }

    internal PsiClient(Uri address, string username, string cookieName, string token) : this(address)
    {
        Cookies.Add(new Cookie(cookieName, token, "/", address.Host));
        Username = username;
    }

    private PsiClient(Uri address, CookieContainer cookies)
        : base(new SocketsHttpHandler { CookieContainer = cookies, AllowAutoRedirect = false })
    {
        BaseAddress = address;
        Cookies = cookies;
    }

    /// <summary>What the app has set.</summary>
    public CookieContainer Cookies { get; }

    /// <summary>Who is signed in.</summary>
    public string? Username { get; private set; }

    /// <summary>A hash of <see cref="Password"/> that takes no time to check.</summary>
    internal static string CheapHash { get; } = "pbkdf2_sha256$1$salt$" + Convert.ToBase64String(
        Rfc2898DeriveBytes.Pbkdf2(Password, Encoding.UTF8.GetBytes("salt"), 1, HashAlgorithmName.SHA256, 32));

    /// <summary>Signs a user in as scripts do.</summary>
    public async Task SignIn(string username, string password = Password)
    {
        using var answer = await this.PostAsJsonAsync(
            "/auth/login", new { username, password }, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
        Username = username;
    }
}
