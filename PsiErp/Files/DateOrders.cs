using System.Text;

namespace PsiErp.Files;

/// <summary>
/// Whether days or months come first in a file whose years come last, told by all of its dates together: the one that goes over 12
/// is the day.
/// </summary>
internal sealed class DateOrders
{
    /// <summary>The order; <see langword="null"/> while no date has told it.</summary>
    public DateOrder? Found { get; private set; }

    /// <summary>Takes another date of the file.</summary>
    public void Add(ReadOnlySpan<byte> cell)
    {
        if (Found is not null || cell.Length > DateForms.MaxLength) return;
        var date = DateForms.YearLast(Encoding.UTF8.GetString(cell));
        if (date is { First: > 12, Second: <= 12 }) Found = DateOrder.DayMonthYear;
        if (date is { First: <= 12, Second: > 12 }) Found = DateOrder.MonthDayYear;
    }
}
