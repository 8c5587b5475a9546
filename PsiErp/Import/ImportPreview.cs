using PsiErp.Data;

namespace PsiErp.Import;

/// <summary>What a waiting import would make of the plan.</summary>
/// <param name="Import">The import with its counts.</param>
/// <param name="IsOvertaken">Whether another import became current since it was read.</param>
/// <param name="Alerts">Series in trouble, before and after.</param>
/// <param name="Changed">How many series change.</param>
/// <param name="Largest">Those that matter most: whose alerts change, then by how much moves.</param>
public sealed record ImportPreview(
    BaseVersion Import, bool IsOvertaken, AlertChange Alerts, int Changed, IReadOnlyList<SeriesChange> Largest)
{
    /// <summary>What there was to say about the file.</summary>
    public ImportNotes Notes { get; } = ImportNotes.Parse(Import.Notes!);
}

/// <summary>Series in trouble over their whole horizon, before and after an import.</summary>
/// <param name="StockOut">Those that run out.</param>
/// <param name="Shortage">Those that fall under their safety stock.</param>
public sealed record AlertChange(BeforeAfter StockOut, BeforeAfter Shortage);

/// <summary>A count before and after.</summary>
public sealed record BeforeAfter(int Before, int After);
