using System.Text;
using CsvHelper;

namespace PsiErp.Files;

/// <summary>The column of days. The order of the numbers in a date is looked for only where a date may be several.</summary>
internal sealed class DateColumn
{
    private readonly int _index;
    private readonly DateOnly _everywhere;
    private readonly Func<DateOrder?> _findOrder;
    private DateOrder? _order;
    private bool _isOrderKnown;

    public DateColumn(PlanHeader header, PlanReading reading)
    {
        _index = header.IndexOf(PlanColumns.Date);
        (_order, _isOrderKnown, _findOrder) = (reading.Options.Dates, reading.Options.Dates is not null, reading.FindDateOrder);
        if (reading.Options.ValueOf(PlanColumns.Date) is { } text) _ = DateText.Read(Encoding.UTF8.GetBytes(text), null, out _everywhere);
    }

    /// <summary>The cell as it stands; blank when the file has no such column.</summary>
    public ReadOnlySpan<byte> Cell(CsvReader csv) => _index < 0 ? default : csv.GetSpan(_index);

    /// <summary>The day of the current record; the default when refused.</summary>
    public DateOnly Read(CsvReader csv, CsvProblemList problems)
    {
        if (_index < 0) return _everywhere;

        var cell = csv.GetSpan(_index);
        var refusal = DateText.Read(cell, _order, out var date);
        if (refusal == CsvProblemCode.DateOrderUntold && !_isOrderKnown)
        {
            (_order, _isOrderKnown) = (_findOrder(), true);
            refusal = DateText.Read(cell, _order, out date);
        }
        if (refusal is { } code)
            problems.Add(csv.LineNumber, PlanColumns.Date, code, Encoding.UTF8.GetString(cell), Expected(code));
        return date;
    }

    private string Expected(CsvProblemCode code) =>
        code != CsvProblemCode.DateOtherOrder ? PlanRowParser.Limit(code) : _order switch
        {
            DateOrder.DayMonthYear => "dmy",
            DateOrder.MonthDayYear => "mdy",
            _ => "ymd",
        };
}
