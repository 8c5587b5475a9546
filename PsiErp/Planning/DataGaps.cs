namespace PsiErp.Planning;

/// <summary>What a series lacks, so that a plan can't be judged by it. Stored as a number; never renumber one.</summary>
[Flags]
public enum DataGaps
{
    None = 0,

    /// <summary>Nothing is sold on any day.</summary>
    NoSales = 1,

    /// <summary>No day has a safety or standard stock over 0.</summary>
    NoLevels = 2,
}
