namespace PsiErp.Files;

/// <summary>There are more rows than <see cref="SheetWriter.MaxRows"/>.</summary>
public sealed class SheetIsFullException() : Exception($"A sheet holds {SheetWriter.MaxRows} rows, and there are more.");
