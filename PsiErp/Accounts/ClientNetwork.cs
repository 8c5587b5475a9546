using System.Net;
using System.Net.Sockets;

namespace PsiErp.Accounts;

/// <summary>
/// The network that a client can choose its addresses from: limits that counted single IPv6 addresses would stop nobody,
/// since every connection has 2⁶⁴ of them.
/// </summary>
internal static class ClientNetwork
{
    private const int Prefix = 64;

    /// <summary>An IPv4 address as it is; the /64 of an IPv6 address.</summary>
    public static string Of(string address)
    {
        if (!IPAddress.TryParse(address, out var ip) || ip.AddressFamily != AddressFamily.InterNetworkV6) return address;
        var bytes = ip.GetAddressBytes();
        bytes.AsSpan(Prefix / 8).Clear();
        return new IPNetwork(new IPAddress(bytes), Prefix).ToString();
    }
}
