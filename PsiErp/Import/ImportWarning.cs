using System.Globalization;

namespace PsiErp.Import;

/// <summary>What a file was taken over with, but may not have been meant. The names are stable: texts are kept by them.</summary>
public enum ImportWarningKind
{
    /// <summary>A day of a series more than once: the last row holds.</summary>
    RepeatedKey,

    /// <summary>A new key that a reader takes for one that is there.</summary>
    LookAlikeKey,

    /// <summary>A new SKU that is another one but for zeros before it.</summary>
    LostZeros,

    /// <summary>A row that seems to add up others.</summary>
    TotalRow,

    /// <summary>Rows without any key, which are the default series.</summary>
    BlankKeys,

    /// <summary>Days far from the others.</summary>
    FarDates,

    /// <summary>A number that may have been meant otherwise.</summary>
    AmbiguousDecimal,

    /// <summary>A column that was not read, and may be one of the plan's.</summary>
    LikelyColumn,

    /// <summary>Cells that somebody has corrected on the way in.</summary>
    Mended,
}

/// <summary>One thing to look at after an import.</summary>
/// <param name="Kind">What.</param>
/// <param name="Line">The line of the file where it was first seen, when there is one.</param>
/// <param name="Arguments">What the texts of the kind take.</param>
public sealed record ImportWarning(ImportWarningKind Kind, long? Line, params object[] Arguments)
{
    /// <summary>The English message.</summary>
    public string Message => string.Format(CultureInfo.InvariantCulture, Kind switch
    {
        ImportWarningKind.RepeatedKey => "rows that came again further down: {0}; of several rows for a day of a series the last one holds",
        ImportWarningKind.LookAlikeKey =>
            "{0} '{1}' looks like '{2}', but is another one; make them the same where the file is made if it is not meant",
        ImportWarningKind.LostZeros => "{0} '{1}' looks like '{2}' without the zeros before it; keep the column as text in Excel",
        ImportWarningKind.TotalRow => "{0} '{1}' looks like a total; its rows count beside those that they add up",
        ImportWarningKind.BlankKeys => "rows without SKU, warehouse and channel: {0}; they went into the series that is shown as All",
        ImportWarningKind.FarDates => "{0} is far from the other days of the file; check the dates",
        ImportWarningKind.AmbiguousDecimal =>
            "'{0}' was read as {1}, and nothing in the file tells whether {2} was meant; say so with decimal=comma, or write numbers "
            + "without marks between thousands",
        ImportWarningKind.LikelyColumn =>
            "the column '{0}' was not read; if it is {1}, say so with column.{1}={0}",
        ImportWarningKind.Mended => "cells that were corrected on the way in: {0}; the file still has them as they were",
        _ => throw new InvalidOperationException($"{Kind} has no text"),
    }, Arguments);
}
