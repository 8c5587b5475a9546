namespace PsiErp.Files;

/// <summary>How the cells of a column are read, whatever they look like.</summary>
public enum ColumnKind
{
    /// <summary>Text that tells series apart.</summary>
    Key,

    /// <summary>A name or category.</summary>
    Text,

    /// <summary>One or two letters.</summary>
    Rank,

    /// <summary>A day.</summary>
    Date,

    /// <summary>Units.</summary>
    Quantity,
}
