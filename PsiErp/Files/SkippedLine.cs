namespace PsiErp.Files;

/// <summary>Why a line of a file is no data. The names are stable: texts are kept by them.</summary>
public enum SkipReason
{
    /// <summary>A title, a date of printing or the like, above the header.</summary>
    AboveHeader,

    /// <summary>The header once more.</summary>
    RepeatedHeader,

    /// <summary>A sum of the lines above it.</summary>
    Total,

    /// <summary>It has no key, and somebody has said to skip such lines.</summary>
    NoKeys,

    /// <summary>It has a problem, and somebody has said to leave such lines out.</summary>
    LeftOut,
}

/// <summary>A line that is no data.</summary>
/// <param name="Line">Counted from 1.</param>
/// <param name="Reason">Why.</param>
public sealed record SkippedLine(long Line, SkipReason Reason);
