namespace PsiErp.Files;

/// <summary>What a cell of a sheet holds.</summary>
internal enum SheetCellKind
{
    /// <summary>Nothing.</summary>
    Blank,

    /// <summary>A text, or a code that is kept as a number and shown with its zeros.</summary>
    Text,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A number that is shown as a day or time; days since the workbook's first one.</summary>
    Serial,
}

/// <summary>A cell of a sheet.</summary>
internal readonly ref struct SheetCell(SheetCellKind kind, ReadOnlySpan<byte> utf8)
{
    /// <summary>What it holds.</summary>
    public SheetCellKind Kind { get; } = kind;

    /// <summary>The text, or the number with at most 15 digits, behind a point its decimals.</summary>
    public ReadOnlySpan<byte> Utf8 { get; } = utf8;
}
