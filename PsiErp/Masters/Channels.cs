using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using PsiErp.Accounts;
using PsiErp.Data;
using PsiErp.Web;

namespace PsiErp.Masters;

/// <summary>A channel.</summary>
/// <param name="Channel">1 to 255 characters: its name in plans and files.</param>
/// <param name="DisplayName">What people call it.</param>
[RequestBody]
public sealed record ChannelBody([property: Required] string Channel, string? DisplayName)
{
    internal static ChannelBody Of(Channel channel) => new(channel.Name, channel.DisplayName);
}

/// <summary>Members of a channel to change; those left out stay.</summary>
public sealed class ChangedChannel
{
    /// <summary>A new name; warehouses whose main channel it is follow.</summary>
    public string? Channel { get; set; }

    /// <summary>What people call it; null for nothing else.</summary>
    public string? DisplayName
    {
        get;
        set
        {
            field = value;
            _changesDisplayName = true;
        }
    }

    private bool _changesDisplayName;

    internal ChannelBody ApplyTo(ChannelBody channel) => new(
        Channel ?? channel.Channel, _changesDisplayName ? DisplayName : channel.DisplayName);
}

/// <summary>The channels that goods are sold through.</summary>
public sealed class Channels(PsiDb db, MasterWrite write) : NamedMasters<Channel, ChannelBody>(db, write)
{
    private readonly PsiDb _db = db;
    private readonly MasterWrite _write = write;

    /// <inheritdoc/>
    public override string Table => "channels";

    /// <inheritdoc/>
    public override string Noun => "channel";

    /// <inheritdoc/>
    public override IReadOnlyList<string> KeyOf(ChannelBody value) => [value.Channel];

    /// <inheritdoc/>
    protected override IOrderedQueryable<Channel> Ordered(IQueryable<Channel> rows) => rows.OrderBy(channel => channel.Name);

    /// <inheritdoc/>
    protected override IEnumerable<string?> TextsOf(ChannelBody value) => [value.Channel, value.DisplayName];

    /// <inheritdoc/>
    protected override ChannelBody ValueOf(Channel row) => ChannelBody.Of(row);

    /// <inheritdoc/>
    protected override Channel RowOf(ChannelBody value) => new() { Name = value.Channel, DisplayName = value.DisplayName };

    /// <inheritdoc/>
    protected override ChannelBody Tidy(ChannelBody value) =>
        new(MasterErrors.Tidy(value.Channel), MasterErrors.TidyText(value.DisplayName));

    /// <inheritdoc/>
    protected override Task<MasterErrors> CheckAsync(ChannelBody value, CancellationToken ct)
    {
        var errors = new MasterErrors();
        errors.Name("channel", value.Channel);
        errors.Text("display_name", value.DisplayName);
        return Task.FromResult(errors);
    }

    /// <inheritdoc/>
    protected override Task CarryAlongAsync(ChannelBody before, ChannelBody after, Caller by, CancellationToken ct) =>
        SetMainChannelAsync(before.Channel, after.Channel, by, ct);

    /// <inheritdoc/>
    protected override Task LetGoAsync(ChannelBody value, Caller by, CancellationToken ct) =>
        SetMainChannelAsync(value.Channel, null, by, ct);

    private async Task SetMainChannelAsync(string before, string? after, Caller by, CancellationToken ct)
    {
        foreach (var warehouse in await _db.Warehouses.Where(warehouse => warehouse.MainChannel == before).ToListAsync(ct))
        {
            var was = WarehouseBody.Of(warehouse);
            warehouse.MainChannel = after;
            _write.Note("warehouses", warehouse.WarehouseName, was, WarehouseBody.Of(warehouse), by);
        }
    }
}
