using Microsoft.EntityFrameworkCore;
using PsiErp.Data;

namespace PsiErp.Plan;

/// <summary>What the master data says of the places of series.</summary>
/// <param name="Regions">By the warehouses that stand in one.</param>
/// <param name="Channels">What people call channels that have a name of their own.</param>
public sealed record Places(IReadOnlyDictionary<string, string> Regions, IReadOnlyDictionary<string, string> Channels)
{
    /// <summary>What people call a channel.</summary>
    public string ChannelOf(string channel) => Channels.GetValueOrDefault(channel, channel);
}

/// <summary>Looks the places of series up in the master data.</summary>
public sealed class PlaceNames(PsiDb db)
{
    /// <summary>All that is known, in one round trip.</summary>
    public async Task<Places> AllAsync(CancellationToken ct)
    {
        var regions = db.Warehouses.Where(place => place.Region != null && place.Region != "")
            .Select(place => new { IsRegion = true, Of = place.WarehouseName, Name = place.Region! });
        var channels = db.Channels.Where(channel => channel.DisplayName != null && channel.DisplayName != "")
            .Select(channel => new { IsRegion = false, Of = channel.Name, Name = channel.DisplayName! });
        var known = (await regions.Concat(channels).ToListAsync(ct)).ToLookup(place => place.IsRegion);
        return new Places(
            known[true].ToDictionary(place => place.Of, place => place.Name),
            known[false].ToDictionary(channel => channel.Of, channel => channel.Name));
    }
}
