namespace PsiErp.Files;

/// <summary>In which order a date's three numbers stand.</summary>
public enum DateOrder
{
    /// <summary>As in Japan, Korea and ISO 8601: <c>2026/1/5</c>.</summary>
    YearMonthDay,

    /// <summary>As in most of Europe: <c>5/1/2026</c>.</summary>
    DayMonthYear,

    /// <summary>As in the United States: <c>1/5/2026</c>.</summary>
    MonthDayYear,
}
