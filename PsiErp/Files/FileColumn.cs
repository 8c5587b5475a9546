namespace PsiErp.Files;

/// <summary>A column of a file.</summary>
/// <param name="Header">What the file calls it.</param>
/// <param name="Field">The field that it is read as, by the name of the file's format; null when it is not read.</param>
/// <param name="Likely">The field that it may be meant as, where it is not read.</param>
public sealed record FileColumn(string Header, string? Field, string? Likely = null);
