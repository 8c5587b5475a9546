using PsiErp.Data;

namespace PsiErp.Prototype;

/// <summary><c>channel_master</c>: what channels are called.</summary>
internal sealed class ChannelsTable() : PrototypeTable(
    "channel_master",
    ["channel"],
    new SourceColumn("channel", IsRequired: true),
    new SourceColumn("display_name"))
{
    /// <inheritdoc/>
    public override async Task TakeAsync(Takeover takeover, TableReport report, CancellationToken ct)
    {
        await foreach (var row in RowsAsync(takeover, report, "ORDER BY old.channel", null, ct))
        {
            var channel = new Channel { Name = row.Name("channel"), DisplayName = row.Text("display_name") };
            if (takeover.Channels.Contains(channel.Name)) row.Refuse("another channel has the same name; remove one of the two");
            if (row.IsFlawed) continue;
            takeover.Channels.Add(channel.Name);
            takeover.Db.Channels.Add(channel);
        }
        report.Taken = await takeover.Db.SaveChangesAsync(ct);
        takeover.Db.ChangeTracker.Clear();
        NoteUnread(takeover.Old, report);
    }
}
