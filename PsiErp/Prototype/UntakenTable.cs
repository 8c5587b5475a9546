namespace PsiErp.Prototype;

/// <summary>A table that PsiErp has no place for. Its rows are counted, so that nobody believes them taken over.</summary>
/// <param name="name">The table's name.</param>
/// <param name="why">What there is instead, or that there will be.</param>
internal sealed class UntakenTable(string name, string why) : PrototypeTable(name, [])
{
    /// <inheritdoc/>
    public override async Task TakeAsync(Takeover takeover, TableReport report, CancellationToken ct)
    {
        report.Read = await takeover.Old.CountAsync(Name, ct);
        report.Note(why);
    }
}
