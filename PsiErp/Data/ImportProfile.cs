namespace PsiErp.Data;

/// <summary>A saved way to read the files of a system, recognised by their header.</summary>
public sealed class ImportProfile
{
    public required string Name { get; init; }

    /// <summary>The texts of the header that it is recognised by, as a JSON list.</summary>
    public required string Header { get; set; }

    /// <summary>How such files are read, as JSON.</summary>
    public required string Reading { get; set; }

    public required DateTimeOffset UpdatedAt { get; set; }
}
