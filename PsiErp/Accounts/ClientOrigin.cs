namespace PsiErp.Accounts;

/// <summary>Where a sign-in comes from.</summary>
/// <param name="Address">The client's address, as text; empty when it has none.</param>
/// <param name="UserAgent">What its software calls itself, cut after 256 characters.</param>
public sealed record ClientOrigin(string Address, string? UserAgent)
{
    /// <summary>As much of it as is stored.</summary>
    private const int MaxUserAgent = 256;

    /// <summary>Where a request comes from.</summary>
    public static ClientOrigin Of(HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress;
        if (address is { IsIPv4MappedToIPv6: true }) address = address.MapToIPv4();
        var agent = context.Request.Headers.UserAgent.ToString();
        return new ClientOrigin(address?.ToString() ?? "", agent.Length == 0 ? null : Start(agent));
    }

    private static string Start(string text)
    {
        if (text.Length <= MaxUserAgent) return text;
        // Half a surrogate pair can't be stored
        return text[..(char.IsHighSurrogate(text[MaxUserAgent - 1]) ? MaxUserAgent - 1 : MaxUserAgent)];
    }
}
