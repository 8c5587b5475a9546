using PsiErp.Data;

namespace PsiErp.Prototype;

/// <summary><c>category_rank_parameters</c>: where ranks end.</summary>
internal sealed class RankParametersTable() : PrototypeTable(
    "category_rank_parameters",
    ["rank_type", "category_1", "category_2"],
    new SourceColumn("rank_type", IsRequired: true),
    new SourceColumn("category_1", IsRequired: true),
    new SourceColumn("category_2", IsRequired: true),
    new SourceColumn("threshold"))
{
    private const int MaxRankType = 2;

    /// <inheritdoc/>
    public override async Task TakeAsync(Takeover takeover, TableReport report, CancellationToken ct)
    {
        var taken = new HashSet<(string, string, string)>();
        await foreach (var row in RowsAsync(takeover, report, "ORDER BY old.rank_type, old.category_1, old.category_2", null, ct))
        {
            var key = (Type: row.Name("rank_type"), First: row.Name("category_1"), Second: row.Name("category_2"));
            if (key.Type.Length > MaxRankType) row.Refuse("rank_type has more than two letters; shorten it");
            if (!taken.Add(key)) row.Refuse("another threshold is for the same rank and categories; remove one of the two");
            var threshold = row.Quantity("threshold");
            if (row.IsFlawed) continue;
            takeover.Db.RankParameters.Add(new CategoryRankParameter
            {
                RankType = key.Type,
                Category1 = key.First,
                Category2 = key.Second,
                Threshold = threshold ?? 0,
            });
        }
        report.Taken = await takeover.Db.SaveChangesAsync(ct);
        takeover.Db.ChangeTracker.Clear();
        NoteUnread(takeover.Old, report);
    }
}
