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
    /// <summary>All that is known.</summary>
    public async Task<Places> AllAsync(CancellationToken ct) => new(
        await db.Warehouses.AsNoTracking().Where(place => place.Region != null && place.Region != "")
            .ToDictionaryAsync(place => place.WarehouseName, place => place.Region!, ct),
        await db.Channels.AsNoTracking().Where(channel => channel.DisplayName != null && channel.DisplayName != "")
            .ToDictionaryAsync(channel => channel.Name, channel => channel.DisplayName!, ct));
}
